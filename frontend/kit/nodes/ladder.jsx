/** Rungs from easy to hard. While one is open the order rests, so that nothing moves away under a finger. */
import { useRef, useState } from "preact/hooks";
import { mark, useIds, useSync } from "../context.js";
import { fill } from "../words.js";
import { RowHead, RowTaps } from "./rowparts.jsx";
import { useRows } from "./rows.js";
import { Scale } from "./scale.jsx";
import { Text } from "./text.jsx";

const byHard = (a, b) => (a.hard ?? Infinity) - (b.hard ?? Infinity) || a.at - b.at;
const short = (text) => (text.length > 60 ? `${text.slice(0, 58).trimEnd()}…` : text);

function Rung({ node, list, row, number, count, move }) {
  const { questions: ask, labels, max_length } = node;
  const sync = useSync();
  const field = (name) => `${node.field}.${row.at}.${name}`;
  const open = list.open === row.id;
  const what = short((row.what ?? "").trim()) || labels.new;
  const name = fill(labels.rung, { n: number });
  return (
    <li class={open ? "tw-rung tw-open" : "tw-rung"} data-row={row.id}>
      <RowHead list={list} row={row}>
        <span class="tw-rung-disc" aria-hidden="true">{row.hard ?? "?"}</span>
        <span class="tw-rung-name">
          <span class="tw-hidden">{name}: </span>{what}
          <span class="tw-hidden">, {row.hard === undefined ? labels.unset : fill(labels.level, { n: row.hard, max: node.max })}</span>
          {row.tried && <><span class="tw-hidden">, </span><span class="tw-rung-tried">{labels.tried_mark}</span></>}
        </span>
      </RowHead>
      {open && (
        <div class="tw-row-body" role="group" aria-label={`${name}: ${what}`}>
          <Text node={{ field: field("what"), label: ask.what, hint: ask.what_hint, max_length }} />
          <Scale node={{ field: field("hard"), label: ask.hard, min: 0, max: node.max, step: 1, low: ask.low, high: ask.high, unset_text: labels.unset, clearable: false }} />
          <Text node={{ field: field("predict"), label: ask.predict, max_length }} />
          <label class="tw-option tw-rung-check">
            <input type="checkbox" checked={row.tried === true} onChange={(e) => sync.edit(field("tried"), e.currentTarget.checked || undefined)} />
            <span class="tw-option-text">{ask.tried}</span>
          </label>
          {row.tried && <Text node={{ field: field("happened"), label: ask.happened, long: true, max_length }} />}
          <div class="tw-row" role="group" aria-label={labels.moves}>
            <button type="button" class="tw-button tw-secondary tw-small" aria-disabled={number === 1 ? "true" : undefined} data-move="-1"
              onClick={() => move(row, -1)}>{labels.easier}</button>
            <button type="button" class="tw-button tw-secondary tw-small" aria-disabled={number === count ? "true" : undefined} data-move="1"
              onClick={() => move(row, 1)}>{labels.harder}</button>
            <button type="button" class="tw-button tw-quiet tw-small" onClick={() => list.remove(row, fill(labels.removed, { what }))}>{labels.remove}</button>
          </div>
        </div>
      )}
    </li>
  );
}

/** @param {Nodes.Of<"ladder">} props */
export function Ladder({ node }) {
  const list = useRows(node);
  const sync = useSync();
  const ids = useIds(node);
  const rest = useRef(/** @type {string[]} */ ([])); // ids in the order in which they were last put
  const [, redraw] = useState(0);
  const sorted = [...list.rows].sort(byHard);
  const known = list.rows.every((r) => rest.current.includes(r.id)) && rest.current.length === list.rows.length;
  if (!list.open || !known) rest.current = sorted.map((r) => r.id);
  const shown = rest.current.map((id) => list.rows.find((r) => r.id === id));

  const move = (row, by) => {
    const other = shown[shown.indexOf(row) + by];
    if (!other) return;
    const middle = Math.round(node.max / 2);
    list.swap(row, other, (a, b) => [{ ...a, hard: b.hard ?? a.hard ?? middle }, { ...b, hard: a.hard ?? b.hard ?? middle }]);
    rest.current = rest.current.map((id) => (id === row.id ? other.id : id === other.id ? row.id : id));
    list.aim(`[data-row="${row.id}"] [data-move="${by}"]`);
    sync.announce(fill(node.labels.moved, { n: shown.indexOf(row) + by + 1, count: shown.length }));
    redraw((n) => n + 1);
  };
  return (
    <fieldset class="tw-ladder" ref={list.box} {...mark(node)}>
      <legend class={node.hide_label ? "tw-hidden" : "tw-label"}>{node.label}</legend>
      {shown.length
        ? <ol class="tw-rungs">{shown.map((row, i) => <Rung key={row.id} node={node} list={list} row={row} number={i + 1} count={shown.length} move={move} />)}</ol>
        : <p class="tw-rows-empty" id={ids.id}>{node.labels.empty}</p>}
      <RowTaps list={list} labels={node.labels} most={node.max_rungs} />
    </fieldset>
  );
}
