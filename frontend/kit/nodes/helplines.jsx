/** Who to call, in the country that somebody chooses; the choice is kept nowhere but here. */
import { useState } from "preact/hooks";
import { useIds } from "../context.js";

const Way = ({ way, tone }) => <a class={tone} href={way.href} target={way.href.startsWith("http") ? "_blank" : undefined} rel="noreferrer noopener">{way.label}</a>;

const Line = ({ line, country, labels }) => (
  <section class="tw-line">
    <p class="tw-h4"><span class="tw-hint">{country} · {line.need}</span> {line.name}</p>
    <p class="tw-row">{line.ways.map((way, i) => <Way key={way.href} way={way} tone={`tw-button ${i ? "tw-secondary" : "tw-primary"}`} />)}</p>
    {line.note && <p>{line.note}</p>}
    {line.about.length > 0 && <p class="tw-hint">{line.about.join(" · ")}</p>}
    {line.danger.length > 0 && <p>{labels.danger} {line.danger.map((way) => <Way key={way.href} way={way} tone="tw-link" />)}</p>}
  </section>
);

/** @param {Nodes.Of<"helplines">} props */
export function Helplines({ node }) {
  const { id } = useIds(node);
  const { groups, countries, labels } = node;
  const suggested = (navigator.language || "").toLowerCase().replace(/.*-/, "");
  const [chosen, choose] = useState(suggested in countries ? suggested : "");
  const country = countries[chosen];
  return (
    <div class="tw-helplines">
      <label class="tw-label" for={id}>{labels.country}</label>
      <select class="tw-input" id={id} autocomplete="off" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{labels.choose}</option>
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.ids.map((one) => <option key={one} value={one}>{countries[one].name}</option>)}
          </optgroup>
        ))}
        <option value="elsewhere">{countries.elsewhere.name}</option>
      </select>
      <p class="tw-hint">{labels.hint}</p>
      {country?.note && <p>{country.note}</p>}
      {country?.lines.map((line) => <Line key={line.need + line.name} line={line} country={country.name} labels={labels} />)}
      {country?.missing.length > 0 && (
        <section class="tw-line">
          <p class="tw-h4"><span class="tw-hint">{country.name}</span> {country.missing.join(" · ")}</p>
          <p>{labels.unconfirmed}</p>
          <p><Way way={labels.more} tone="tw-button tw-secondary" /></p>
        </section>
      )}
    </div>
  );
}
