/** Text to take along. The browser copies or saves it by itself: nothing is sent, and it works without a connection. */
import { useState } from "preact/hooks";
import { mark, polite, useSync } from "../context.js";
import { download } from "../download.js";
import { Icon } from "../icons.jsx";

/** Copy through the clipboard, or through a selection where a page without https may not use it. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    box.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
    document.body.append(box);
    box.select();
    try { return document.execCommand("copy"); } catch { return false; } finally { box.remove(); }
  }
}

/** @param {Nodes.Of<"takeaway">} props */
export function Takeaway({ node }) {
  const sync = useSync();
  const [said, say] = useState(/** @type {string | null} */ (""));
  const { labels } = node;
  const text = () => node.parts.map((p) => (typeof p === "string" ? p : sync.get(p.field) ?? "")).join("\n");
  return (
    <div class="tw-takeaway" {...mark(node)}>
      <div class="tw-note tw-safety" role="note"><Icon name="safety" /><div class="tw-note-body"><p>{node.warning}</p></div></div>
      <div class="tw-row">
        {labels.copy && <button type="button" class="tw-button tw-secondary" onClick={async () => {
          const focused = /** @type {HTMLElement} */ (document.activeElement);
          const done = await copy(text());
          focused?.focus?.();
          say(done ? labels.copied : labels.not_copied);
        }}>{labels.copy}</button>}
        <button type="button" class="tw-button tw-secondary" onClick={() => { download({ filename: node.filename, mime: node.mime, text: text() }); say(labels.saved); }}>{labels.save}</button>
      </div>
      <p class="tw-status" {...polite}>{said}</p>
    </div>
  );
}
