/** One point of the line. The words come last, and only once the point stands on the line: so none can be lost. */
import { useState } from "preact/hooks";
import { Range } from "./scale.jsx";
import { ends } from "./timedrawing.jsx";
import { Ends, Small } from "./parts.jsx";

function Age({ node, point, say, put, settle, id }) {
  const { age_min: youngest = 0, age_max: oldest = 100 } = node;
  const [typed, type] = useState(null); // while someone types, the box is theirs
  const fit = (n) => Math.min(oldest, Math.max(youngest, Math.round(n)));
  const step = (by, label) => (
    <button type="button" class="tw-step" disabled={fit(point.age + by) === point.age} aria-label={say(label)}
      onClick={() => put({ age: fit(point.age + by) }, "soon")} onBlur={settle}>{by < 0 ? "−" : "+"}</button>
  );
  return (
    <div>
      <label class="tw-sublabel" for={`${id}-age`}>{node.age_label ?? say("line_age")}</label>
      <span class="tw-stepper">
        {step(-1, "line_younger")}
        <input id={`${id}-age`} class="tw-input" type="number" inputMode="numeric" min={youngest} max={oldest} step="1"
          value={typed ?? point.age}
          onInput={(e) => {
            type(e.currentTarget.value);
            const n = e.currentTarget.valueAsNumber;
            if (fit(n) === n) put({ age: n }, "soon");
          }}
          onBlur={(e) => {
            const n = e.currentTarget.valueAsNumber;
            if (typed !== null && Number.isFinite(n)) put({ age: fit(n) });
            type(null);
            settle();
          }} />
        {step(1, "line_older")}
      </span>
    </div>
  );
}

export function TimePoint({ node, point, open, toggle, level, say, put, settle, remove, flush, id }) {
  const { low = -5, high = 5 } = node;
  const [down, up] = ends(node);
  const name = say("line_at", { age: point.age, level: level ?? say("unset") });
  return (
    <li class={open ? "tw-point tw-open" : "tw-point"} data-point={point.id}>
      <button type="button" class="tw-point-name" aria-expanded={open} onClick={toggle} disabled={node.disabled}>
        <span>{name}</span>{point.text && <span class="tw-muted tw-point-text">{point.text}</span>}
      </button>
      {open && !node.disabled && (
        <div class="tw-point-body" role="group" aria-label={name}>
          <Age node={node} point={point} say={say} put={put} settle={settle} id={id} />
          <div>
            <label class="tw-sublabel" for={`${id}-level`}>{node.level_label ?? say("line_level")}</label>
            <Range node={{ min: low, max: high, step: 1 }} id={`${id}-level`} value={point.level} aria-valuetext={level ?? say("unset")}
              change={(v) => put({ level: v }, "soon")} done={flush} />
            <Ends low={down} high={up} />
          </div>
          {level !== undefined && (
            <div>
              <label class="tw-sublabel" for={`${id}-text`}>{node.text_label ?? say("line_text")}</label>
              <input id={`${id}-text`} class="tw-input" type="text" value={point.text ?? ""} maxLength={node.text_max ?? 200} autocomplete="off"
                placeholder={node.placeholder} onInput={(e) => put({ text: e.currentTarget.value }, "soon")} onBlur={flush} />
            </div>
          )}
          <Small onClick={remove}>{say("line_remove")}</Small>
        </div>
      )}
    </li>
  );
}
