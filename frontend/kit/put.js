/** Put words into a live region. The same words again are news again: they come with a space that nobody sees or hears. */
export function put(region, text) {
  region.textContent = text && region.textContent === text ? `${text}\u00a0` : text;
}
