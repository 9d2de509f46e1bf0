// What has the focus stands clear of what is fixed below: the bars, and a quiet signal, which comes to a console at any moment.
// Browsers keep to scroll-padding by themselves, save WebKit with fields for text: it leaves them half behind the bars, or wholly.

const GAP = 8;
const SIGNALS = '.page-facilitator [data-id="signals"].tw-card';
const BARS = `.tools, .steps, ${SIGNALS}`;

function clear(element) {
  if (element.closest(`.bar, dialog, ${BARS}`)) return;
  const bars = [...document.querySelectorAll(BARS)].filter((bar) => bar.offsetHeight && getComputedStyle(bar).position === "fixed");
  const floor = Math.min(innerHeight, ...bars.map((bar) => bar.getBoundingClientRect().top));
  const { top, bottom } = element.getBoundingClientRect();
  const ceiling = Math.max(0, document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0);
  const over = Math.min(bottom + GAP - floor, top - GAP - ceiling);
  if (over > 0 && top < innerHeight) scrollBy(0, over);
}

export function inSight() {
  let pressed = false; // a page that moves under a finger loses its tap
  addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { pressed = false; }, true);
  addEventListener("animationstart", ({ target }) => { if (target instanceof Element && target.matches(SIGNALS)) clear(document.activeElement); });
  addEventListener("focusin", ({ target }) => {
    if (!pressed && target instanceof Element) setTimeout(() => { if (document.activeElement === target) clear(target); }, 60);
  });
}
