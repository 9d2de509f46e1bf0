/**
 * A browser that translates a page puts a <font> with its own words in place of each text. The text itself is then nowhere
 * on the page: what changes in it would not be seen, and when it goes away the translation of it would stay. So each text is
 * remembered with what stands for it.
 */
import { options } from "preact";

const isText = (node) => node.nodeType === 3;
const isCover = (node) => node?.nodeName === "FONT";
const covers = new WeakMap(); // text → the font that stands for it

function changed(text) {
  const cover = covers.get(text);
  if (!cover) return;
  covers.delete(text);
  if (cover.isConnected) cover.replaceWith(text); // the browser translates it again, as it does with all that is new
}

function look(records, observer) {
  for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    if (type === "characterData") { changed(target); continue; }
    const cover = [...addedNodes, previousSibling, nextSibling].find(isCover);
    for (const text of cover ? removedNodes : []) {
      if (!isText(text) || text.isConnected) continue;
      covers.set(text, cover);
      observer.observe(text, { characterData: true });
    }
  }
}

const before = options.unmount;
options.unmount = (vnode) => {
  before?.(vnode);
  if (vnode.type === null) covers.get(/** @type {any} */ (vnode).__e)?.remove();
};

/** Keep the texts of a root true however they are translated; returns a function that stops. */
export function followTranslation(root) {
  const observer = new MutationObserver((records) => look(records, observer));
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}
