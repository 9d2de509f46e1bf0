/** Words: one line or several. The box grows with them, and says how much room is left when it gets tight. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { useField, useIds, useSync, useWords } from "../context.js";
import { Field } from "./parts.jsx";

const grow = (box) => {
  if (box?.tagName !== "TEXTAREA" || globalThis.CSS?.supports?.("field-sizing", "content")) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
};

/** @param {Nodes.Of<"text">} props */
export function Text({ node }) {
  const [value, change] = useField(node);
  const sync = useSync();
  const ids = useIds(node);
  const say = useWords();
  const box = useRef(null);
  const text = typeof value === "string" ? value : "";
  useLayoutEffect(() => grow(box.current), [text]);
  const Tag = node.long ? "textarea" : "input";
  const max = node.max_length;
  const tight = max && text.length >= max * 0.7;
  return (
    <Field node={node} ids={ids} kind="text">
      <Tag ref={box} id={ids.id} class="tw-input" value={text} maxLength={max} placeholder={node.placeholder}
        rows={node.long ? 3 : undefined} type={node.long ? undefined : "text"} autocomplete="off"
        aria-describedby={[ids.described, max && `${ids.id}-count`].filter(Boolean).join(" ") || undefined}
        onInput={(e) => change(e.currentTarget.value, "soon")} onBlur={() => sync.flush()} />
      {max && <p class="tw-count" id={`${ids.id}-count`}>{tight ? say("count", { n: text.length, max }) : ""}</p>}
    </Field>
  );
}
