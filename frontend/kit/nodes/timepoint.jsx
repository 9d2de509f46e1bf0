/** One point of the line. The words come last, and only once the point stands on the line: so none can be lost. */
import { useState } from "preact/hooks";
import { Range } from "./scale.jsx";
import { ends } from "./timedrawing.jsx";

function Age({ node, point, say, put, settle, id }) {
  const { age_min: youngest = 0, age_max: oldest = 100 } = node;
  const [typed, type] = useState(null); // while someone types, the box is theirs
  const fit = (n) => Math.min(oldest, Math.max(youngest, Math.round(n)));
  const valid = (n) => Number.isFinite(n) && n >= youngest && n <= oldest;
  const turn = (by) => put({ age: fit(point.age + by) }, "soon");
  return (
    <div class="tw-age">
      <label class="tw-sublabel" for={`${id}-age`}>{node.age_label ?? say("line_age")}</label>
      <span class="tw-stepper">
        <button type="button" class="tw-step" disabled={node.disabled || point.age <= youngest} aria-label={say("line_younger")}
          onClick={() => turn(-1)} onBlur={settle}>−</button>
        <input id={`${id}-age`} class="tw-input" type="number" inputMode="numeric" min={youngest} max={oldest} step="1"
          value={typed ?? point.age} readOnly={node.disabled}
          onInput={(e) => {
            type(e.currentTarget.value);
            const n = e.currentTarget.valueAsNumber;
            if (valid(n)) put({ age: Math.round(n) }, "soon");
          }}
          onBlur={(e) => {
            const n = e.currentTarget.valueAsNumber;
            if (typed !== null && Number.isFinite(n) && !valid(n)) put({ age: fit(n) });
            type(null);
            settle();
          }} />
        <button type="button" class="tw-step" disabled={node.disabled || point.age >= oldest} aria-label={say("line_older")}
          onClick={() => turn(1)} onBlur={settle}>+</button>
      </span>
    </div>
  );
}

export function TimePoint({ node, point, n, level, say, put, settle, remove, flush, id }) {
  const { low = -5, high = 5 } = node;
  const [lowWord, highWord] = ends(node);
  return (
    <li>
      <fieldset class="tw-point" data-point={point.id} disabled={node.disabled}>
        <legend tabIndex={-1}>{say("line_point", { n })}<span class="tw-hidden">, {say("line_at", { age: point.age, level: level ?? say("unset") })}</span></legend>
        <Age node={node} point={point} say={say} put={put} settle={settle} id={id} />
        <div class="tw-scale">
          <label class="tw-sublabel" for={`${id}-level`}>{node.level_label ?? say("line_level")}</label>
          <div class="tw-scale-value" aria-hidden="true"><span class={level ? "tw-value" : "tw-muted"}>{level ?? say("unset")}</span></div>
          <Range node={{ min: low, max: high, step: 1 }} id={`${id}-level`} value={point.level} aria-valuetext={level ?? say("unset")}
            change={(v) => put({ level: v }, "soon")} done={flush} />
          {lowWord && <div class="tw-ends" aria-hidden="true"><span>{lowWord}</span><span>{highWord}</span></div>}
        </div>
        {level !== undefined && (
          <div class="tw-text">
            <label class="tw-sublabel" for={`${id}-text`}>{node.text_label ?? say("line_text")}</label>
            <input id={`${id}-text`} class="tw-input" type="text" value={point.text ?? ""} maxLength={node.text_max ?? 200} autocomplete="off"
              placeholder={node.placeholder} readOnly={node.disabled}
              onInput={(e) => put({ text: e.currentTarget.value }, "soon")} onBlur={flush} />
          </div>
        )}
        {!node.disabled && (
          <button type="button" class="tw-button tw-quiet tw-small" onClick={remove}>
            {say("line_remove")}<span class="tw-hidden"> ({say("line_at", { age: point.age, level: level ?? say("unset") })})</span>
          </button>
        )}
      </fieldset>
    </li>
  );
}
