// The exercises come with a script of their own, page.js. Where it can't be loaded, the page says so.

import { speaker } from "../../kit/words.js";

const PATIENCE = 20000; // ms; a slow network needs its time

/** Say that the page could not wake up, if page.js has not begun to connect it: it gives the page what it can do. */
export function watchStart(page) {
  const tell = () => {
    const region = document.querySelector(".banner [aria-live]");
    if (region && !page.takeBack) region.textContent = speaker(page.config.words.banner)("kernel_failed");
  };
  document.querySelector('script[src$="/page.js"]')?.addEventListener("error", tell);
  setTimeout(tell, PATIENCE);
}
