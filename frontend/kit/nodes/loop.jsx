/** A circle of stages in a person's own words, with a link between each two of them; one link may be chosen to break. */
import { useEffect, useState } from "preact/hooks";
import { mark, useField, useIds, useSync } from "../context.js";
import { fill } from "../words.js";
import { Hint } from "./parts.jsx";

const RX = 35; // half-axes of the ring in percent of the drawing
const RY = 39;

/** A place `turn` stages after the top, and the direction one goes there (degrees, clockwise from right); `out` of 1 is on the ring. */
function place(turn, count, out = 1) {
  const angle = (turn / count) * 2 * Math.PI - Math.PI / 2;
  return {
    style: { left: `${50 + RX * Math.cos(angle)}%`, top: `${50 + RY * out * Math.sin(angle)}%` },
    toward: (Math.atan2(RY * Math.cos(angle), -RX * Math.sin(angle)) * 180) / Math.PI,
  };
}

const Arrow = ({ toward, broken }) => (
  <svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"
    stroke-linejoin="round" aria-hidden="true" style={{ transform: `rotate(${toward}deg)` }}>
    {broken ? <path d="M3 12h5M16 12h5M10.5 6.5l-1.5-3M13.5 17.5l1.5 3M13.5 6.5l1.5-3M10.5 17.5l-1.5 3" /> : <path d="M5 12h13M13 7l5 5-5 5" />}
  </svg>
);

function Stage({ node, stage, at, chosen, pick, words, name }) {
  const count = node.stages.length;
  const next = node.stages[(at + 1) % count];
  const middle = place(at + 0.5, count, 1.06);
  return (
    <li>
      <div class="tw-loop-stage" style={place(at, count).style}>
        <span class="tw-loop-name">{at + 1}. {stage.name}</span>
        <span class={words ? "tw-loop-words" : "tw-loop-words tw-muted"}>{words || node.labels.empty}</span>
      </div>
      <label class="tw-loop-link" style={middle.style}>
        <input type="radio" name={name} value={stage.id} checked={chosen} autocomplete="off" onChange={() => pick(stage.id)} />
        <span class="tw-loop-disc"><Arrow toward={middle.toward} broken={chosen} /></span>
        <span class="tw-hidden">{fill(node.labels.link, { link: stage.link, name: stage.name, next: next.name })}</span>
      </label>
    </li>
  );
}

/** @param {Nodes.Of<"loop">} props */
export function Loop({ node }) {
  const sync = useSync();
  const ids = useIds(node);
  const [value, change] = useField(node);
  const [, redraw] = useState(0);
  useEffect(() => sync.watch(() => redraw((n) => n + 1)), [sync]);
  const chosen = node.stages.find((s) => s.id === value);
  const told = (stage) => fill(node.labels.chosen, { link: stage.link });
  const pick = (id) => {
    const stage = node.stages.find((s) => s.id === id);
    change(id);
    if (stage) sync.announce(`${told(stage)} ${stage.idea}`);
  };
  return (
    <fieldset class="tw-loop" aria-describedby={ids.described} {...mark(node)}>
      <legend class="tw-label">{node.label}</legend>
      <Hint id={ids.hint} text={node.hint} />
      <div class="tw-loop-drawing">
        <svg class="tw-loop-ring" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          <ellipse cx="50" cy="50" rx={RX} ry={RY} vector-effect="non-scaling-stroke" />
        </svg>
        <ol>
          {node.stages.map((stage, at) => (
            <Stage key={stage.id} node={node} stage={stage} at={at} name={ids.id} chosen={stage === chosen} pick={pick}
              words={String(sync.get(stage.field) ?? "").trim()} />
          ))}
        </ol>
        <p class="tw-loop-again" aria-hidden="true">{node.labels.again}</p>
      </div>
      <div class="tw-loop-chosen">
        {chosen && <><p class="tw-sublabel">{told(chosen)}</p><p>{chosen.idea}</p></>}
      </div>
      {chosen && <button type="button" class="tw-button tw-quiet tw-small" onClick={() => change(undefined)}>{node.labels.clear}</button>}
    </fieldset>
  );
}
