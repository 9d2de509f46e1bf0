/** Things to tap: a button, a link, and a row of choices where one is pressed. */
import { useLayoutEffect } from "preact/hooks";
import { mark, useField, useIds, useTap } from "../context.js";
import { Hint, labelled } from "./parts.jsx";

const TYPED = "input, textarea, select, [contenteditable]";

/** Keys that press a button wherever the focus is, save where somebody types, or where the key means something already. */
function useKeys(keys, press) {
  useLayoutEffect(() => { // with the button's new words, not after them: a quick key must not press what it was before
    if (!keys) return undefined;
    const hear = (event) => {
      const at = event.target;
      if (!keys.includes(event.key) || event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]") || at.matches?.(TYPED) || (event.key === " " && at.matches?.("button, summary, a[href]"))) return;
      event.preventDefault();
      press();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
}

/** @param {Nodes.Of<"button">} props */
export function Button({ node }) {
  const [act, over] = useTap();
  const press = () => node.disabled || act(node.action, node.collect ? { ...node.args, answers: globalThis.workshopDevice?.all() } : node.args);
  useKeys(node.keys, press);
  return (
    <div class="tw-control">
      {/* aria-disabled keeps the focus where it was when a tap makes its own button useless */}
      <button type="button" class={`tw-button tw-${node.tone ?? "secondary"}`} {...mark(node)}
        aria-pressed={node.pressed ?? undefined}
        aria-disabled={!!node.disabled}
        aria-label={node.about && `${node.label}: ${node.about}`}
        onClick={press}>{node.label}</button>
      <Hint text={over} />
    </div>
  );
}

const safe = (href) => (/^\s*javascript:/i.test(href ?? "") ? undefined : href);

/** @param {Nodes.Of<"link">} props */
export const Link = ({ node }) => (
  <a class="tw-link" href={safe(node.href)} target={node.new ? "_blank" : undefined} rel={node.new ? "noopener" : undefined} {...mark(node)}>
    {node.label}
  </a>
);

/** Buttons, not radios: with radios an arrow key would already act. @param {Nodes.Of<"segmented">} props */
export function Segmented({ node }) {
  const [act, over] = useTap();
  const ids = useIds(node);
  const [kept, change] = useField(node);
  const value = node.field ? kept ?? node.value : node.value;
  return (
    <div class="tw-control tw-segmented" role="group" aria-labelledby={ids.id} {...mark(node)}>
      <span class={labelled(node)} id={ids.id}>{node.label}</span>
      <div class="tw-segments">
        {node.options.map((o) => (
          <button key={o.value} type="button" class="tw-segment" aria-pressed={o.value === value}
            onClick={() => (node.field ? change(o.value) : act(node.action, { value: o.value }))}>{o.label}</button>
        ))}
      </div>
      <Hint text={over} />
    </div>
  );
}
