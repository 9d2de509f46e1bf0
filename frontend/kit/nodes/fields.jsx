/** The plain fields: number and date. Each is the browser's own. */
import { useRef } from "preact/hooks";
import { useField, useIds, useSync } from "../context.js";
import { Field, replaced } from "./parts.jsx";

const common = (ids) => ({
  id: ids.id, class: "tw-input", "aria-describedby": ids.described, autocomplete: "off",
});

/** @param {Nodes.Of<"number">} props */
export function NumberField({ node }) {
  const [value, change] = useField(node);
  const sync = useSync();
  const ids = useIds(node);
  const typed = useRef(""); // "1." and "-" are on their way to a number: leave them in the box
  const shown = typed.current !== "" && Number(typed.current) === value ? typed.current : value ?? "";
  return (
    <Field node={node} ids={ids} kind="number">
      <span class="tw-with-unit">
        <input type="number" inputMode={Number.isInteger(node.step ?? 1) && (node.min ?? 0) >= 0 ? "numeric" : "decimal"}
          min={node.min} max={node.max} step={node.step ?? "any"} value={shown} placeholder={node.placeholder}
          aria-valuetext={value === undefined ? node.placeholder : undefined} // or it is read as 0
          {...common(ids)} {...replaced((e) => {
            typed.current = e.currentTarget.value;
            const n = e.currentTarget.valueAsNumber;
            change(Number.isFinite(n) ? n : undefined, "soon");
          })} onBlur={() => sync.flush()} />
        {node.unit && <span class="tw-unit">{node.unit}</span>}
      </span>
    </Field>
  );
}

/** @param {Nodes.Of<"date">} props */
export function DateField({ node }) {
  const [value, change] = useField(node);
  const ids = useIds(node);
  return (
    <Field node={node} ids={ids} kind="date">
      <span role="group" aria-label={node.label}>{/* Firefox has three fields in it, and leaves the label out: “Month” of what? */}
        <input type="date" value={value ?? ""} {...common(ids)}
          onInput={(e) => change(e.currentTarget.value || undefined)} />
      </span>
    </Field>
  );
}
