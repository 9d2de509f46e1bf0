/**
 * Two people's moves, round after round, one above the other. A kind move is a filled circle, a hurt an open diamond,
 * a move that went wrong on the way wears a dot above it: shape tells it, colour only helps.
 */
import { mark } from "../context.js";

const STEP = 16;
const PER_LINE = 20;

const Move = ({ kind, x, y, slip = false }) => (
  <g transform={`translate(${x} ${y})`}>
    {kind === "C" ? <circle r="5.5" class="tw-kind" /> : <path d="M0-6.5 6.5 0 0 6.5-6.5 0z" class="tw-hurt" />}
    {slip && <circle r="2.6" cy="-11" class="tw-slip" />}
  </g>
);

/** @param {Nodes.Of<"ribbon">} props */
export function Ribbon({ node }) {
  const rows = node.rows ?? [];
  const rounds = Math.max(0, ...rows.map((r) => r.moves.length));
  const starts = Array.from({ length: Math.ceil(rounds / PER_LINE) }, (_, i) => i * PER_LINE);
  const height = 8 + rows.length * 26;
  return (
    <figure class={node.sticky ? "tw-ribbon tw-sticky" : "tw-ribbon"} {...mark(node)}>
      <div role="img" aria-label={node.alt}>
        {starts.map((from) => (
          <svg key={from} viewBox={`0 0 ${PER_LINE * STEP} ${height}`} aria-hidden="true">
            {rows.map((row, r) => row.moves.slice(from, from + PER_LINE).map((kind, i) => (
              <Move key={`${r}-${i}`} kind={kind} x={i * STEP + STEP / 2} y={20 + r * 26} slip={row.slips?.includes(from + i)} />
            )))}
          </svg>
        ))}
      </div>
      <figcaption>
        {rows.map((r, i) => <span key={i} class="tw-key">{i + 1}. {r.label}</span>)}
        {["C", "D"].map((k) => node.names?.[k] && (
          <span key={k} class="tw-key"><svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><Move kind={k} x={0} y={0} /></svg>{node.names[k]}</span>
        ))}
        {node.names?.slip && <span class="tw-key"><svg viewBox="-4 -4 8 8" width="8" height="8" aria-hidden="true"><circle r="2.5" class="tw-slip" /></svg>{node.names.slip}</span>}
      </figcaption>
    </figure>
  );
}
