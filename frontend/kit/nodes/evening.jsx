/** What only the console and the wall have: the run of the evening, its clock, the wall in small, a calm picture. */
import { mark, polite, useSync } from "../context.js";
import { Node } from "../tree.jsx";
import { Hidden } from "./parts.jsx";

/** Every step with planned and actual minutes; a tap takes the group there. @param {Nodes.Of<"run">} props */
export function Run({ node }) {
  const sync = useSync();
  return (
    <ol class="tw-run" {...mark(node)}>
      {node.rows.map((row) => (
        <li key={row.args.step} class={`tw-run-${row.place}`} aria-current={row.place === "now" ? "step" : undefined}>
          <button type="button" class="tw-run-go" onClick={() => { if (row.place !== "now") sync.act(row.action, row.args); }} aria-disabled={row.place === "now" ? "true" : undefined}>
            <span class="tw-run-title">{row.title}</span>
            <Hidden>{row.place === "now" ? ` · ${node.now}` : ` · ${node.go}`}</Hidden>
          </button>
          <span class="tw-run-minutes">
            {row.actual !== null && row.actual !== undefined && <span class={row.actual > row.planned ? "tw-run-over" : ""}>{row.actual}<span aria-hidden="true"> / </span><Hidden>{` ${node.took}, `}</Hidden></span>}
            {node.minutes.replace("{n}", String(row.planned))}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The hour, and the day where it is not today's. */
function hour(seconds) {
  const at = new Date(seconds * 1000);
  const other = at.toDateString() === new Date().toDateString() ? {} : { weekday: /** @type {const} */ ("long") };
  return at.toLocaleString(document.documentElement.lang || undefined, { ...other, hour: "numeric", minute: "2-digit" });
}

/** "Started 19:04, 6 min over, ends 20:37", in the time of whoever looks. @param {Nodes.Of<"clock_line">} props */
export const ClockLine = ({ node }) => (
  <p class="tw-clock-line" {...mark(node)}>
    {node.text.replace("{started}", hour(node.started)).replace("{over}", String(node.over)).replace("{ends}", hour(node.ends))}
  </p>
);

/** The wall as it is now, drawn small; to be looked at, not to be used. @param {Nodes.Of<"miniature">} props */
export const Miniature = ({ node }) => (
  <figure class="tw-miniature" {...mark(node)}>
    <div class="tw-miniature-frame" aria-hidden="true" inert><div class="tw-miniature-wall"><Node node={node.view} /></div></div>
    <figcaption><span {...polite}>{node.label}</span></figcaption>
  </figure>
);

/** A quiet picture to rest the eyes on. @param {Nodes.Of<"calm">} props */
export const Calm = ({ node }) => (
  <div class="tw-calm" role="img" aria-label={node.text} {...mark(node)}>
    <svg viewBox="0 0 1600 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <circle class="tw-calm-sun" cx="1120" cy="330" r="120" />
      <path class="tw-calm-far" d="M0 520 C300 430 520 470 800 505 S1300 560 1600 470 V800 H0Z" />
      <path class="tw-calm-mid" d="M0 610 C260 560 520 640 820 600 S1360 560 1600 620 V800 H0Z" />
      <path class="tw-calm-near" d="M0 700 C400 650 700 730 1000 700 S1450 680 1600 720 V800 H0Z" />
    </svg>
  </div>
);
