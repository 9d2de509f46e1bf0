/** A redraw may take away what had the focus. It then goes to what stands there now, never to the top of the page. */

const PLACES = "button,a[href],summary,input:is([type=radio],[type=checkbox],[type=range])"; // no field: it would open a phone's keyboard
const PAUSE = 250; // ms in which the kernel may lead the focus to a better place

const places = (within) => [...within.querySelectorAll(PLACES)];
const seen = (place) => !place.disabled && place.getClientRects().length > 0;

/** Watch one widget; returns a function that stops. */
export function keepFocus(el) {
  /** @type {Element | null} */
  let at = null; // what has the focus, and from the inside out what it stands in, each with how many places come before it
  let around = [];
  let timer;
  const note = () => {
    around = [];
    for (let box = at?.parentElement; box && el.contains(box); box = box.parentElement) around.push([box, Math.max(0, places(box).indexOf(at))]);
  };
  const settle = () => {
    if (!at || at.isConnected || document.activeElement !== document.body) return;
    for (const [box, before] of around) {
      const all = box.isConnected ? places(box) : [];
      const found = all.slice(before).find(seen) ?? all.slice(0, before).reverse().find(seen);
      if (found) { found.focus({ preventScroll: true }); return; }
    }
  };
  const come = ({ target }) => { at = target; note(); };
  const go = ({ target }) => setTimeout(() => { // what is taken away is no longer there then
    if (target === at && target.isConnected && document.activeElement !== target) at = null;
  });
  const changes = new MutationObserver(() => {
    if (at?.isConnected) note();
    else if (at) { clearTimeout(timer); timer = setTimeout(settle, PAUSE); }
  });
  el.addEventListener("focusin", come);
  el.addEventListener("focusout", go);
  changes.observe(el, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    changes.disconnect();
    el.removeEventListener("focusin", come);
    el.removeEventListener("focusout", go);
  };
}
