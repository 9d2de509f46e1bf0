/** What hangs on the wall of a room: the code, its QR drawing, and the facilitator's timer. */
import { useEffect, useState } from "preact/hooks";
import { mark, useSync, useWords } from "../context.js";
import { twoDigits } from "../words.js";
import { Hidden } from "./parts.jsx";

let told = 0; // the end that was announced last: a console has the same timer three times

const wall = (node) => (node.size === "wall" ? " tw-wall" : node.size === "small" ? " tw-small" : "");

/** @param {Nodes.Of<"qr">} props */
export const Qr = ({ node }) => (
  <div class={`tw-qr${wall(node)}`} role="img" aria-label={node.alt} {...mark(node)} dangerouslySetInnerHTML={{ __html: node.svg }} />
);

/** @param {Nodes.Of<"code">} props */
export const Code = ({ node }) => (
  <p class={`tw-code${wall(node)}`} {...mark(node)}>
    {node.label && <span class="tw-code-label">{node.label}</span>}
    <span class="tw-code-text" aria-hidden="true">{node.text}</span>
    <Hidden>{[...node.text.replaceAll(" ", "")].join(", ")}</Hidden>
  </p>
);

/** @param {Nodes.Of<"timer">} props */
export function Timer({ node }) {
  const say = useWords();
  const sync = useSync();
  // Phones' clocks differ: what counts is how far the server's clock was when it sent this.
  const [ahead] = useState(() => ({ at: 0, ms: 0 }));
  if (ahead.at !== node.now) Object.assign(ahead, { at: node.now, ms: node.now ? Date.now() - node.now * 1000 : 0 });
  const [now, tick] = useState(() => Date.now());
  useEffect(() => {
    tick(Date.now());
    const beat = setInterval(() => tick(Date.now()), 500);
    return () => clearInterval(beat);
  }, [node.ends_at]);
  const left = Math.max(0, Math.ceil((node.ends_at ?? 0) - (now - ahead.ms) / 1000));
  const [ran] = useState(() => ({ until: 0 })); // the end is told to whoever was here while it ran, once
  useEffect(() => {
    if (left) ran.until = node.ends_at;
    else if (node.ends_at && ran.until === node.ends_at && told !== node.ends_at) { told = node.ends_at; sync.announce(say("time_up")); }
  }, [left > 0, node.ends_at]);
  if (!node.ends_at) return null;
  const min = Math.floor(left / 60);
  const sec = left % 60;
  return (
    <div class={`tw-timer${wall(node)}${left ? "" : " tw-up"}`} role="timer" aria-live="off" {...mark(node)}>
      {node.label && <span class="tw-timer-label">{node.label}</span>}
      <span class="tw-timer-time" aria-hidden="true">{left ? `${min}:${twoDigits(sec)}` : say("time_up")}</span>
      {/* never the words that are announced at the end: Orca says nothing twice in a row, not even what it left out */}
      <Hidden>{say("time_left", { min, sec })}</Hidden>
    </div>
  );
}

/** Where the group is: nothing to be seen, but the page follows it (page/chrome/steps.js). @param {Nodes.Of<"group">} props */
export function Group({ node }) {
  const { part, step, title, href, plan } = node;
  const tell = (detail) => {
    if (globalThis.workshopPage) globalThis.workshopPage.group = detail;
    document.dispatchEvent(new CustomEvent("workshop:group", { detail }));
  };
  useEffect(() => tell({ part, step, title, href, plan }), [part, step, title, href, JSON.stringify(plan)]);
  useEffect(() => () => tell(null), []); // the room is over: there is no group to go back to
  return null;
}
