/** A line through the years: points with an age, a level and, if the person likes, a few words. */
import { useEffect, useRef, useState } from "preact/hooks";
import { mark, useField, useIds, useSync, useWords } from "../context.js";
import { Hint, labelled } from "./parts.jsx";
import { TimeDrawing, levelText } from "./timedrawing.jsx";
import { TimePoint } from "./timepoint.jsx";

let made = 0;
const fresh = (point = {}) => ({ ...point, id: `p${(made += 1)}` });
const whole = (p) => Number.isFinite(p.age) && Number.isFinite(p.level);
const plain = ({ age, level, text }) => (text ? { age, level, text } : { age, level });
const byAge = (a, b) => a.age - b.age;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The points with ids of their own, so that a row keeps its focus when the list is sorted.
 *
 * @returns {[any[], (turn: (all: any[]) => any[], how?: string) => void]}
 */
function usePoints(node) {
  const [value, change] = useField(node);
  const points = value ?? [];
  const rows = useRef(/** @type {any[]} */ ([]));
  if (!same(rows.current.filter(whole).map(plain), points.map(plain))) {
    const drafts = points.length ? rows.current.filter((p) => !whole(p)) : [];
    rows.current = [...points.map(fresh), ...drafts];
  }
  const [, redraw] = useState(0);
  const set = (turn, how = "now") => {
    const next = turn(rows.current);
    const before = rows.current.filter(whole).map(plain);
    rows.current = next;
    const after = next.filter(whole).map(plain);
    if (same(before, after)) redraw((n) => n + 1);
    else change(after, how);
  };
  return [rows.current, set];
}

/** @param {Nodes.Of<"timeline">} props */
export function Timeline({ node }) {
  const sync = useSync();
  const say = useWords();
  const ids = useIds(node);
  const box = useRef(/** @type {any} */ (null));
  const [points, set] = usePoints(node);
  const [gone, setGone] = useState(/** @type {any} */ (null));
  const [open, show] = useState(/** @type {string | null} */ (null)); // the one point that is open
  const [target, aim] = useState(/** @type {string | null} */ (null));
  const { age_min: youngest, age_max: oldest } = node;

  useEffect(() => {
    if (!target) return;
    const at = box.current?.querySelector(target);
    at?.focus();
    if (at) aim(null);
  }, [target]);

  const put = (id, part, how) => set((all) => all.map((p) => (p.id === id ? { ...p, ...part } : p)), how);
  const add = () => {
    const last = points.length ? Math.max(...points.map((p) => p.age)) : youngest - 1;
    const point = fresh({ age: Math.min(oldest, points.length ? last + 1 : Math.max(youngest, 6)) });
    set((all) => [...all, point].sort(byAge));
    setGone(null);
    show(point.id);
    aim(`[data-point="${point.id}"] input`);
  };
  const remove = (point) => {
    const at = points.indexOf(point);
    const rest = points.filter((p) => p !== point);
    set((all) => all.filter((p) => p.id !== point.id));
    setGone(point);
    sync.announce(say("line_removed", { age: point.age }));
    const near = rest[Math.min(at, rest.length - 1)];
    aim(near ? `[data-point="${near.id}"] button` : ".tw-line-add");
  };
  return (
    <fieldset class="tw-line" ref={box} aria-describedby={ids.described} {...mark(node)}>
      <legend class={labelled(node)}>{node.label}</legend>
      <Hint id={ids.hint} text={node.hint} />
      <TimeDrawing node={node} points={points.filter(whole)} say={say} />
      <ol class="tw-points">
        {points.map((p) => (
          <TimePoint key={p.id} node={node} point={p} say={say} open={open === p.id} toggle={() => show(open === p.id ? null : p.id)} id={`${ids.id}-${p.id}`}
            level={p.level === undefined ? undefined : levelText(node, p.level)} put={(part, how) => put(p.id, part, how)}
            settle={() => { set((all) => [...all].sort(byAge)); sync.flush(); }} remove={() => remove(p)} flush={() => sync.flush()} announce={(words) => sync.announce(words)} />
        ))}
      </ol>
      <div class="tw-row">
        <button type="button" class="tw-button tw-secondary tw-line-add" onClick={add}>{say("line_add")}</button>
        {gone && (
          <button type="button" class="tw-button tw-quiet" onClick={() => {
            set((all) => [...all, gone].sort(byAge));
            setGone(null);
            aim(`[data-point="${gone.id}"] button`);
          }}>{say("line_undo")}</button>
        )}
      </div>
    </fieldset>
  );
}
