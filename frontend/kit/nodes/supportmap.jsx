/** Circles around me with initials on them, and the list in which they are put in. The list says all that the drawing shows. */
import { mark, useSync } from "../context.js";
import { fill } from "../words.js";
import { Choice } from "./choice.jsx";
import { Hint } from "./parts.jsx";
import { RowHead, RowTaps } from "./rowparts.jsx";
import { useRows } from "./rows.js";

const SIZE = 340;
const MIDDLE = SIZE / 2;
const RADII = [66, 108, 150];
const letters = (text, most) => [...text].filter((c) => /[\p{L}\p{N}]/u.test(c)).slice(0, most).join("").toUpperCase();

/** What a row says: the circle, and what the person is there for. */
function about(node, row) {
  const kinds = node.kinds.filter((k) => (row.for ?? []).includes(k.value)).map((k) => k.label);
  return [node.rings[row.ring - 1] ?? node.labels.nowhere, ...kinds].join(" · ");
}

function Drawing({ node, list }) {
  const placed = list.rows.filter((r) => r.ring);
  const words = placed.map((r) => `${r.initials || "…"}: ${about(node, r)}`).join("; ");
  return (
    <svg class="tw-map" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={`${node.labels.picture} ${words}`}>
      {[...RADII].reverse().map((r) => <circle key={r} class="tw-map-ring" cx={MIDDLE} cy={MIDDLE} r={r} />)}
      <circle class="tw-map-me" cx={MIDDLE} cy={MIDDLE} r="30" />
      <text class="tw-map-me-text" x={MIDDLE} y={MIDDLE + 5}>{node.me}</text>
      {RADII.map((radius, ring) => <text key={radius} class="tw-map-name" x={MIDDLE} y={MIDDLE + radius - 8}>{node.rings[ring]}</text>)}
      {RADII.map((radius, ring) => {
        const here = placed.filter((r) => r.ring === ring + 1);
        return here.map((row, i) => {
          const angle = ((i / here.length) * 360 - 90 + ring * 130) * (Math.PI / 180);
          const [x, y] = [MIDDLE + radius * Math.cos(angle), MIDDLE + radius * Math.sin(angle)];
          return (
            <g key={row.id} class={list.open === row.id ? "tw-map-person tw-open" : "tw-map-person"} onClick={() => list.toggle(row.id)}>
              <circle cx={x} cy={y} r="19" />
              <text x={x} y={y + 4.5}>{row.initials || "…"}</text>
            </g>
          );
        });
      })}
    </svg>
  );
}

function Person({ node, list, row, number }) {
  const sync = useSync();
  const { questions: ask, labels } = node;
  const field = (name) => `${node.field}.${row.at}.${name}`;
  const open = list.open === row.id;
  const name = row.initials || labels.new;
  const id = `tw-map-${row.id}`;
  return (
    <li class={open ? "tw-person tw-open" : "tw-person"} data-row={row.id}>
      <RowHead list={list} row={row}>
        <span class="tw-person-badge" aria-hidden="true">{row.initials || "…"}</span>
        <span class="tw-rung-name"><span class={row.initials ? "tw-hidden" : ""}>{name}</span><span class="tw-muted">{row.initials ? about(node, row) : ""}</span></span>
      </RowHead>
      {open && (
        <div class="tw-row-body" role="group" aria-label={fill(labels.person, { n: number, name })}>
          <div class="tw-field">
            <label class="tw-label" for={id}>{ask.initials}</label>
            <Hint id={`${id}-hint`} text={ask.initials_hint} />
            <input id={id} class="tw-input tw-initials" type="text" value={row.initials ?? ""} maxLength={node.max_initials} autocomplete="off"
              autocapitalize="characters" spellcheck={false} aria-describedby={`${id}-hint`} onBlur={() => sync.flush()}
              onInput={(e) => {
                const kept = letters(e.currentTarget.value, node.max_initials);
                e.currentTarget.value = kept;
                sync.edit(field("initials"), kept || undefined, "soon");
              }} />
          </div>
          <Choice node={{ field: field("ring"), label: ask.closeness, layout: "inline", options: node.rings.map((label, i) => ({ value: i + 1, label })) }} />
          <Choice node={{ field: field("for"), label: ask.what_for, layout: "tiles", multiple: true, options: node.kinds }} />
          <button type="button" class="tw-button tw-quiet tw-small" onClick={() => list.remove(row, fill(labels.removed, { name }))}>{labels.remove}</button>
        </div>
      )}
    </li>
  );
}

/** @param {Nodes.Of<"support_map">} props */
export function SupportMap({ node }) {
  const list = useRows(node);
  return (
    <fieldset class="tw-support" ref={list.box} {...mark(node)}>
      <legend class={node.hide_label ? "tw-hidden" : "tw-label"}>{node.label}</legend>
      <Drawing node={node} list={list} />
      {list.rows.length === 0 && <p class="tw-hint">{node.labels.empty}</p>}
      <ol class="tw-people">{list.rows.map((row, i) => <Person key={row.id} node={node} list={list} row={row} number={i + 1} />)}</ol>
      <RowTaps list={list} labels={node.labels} most={node.max_people} />
    </fieldset>
  );
}
