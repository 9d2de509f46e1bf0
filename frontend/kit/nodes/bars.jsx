/** What a room answered: a real table, drawn as bars. The roles are named, because `display` would take them away. */
import { mark } from "../context.js";
import { percent } from "../words.js";

const marked = (node, cell, i) => {
  const m = node.mark;
  if (!m) return null;
  return m.cell === i || m.cell === cell.label ? m.text : null;
};

/** A bar ends softly where only a band is known. */
const SOFT = { few: "tw-few", most: "tw-most", either: "tw-few" };

function Cell({ node, cell, i, most, upright }) {
  const flag = marked(node, cell, i);
  const share = cell.share ?? (most ? (cell.count ?? 0) / most : 0);
  return (
    <tr role="row" class={flag === null ? undefined : "tw-marked"}>
      <th role="rowheader" scope="row">{cell.label}{flag && <span class={upright ? "tw-hidden" : "tw-flag"}> {flag}</span>}</th>
      <td role="cell">
        <span class="tw-track" aria-hidden="true"><span class={`tw-bar ${SOFT[cell.band] ?? ""}`} style={{ "--share": Math.min(1, Math.max(0, share)) }} /></span>
        <span class={cell.band && cell.band !== "number" ? "tw-count-of tw-soft-words" : "tw-count-of"}>{cell.text ?? cell.count ?? percent(share)}</span>
      </td>
    </tr>
  );
}

/** @param {Nodes.Of<"bars">} props */
export function Bars({ node }) {
  const cells = node.cells ?? [];
  const most = Math.max(0, ...cells.map((c) => c.count ?? 0));
  const upright = node.style === "histogram" && cells.every((c) => String(c.label).length <= 3);
  const top = upright ? Math.max(0.01, ...cells.map((c) => c.share ?? 0)) : 1;
  const drawn = upright ? cells.map((c) => ({ ...c, share: c.share === undefined ? undefined : c.share / top })) : cells;
  const kind = node.style === "histogram" ? (upright ? "tw-upright" : "tw-steps") : "tw-rows";
  return (
    <div class={`tw-bars ${kind} ${node.size === "wall" ? "tw-wall" : ""}`} {...mark(node)}>
      <table role="table">
        <caption>{node.title}{node.lead && <span class="tw-lead">{node.lead}</span>}</caption>
        <tbody role="rowgroup">
          {drawn.map((cell, i) => <Cell key={cell.label} node={node} cell={cell} i={i} most={most} upright={upright} />)}
        </tbody>
      </table>
      {upright && drawn.map((cell, i) => marked(node, cell, i) && <p key={i} class="tw-mark" aria-hidden="true">{cell.label}: {marked(node, cell, i)}</p>)}
    </div>
  );
}
