/** Words that are said when they change: a polite status, and an alert. Their region stands there first, empty. */
import { useEffect, useState } from "preact/hooks";
import { mark, polite } from "../context.js";
import { Icon } from "../icons.jsx";

const PAUSE = 2000; // ms of quiet before a line that grows while somebody types is read out

/** Somebody types: what stands there when a page opens is not news. */
const typing = () => !!document.activeElement?.matches("input, textarea");

function useLater(text, pause = 30, when = () => true) {
  const [said, say] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => { if (when()) say(text ?? ""); }, pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return said;
}

/** @param {Nodes.Of<"status">} props */
export function Status({ node }) {
  const text = useLater(node.text);
  const tone = node.tone ?? "quiet";
  return (
    <div class={`tw-status tw-${tone}`} {...polite} {...mark(node)}>
      {text && tone !== "quiet" && <Icon name={tone} />}
      {text && <span>{text}</span>}
    </div>
  );
}

/** A line that grows with what is typed: seen at once, read out when the typing rests. @param {Nodes.Of<"growing_line">} props */
export function GrowingLine({ node }) {
  const said = useLater(node.text, PAUSE, typing);
  return (
    <div class="tw-status tw-quiet" {...mark(node)}>
      <span aria-hidden="true">{node.text}</span>
      <span class="tw-hidden" {...polite}>{said}</span>
    </div>
  );
}

/** @param {Nodes.Of<"alert">} props */
export const Alert = ({ node }) => ( // with its words from the start: Orca reads an alert that comes empty as "blank"
  <div class="tw-alert" role="alert" {...mark(node)}>{node.text && <><Icon name="trouble" /><span>{node.text}</span></>}</div>
);
