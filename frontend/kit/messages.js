/** What the kernel may ask of the page: focus, show, announce, download, go, forget, restore. */

import { download } from "./download.js";
import { withChoices } from "./answer_sync.js";

const FOCUSABLE = "input:not([type=hidden]):not([disabled]),textarea,select,button,a[href],summary";

/** Do something with a part of the view, which may still be on its way. */
function find(el, id, then, tries = 12) {
  const at = [...el.querySelectorAll("[data-id]")].find((e) => e.dataset.id === id);
  if (at) then(at);
  else if (tries) setTimeout(() => find(el, id, then, tries - 1), 50);
}

function focus(at) {
  const target = at.matches(FOCUSABLE) || !at.matches("fieldset,.tw-field,.tw-control") ? at : at.querySelector(FOCUSABLE) ?? at;
  if (!target.matches(FOCUSABLE)) target.tabIndex = -1;
  target.focus();
}

/** Bring into sight what one has scrolled past; the focus stays where it is, and nobody who is busy is moved. */
function show(at) {
  const { top } = at.getBoundingClientRect();
  if ((top >= 0 && top < innerHeight / 2) || globalThis.workshopPage?.steps?.busy()) return;
  at.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
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
    if (event === "focus") find(el, content.id, focus);
    else if (event === "show") find(el, content.id, show);
    else if (event === "announce") sync.announce(content.text);
    else if (event === "download") download(content);
    else if (event === "go") go(content.url);
    else if (event === "forget") sync.forget();
    else if (event === "restore") restore(content.answers);
  };
  model.on("msg:custom", hear);
  return () => model.off("msg:custom", hear);
}
