// The places of a page where widgets are drawn, and drawing them there again without losing focus.
import { KIT } from "./anywidget.js";

const VIEW = 'script[type="application/vnd.jupyter.widget-view+json"]';

/** Ids of the widgets a page shows, in order. */
export const idsOf = (root) => [...root.querySelectorAll(VIEW)].map((script) => JSON.parse(script.textContent).model_id);

/** One place per widget output: {el, id, name, clean}. */
export function findPlaces(root) {
  return [...root.querySelectorAll(VIEW)].map((script) => ({
    frame: script.parentElement, el: script.parentElement.querySelector(".widget"),
    id: JSON.parse(script.textContent).model_id, name: "", kit: false, clean: null,
  }));
}

/** Draw the widget of one place; over an older drawing if there is one. */
export async function fill(place, manager, missing) {
  const model = await manager.get_model(place.id).catch(() => null);
  if (!model) {
    if (!place.clean) trouble(place, missing);
    return;
  }
  const kit = model.get("_esm") === KIT;
  const old = place.clean;
  try {
    if (kit && place.kit && manager.light) {
      place.clean = await manager.mount(place.id, place.el); // the kit redraws in place and keeps what is being typed
    } else {
      const el = document.createElement("div");
      el.className = "widget";
      place.clean = await manager.mount(place.id, el);
      const focus = old && focusIn(place.el);
      place.el.replaceWith(el);
      place.el = el;
      if (focus) focusAt(el, focus);
      await old?.();
    }
    Object.assign(place, { kit: kit && manager.light, name: model.get("name") || "" });
    place.frame.classList.remove("waiting", "trouble");
    place.frame.removeAttribute("aria-busy");
  } catch (error) {
    console.error(error);
    if (!old) trouble(place, missing);
  }
}

function trouble(place, missing) {
  place.frame.classList.remove("waiting");
  place.frame.classList.add("trouble");
  place.frame.removeAttribute("aria-busy");
  place.el.textContent = missing;
}

/** Where the focus is inside `el`, as steps from child to child, and the selection there. */
function focusIn(el) {
  let node = /** @type {any} */ (document.activeElement);
  if (!el.contains(node) || node === el) return null;
  const { selectionStart: start, selectionEnd: end, value } = node;
  const steps = [];
  for (; node !== el; node = node.parentElement) steps.unshift([...node.parentElement.children].indexOf(node));
  return { steps, start, end, value };
}

function focusAt(el, { steps, start, end, value }) {
  const node = steps.reduce((at, step) => at?.children[step], el);
  if (!node) return;
  node.focus({ preventScroll: true });
  if (value !== undefined && typeof start === "number") try { node.setSelectionRange(start, end); } catch { /* not a text field */ }
}
