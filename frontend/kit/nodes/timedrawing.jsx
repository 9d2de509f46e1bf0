/** The small drawing of the line, with the same in words for those who do not see it. */

import { signed } from "../words.js";

const W = 340;
const H = 180;
const PAD = { left: 14, right: 14, top: 22, bottom: 30 };

/** A level in words: a signed number, and what `level_labels` calls it. */
export function levelText(node, level) {
  const number = signed(level);
  const word = node.level_labels[level];
  return word ? `${number}, ${word}` : number;
}

/** The words at the two ends of the level. */
export const ends = ({ level_labels: labels, low, high }) => [labels[low], labels[high]];

/** @param {Nodes.Of<"timeline"> & { points: any[], say: any }} props */
export function TimeDrawing({ node, points, say }) {
  const { age_min: youngest, low, high } = node;
  const last = points.length ? points[points.length - 1].age : 0;
  const first = points.length ? Math.min(points[0].age, youngest) : youngest;
  const span = Math.max(10, last - first);
  const x = (age) => PAD.left + 8 + ((age - first) / span) * (W - PAD.left - PAD.right - 16);
  const y = (level) => PAD.top + ((high - level) / (high - low)) * (H - PAD.top - PAD.bottom);
  const sorted = [...points].sort((a, b) => a.age - b.age);
  const [down, up] = ends(node);
  const zero = low < 0 && high > 0 ? y(0) : y(low);
  const words = sorted.map((p) => say("line_at", { age: p.age, level: levelText(node, p.level) })).join("; ");
  if (!points.length) return <p class="tw-line-empty">{say("line_empty")}</p>;
  let free = -Infinity; // age labels that would touch the one before are left out: the list below has them all
  return (
    <svg class="tw-line-drawing" viewBox={`0 0 ${W} ${H}`} role="img" aria-label={say("line_alt", { points: words })}>
      <line class="tw-axis" x1={PAD.left} x2={W - PAD.right} y1={zero} y2={zero} />
      <text class="tw-axis-text" x={PAD.left} y="13">{up}</text>
      <text class="tw-axis-text" x={PAD.left} y={H - 20}>{down}</text>
      <polyline class="tw-path" points={sorted.map((p) => `${x(p.age)},${y(p.level)}`).join(" ")} />
      {sorted.map((p, i) => {
        const shown = x(p.age) - free > 22;
        if (shown) free = x(p.age);
        return (
          <g key={i}>
            <circle class="tw-dot" cx={x(p.age)} cy={y(p.level)} r="5.5" />
            {shown && <text class="tw-axis-text" x={x(p.age)} y={H - 5} text-anchor="middle">{p.age}</text>}
          </g>
        );
      })}
    </svg>
  );
}
