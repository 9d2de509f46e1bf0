/**
 * The wall and the console don't go dark while they are looked at. Browsers allow it on this computer's own address and over
 * HTTPS, and take it back whenever the page is out of sight.
 */
export function awake(page = document, device = navigator) {
  if (!device.wakeLock || !page.body.matches(".page-projector, .page-facilitator")) return;
  const ask = () => { if (page.visibilityState === "visible") device.wakeLock.request("screen").catch(() => { /* low battery, or forbidden */ }); };
  page.addEventListener("visibilitychange", ask);
  ask();
}
