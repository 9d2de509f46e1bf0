/** A few things compared: one table, which a narrow screen shows as sheets. Roles are named, because `display` takes them away. */
import { mark, useField } from "../context.js";
import { fill } from "../words.js";

function Mark({ spot, row, label }) {
  const [value, change] = useField(spot);
  const marked = Array.isArray(value) ? value : [];
  const on = marked.includes(row.id);
  return (
    <label class="tw-option tw-mark-box">
      <input type="checkbox" checked={on} aria-label={label} autocomplete="off"
        onChange={() => {
          const next = on ? marked.filter((id) => id !== row.id) : [...marked, row.id];
          change(next.length ? next : undefined);
        }} />
      <span class="tw-option-text" aria-hidden="true">{spot.label}</span>
    </label>
  );
}

const Cell = ({ head, children }) => (
  <td role="cell"><span class="tw-compare-head" aria-hidden="true">{head}</span>{children}</td>
);

/** @param {Nodes.Of<"comparison">} props */
export function Comparison({ node }) {
  const { heads, labels } = node;
  return (
    <div class="tw-compare" {...mark(node)}>
      <table role="table" aria-label={node.label}>
        <thead role="rowgroup">
          <tr role="row">{["purpose", "session", "sure"].map((name) => <th key={name} role="columnheader" scope="col">{heads[name]}</th>)}</tr>
        </thead>
        {node.rows.map((row) => (
          <tbody key={row.id} role="rowgroup">
            <tr role="row" class="tw-compare-title">
              <th role="rowheader" scope="rowgroup" colSpan={3}>
                <span class="tw-compare-name">{row.name}</span> <span class="tw-compare-full">{row.full}</span>
              </th>
            </tr>
            <tr role="row" class="tw-compare-row">
              <Cell head={heads.purpose}>{row.purpose}</Cell>
              <Cell head={heads.session}>{row.session}</Cell>
              <Cell head={heads.sure}>
                {row.sure}
                <details class="tw-details">
                  <summary>{labels.found}<span class="tw-hidden">: {row.name}</span></summary>
                  <div class="tw-compare-fact">
                    <p>{row.finding}</p>
                    <p><b>{labels.size}.</b> {row.size}</p>
                    <p><b>{labels.limit}.</b> {row.limit}</p>
                    <p class="tw-muted"><b>{labels.source}.</b> {row.source}</p>
                  </div>
                </details>
              </Cell>
            </tr>
            <tr role="row" class="tw-compare-marks">
              <td role="cell" colSpan={3}>
                <div class="tw-row">{node.marks.map((spot) => <Mark key={spot.field} spot={spot} row={row} label={fill(labels.mark, { name: row.name, mark: spot.label })} />)}</div>
              </td>
            </tr>
          </tbody>
        ))}
      </table>
    </div>
  );
}
