/** A range that starts without an answer, and says so. */
import { mark, useField, useIds, useWords } from "../context.js";
import { number, percent } from "../words.js";
import { Ends, Hidden, Hint, Small, labelled } from "./parts.jsx";

const tidy = (n) => Math.round(n * 1e6) / 1e6;

/** How a value is said: an entry of a list, or the number with its unit. */
export function valueText(node, value) {
  const { value_text: names, min, step } = node;
  if (names) return names[Math.round((value - min) / step)] ?? String(value);
  if (node.unit === "%") return percent(value / 100);
  return node.unit ? `${number(value)}\u00a0${node.unit}` : number(value);
}

/** The bare range, shared by the scale and the timeline. `value` undefined is the unanswered state. */
export function Range({ node, value, change, done, ...rest }) {
  const { min, max, step } = node;
  const unset = value === undefined;
  const middle = tidy(min + Math.round((max - min) / 2 / step) * step);
  const at = unset ? middle : value;
  const place = (n) => (Math.min(max, Math.max(min, n)) - min) / (max - min || 1);
  const zero = place(min < 0 && max > 0 ? 0 : min);
  const read = (e) => tidy(Number(e.currentTarget.value));
  const take = (e) => change(read(e));
  return (
    <input type="range" class={unset ? "tw-range tw-unset" : "tw-range"} min={min} max={max} step={step} value={String(at)}
      style={{ "--from": Math.min(zero, place(at)), "--to": Math.max(zero, place(at)) }}
      onInput={take} onChange={(e) => done?.(read(e))}
      onClick={(e) => unset && take(e)}
      onKeyDown={(e) => {
        if (unset && (e.key === "Enter" || e.key === " ")) { e.preventDefault(); take(e); }
      }} {...rest} />
  );
}

/** @param {Nodes.Of<"scale">} props */
export function Scale({ node }) {
  const [given, change] = useField(node);
  const ids = useIds(node);
  const say = useWords();
  const value = given ?? node.start; // a setting has a value before anybody moves it
  const unset = value === undefined;
  const text = unset ? node.unset_text : valueText(node, value);
  const ends = [node.low, node.high].filter(Boolean).join(" – ");
  const spoken = !ends || (node.value_text && !unset) ? text : `${text} (${ends})`;
  return (
    <div class="tw-field tw-scale" {...mark(node)}>
      <label class={labelled(node)} for={ids.id}>{node.label}</label>
      <Hint id={ids.hint} text={node.hint} />
      <div class="tw-scale-value" aria-hidden="true">
        <span class={unset ? "tw-muted" : "tw-value"}>{text}</span>
      </div>
      <Range node={node} id={ids.id} value={value} aria-valuetext={spoken}
        aria-describedby={ids.described}
        change={(v) => change(v, node.live ? "live" : "soon")}
        done={(v) => node.live || change(v, "now")} />
      <Ends low={node.low} high={node.high} />
      {given !== undefined && node.clearable !== false && (
        <Small onClick={(e) => {
          e.currentTarget.parentNode.querySelector("input").focus();
          change(undefined);
        }}>{say("clear")}<Hidden>: {node.label}</Hidden></Small>
      )}
    </div>
  );
}
