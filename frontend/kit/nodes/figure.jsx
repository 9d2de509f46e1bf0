/** A drawing with its words and its numbers, and a plain table. */
import { mark, useWords } from "../context.js";
import { Hidden } from "./parts.jsx";

/** Rows of text; the first cell of a row names it. @param {Nodes.Of<"table">} props */
export const Table = ({ node }) => (
  <div class="tw-table-wrap" tabIndex={0} role="group" aria-label={node.caption} {...mark(node)}>
    <table class="tw-table">
      {node.caption && <caption>{node.caption}</caption>}
      {node.head && <thead><tr>{node.head.map((h) => <th key={h} scope="col">{h}</th>)}</tr></thead>}
      <tbody>
        {(node.rows ?? []).map((row, i) => (
          <tr key={i}>{row.map((c, j) => (j === 0 ? <th key={j} scope="row">{c}</th> : <td key={j}>{c}</td>))}</tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** @param {Nodes.Of<"figure">} props */
export function Figure({ node }) {
  const say = useWords();
  return (
    <figure class={node.sticky ? "tw-figure tw-sticky" : "tw-figure"} {...mark(node)}>
      <div class="tw-drawing" role="img" aria-label={node.alt}><div aria-hidden="true" dangerouslySetInnerHTML={{ __html: node.svg }} /></div>
      {node.caption && <figcaption>{node.caption}</figcaption>}
      {node.table && (
        <details class="tw-details tw-numbers">
          <summary>{say("see_numbers")}<Hidden>: {node.table.caption}</Hidden></summary>
          <div class="tw-details-body"><Table node={node.table} /></div>
        </details>
      )}
    </figure>
  );
}
