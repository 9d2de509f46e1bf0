/** Words that are said when they change: a polite status, and an alert. Their region stands there first, empty. */
import { useEffect, useState } from "preact/hooks";
import { mark } from "../context.js";
import { Icon } from "../icons.jsx";

function useLater(text) {
  const [said, say] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => say(text ?? ""), 30);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}

export function Status({ node }) {
  const text = useLater(node.text);
  const tone = node.tone ?? "quiet";
  return (
    <div class={`tw-status tw-${tone}`} role="status" aria-live="polite" {...mark(node)}>
      {text && tone !== "quiet" && <Icon name={tone} />}
      {text && <span>{text}</span>}
    </div>
  );
}

export function Alert({ node }) {
  const text = useLater(node.text);
  return (
    <div class="tw-alert" role="alert" {...mark(node)}>{text && <><Icon name="trouble" /><span>{text}</span></>}</div>
  );
}
