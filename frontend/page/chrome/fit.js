// A projector: nobody scrolls it, so what it shows gets smaller until all of it is on the screen.

const SMALLEST = 0.47; // of the usual size; smaller could not be read from ten metres
const STEP = 0.04;

/** Keep the page as large as it fits. */
export function fitting(page) {
  if (page.config.page !== "projector") return;
  const root = document.documentElement;
  const fit = () => {
    for (let size = 1; size >= SMALLEST; size -= STEP) {
      root.style.setProperty("--fit", size.toFixed(2));
      if (root.scrollHeight <= innerHeight + 1) return;
    }
  };
  let asked = 0;
  const soon = () => { cancelAnimationFrame(asked); asked = requestAnimationFrame(fit); };
  new MutationObserver(soon).observe(document.getElementById("content"), { childList: true, subtree: true, characterData: true });
  addEventListener("resize", soon);
}
