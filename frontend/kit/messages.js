/** What the kernel may ask of the page: focus, show, announce, download, go, forget, restore. */

import { download } from "./download.js";
import { withChoices } from "./answer_sync.js";

const FOCUSABLE = "input:not([type=hidden]):not([disabled]),textarea,select,button,a[href],summary";

const find = (el, id) => [...el.querySelectorAll("[data-id]")].find((e) => e.dataset.id === id);

function focus(el, id, tries = 12) {
  const at = find(el, id);
  if (!at) { if (tries) setTimeout(() => focus(el, id, tries - 1), 50); return; } // its view may still be on the way
  const target = at.matches(FOCUSABLE) || !at.matches("fieldset,.tw-field,.tw-control") ? at : at.querySelector(FOCUSABLE) ?? at;
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus();
}

/** Bring something into sight, where one had scrolled past it; the focus stays where it is. */
function show(el, id) {
  const at = find(el, id);
  const top = at?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight / 2) at.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function go(url) {
  const to = new URL(url, location.href);
  if (/^https?:$/.test(to.protocol)) location.assign(to.href);
}

/** Answers from a file: kept here for the other pages too. */
function restore(answers) {
  const device = globalThis.workshopDevice;
  for (const [name, answer] of Object.entries(answers ?? {})) device?.put(name, withChoices(answer, device.get(name)));
}

/** Answer the kernel's messages for one widget; returns a function that stops. */
export function listen(model, sync, el) {
  const hear = (content) => {
    const { event } = content ?? {};
    if (event === "focus") focus(el, content.id);
    else if (event === "show") show(el, content.id);
    else if (event === "announce") sync.announce(content.text);
    else if (event === "download") download(content);
    else if (event === "go") go(content.url);
    else if (event === "forget") sync.forget();
    else if (event === "restore") restore(content.answers);
  };
  model.on("msg:custom", hear);
  return () => model.off("msg:custom", hear);
}
