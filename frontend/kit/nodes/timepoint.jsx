/** One point of the line. The words come last, and only once the point stands on the line: so none can be lost. */
import { useState } from "preact/hooks";
import { Range } from "./scale.jsx";
import { ends } from "./timedrawing.jsx";
import { Ends, Hint, Small, replaced } from "./parts.jsx";

function Age({ node, point, say, put, settle, id, announce }) {
  const { age_min: youngest, age_max: oldest } = node;
  const [typed, type] = useState(null); // while someone types, the box is theirs
  const [limited, limit] = useState(""); // said when the box was given another number than the one typed
  const fit = (n) => Math.min(oldest, Math.max(youngest, Math.round(n)));
  const step = (by, label) => ( // aria-disabled keeps the focus where it is when the limit is reached
    <button type="button" class="tw-step" aria-disabled={fit(point.age + by) === point.age} aria-label={say(label)}
      onClick={() => { limit(""); put({ age: fit(point.age + by) }, "soon"); }} onBlur={settle}>{by < 0 ? "−" : "+"}</button>
  );
  const take = (n) => {
    const age = fit(n);
    const words = age === n ? "" : say("limited", { min: youngest, max: oldest, n: age });
    limit(words);
    if (words) announce(words);
    put({ age });
  };
  return (
    <div>
      <label class="tw-sublabel" for={`${id}-age`}>{say("line_age")}</label>
      <span class="tw-stepper">
        {step(-1, "line_younger")}
        <input id={`${id}-age`} class="tw-input" type="number" inputMode="numeric" min={youngest} max={oldest} step="1"
          value={typed ?? point.age} aria-describedby={limited ? `${id}-limited` : undefined} {...replaced((e) => {
            type(e.currentTarget.value);
            const n = e.currentTarget.valueAsNumber;
            if (fit(n) === n) put({ age: n }, "soon");
          })}
          onBlur={(e) => {
            const n = e.currentTarget.valueAsNumber;
            if (typed !== null && Number.isFinite(n)) take(n);
            type(null);
            settle();
          }} />
        {step(1, "line_older")}
      </span>
      <Hint id={`${id}-limited`} text={limited} />
    </div>
  );
}

export function TimePoint({ node, point, open, toggle, level, say, put, settle, remove, flush, announce, id }) {
  const { low, high } = node;
  const [down, up] = ends(node);
  const name = say("line_at", { age: point.age, level: level ?? say("unset") });
  return (
    <li class={open ? "tw-point tw-open" : "tw-point"} data-point={point.id}>
      <button type="button" class="tw-point-name" aria-expanded={open} onClick={toggle}>
        <span>{name}</span>{point.text && <span class="tw-muted tw-point-text">{point.text}</span>}
      </button>
      {open && (
        <div class="tw-point-body" role="group" aria-label={name}>
          <Age node={node} point={point} say={say} put={put} settle={settle} announce={announce} id={id} />
          <div>
            <label class="tw-sublabel" for={`${id}-level`}>{node.level_label}</label>
            <Range node={{ min: low, max: high, step: 1 }} id={`${id}-level`} value={point.level} aria-valuetext={level ?? say("unset")}
              change={(v) => put({ level: v }, "soon")} done={flush} />
            <Ends low={down} high={up} />
          </div>
          {level !== undefined && (
            <div>
              <label class="tw-sublabel" for={`${id}-text`}>{say("line_text")}</label>
              <input id={`${id}-text`} class="tw-input" type="text" value={point.text ?? ""} maxLength={node.max_length} autocomplete="off"
                placeholder={node.placeholder} onInput={(e) => put({ text: e.currentTarget.value }, "soon")} onBlur={flush} />
            </div>
          )}
          <Small onClick={remove}>{say("line_remove")}</Small>
        </div>
      )}
    </li>
  );
}
