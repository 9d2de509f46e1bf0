// A page over plain HTTP is given to whoever proves that they have its key. The proof is a cookie, and a browser's tabs share it.

const KNOCKS = 5; // proofs, before the page's own address counts as lost
const APART = 300; // ms: two tabs that knock at once must not do so again in step

/**
 * Get a page, proving who is there as often as it is asked for.
 * @param {() => Promise<{ html: Document, answer: Response }>} get
 * @param {((challenge: string) => void) | undefined} knock  nothing where no key is asked for
 */
export async function opened(get, knock) {
  for (let knocks = 0; ; knocks += 1) {
    const found = await get();
    const challenge = /** @type {HTMLElement | null} */ (found.html.querySelector("[data-challenge]"))?.dataset.challenge;
    if (!challenge || !knock || knocks === KNOCKS) return found;
    if (knocks) await new Promise((resolve) => { setTimeout(resolve, knocks * APART * Math.random()); });
    knock(challenge);
  }
}
