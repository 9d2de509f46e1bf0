/** One of several, or some of several: native radios and checkboxes inside a fieldset, drawn as calm tiles. */
import { mark, useField, useIds } from "../context.js";
import { Hint, labelled } from "./parts.jsx";

const listOf = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** @param {Nodes.Of<"choice">} props */
export function Choice({ node }) {
  const [value, change] = useField(node);
  const ids = useIds(node);
  const chosen = listOf(value);
  const pick = (option, on) => {
    if (!node.multiple) change(option);
    else change(node.options.map((o) => o.value).filter((v) => (v === option ? on : chosen.includes(v))));
  };
  return (
    <fieldset class={`tw-choice tw-${node.layout ?? "list"}`} aria-describedby={ids.described}
      {...mark(node)}>
      <legend class={labelled(node)}>{node.label}</legend>
      <Hint id={ids.hint} text={node.hint} />
      <div class="tw-options">
        {node.options.map((o, i) => (
          <label key={o.value} class="tw-option">
            <input type={node.multiple ? "checkbox" : "radio"} name={ids.id} value={o.value}
              checked={chosen.includes(o.value)} aria-labelledby={`${ids.id}-${i}-name`} aria-describedby={o.hint ? `${ids.id}-${i}` : undefined}
              onChange={(e) => pick(o.value, e.currentTarget.checked)} />
            <span class="tw-option-text" id={`${ids.id}-${i}-name`}>{o.label}</span>
            {o.hint && <span class="tw-option-hint" id={`${ids.id}-${i}`}>{o.hint}</span>}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
