// Leave now, after the model of GOV.UK's "Exit this page": cover first, everything else after.

const TIMES = 3;
const WITHIN = 2000; // ms

/** The closing beacon: ends the process behind this page. The kernel's id, which nobody else knows, is all that it needs; where others read along, a proof. */
function goodbye(page, takingBack = false) {
  if (!page.kernelId) return;
  const form = new FormData();
  if (page.config.private) form.append("proof", window.workshopSealing.prove(page.kernelId));
  if (takingBack) form.append("taking_back", "1"); // the kernel is given a moment for it
  try { navigator.sendBeacon(`${page.config.baseUrl}voila/api/shutdown/${page.kernelId}`, form); } catch { /* no beacon */ }
  page.kernelId = null;
}

function forgetCookies() {
  const paths = new Set(["/", ...location.pathname.split("/").map((_, at, all) => all.slice(0, at + 1).join("/") || "/")]);
  for (const pair of document.cookie.split("; ")) {
    const name = pair.split("=")[0];
    if (name) for (const path of paths) document.cookie = `${name}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=${path}`;
  }
}

/** Show nothing of the page any more: at once, before anything that could fail or wait. */
function cover(mark) {
  const root = document.documentElement;
  root.classList.add(mark);
  root.style.background = "#fff";
  // an open dialog lies above every z-index, so it goes too
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  if (document.body) { document.body.style.display = "none"; document.body.inert = true; }
}

/** Make "Leave now" and three times Escape work. */
export function leaving(page, device) {
  const go = () => {
    document.body?.replaceChildren();
    // without a network the browser's own error page would come up, with this site's address in it
    location.replace(navigator.onLine === false ? "about:blank" : new URL(`${page.config.baseUrl || "/"}blank`, location.href));
  };
  const leave = () => {
    cover("left");
    document.title = page.config.blankTitle || "…";
    if (page.left) return;
    page.left = true;
    let takingBack = false;
    try { takingBack = device.mayBeShared() && Boolean(page.takeBackNow?.()); } catch { /* best effort: covering goes first */ }
    try { device.leave(); } catch { /* storage is forbidden: nothing was kept */ }
    goodbye(page, takingBack);
    forgetCookies();
    window.workshopSealing?.leave();
    go();
  };
  page.leave = leave;
  page.goodbye = () => goodbye(page); // page.js says it too
  device.onleft = leave; // "Leave now" in one tab leaves the others too

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-leave]")) return;
    event.preventDefault();
    leave();
  }, true);

  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses.filter((time) => event.timeStamp - time < WITHIN), event.timeStamp];
    if (presses.length >= TIMES) { event.preventDefault(); leave(); }
  }, true);

  outOfSight(page, device, leave, go);
}

/**
 * Browsers keep pages that were left in memory, some of them in spite of "no-store", and show them again on Back as they
 * stood. Such a page slept: it did not hear that somebody left, and it may have lost fields. So it is covered before it
 * sleeps, its process ends, and it wakes up only to be loaded anew, from what the device still keeps.
 */
function outOfSight(page, device, leave, go) {
  let known = false; // did this device keep anything of the room when the page went to sleep?
  addEventListener("pagehide", () => {
    known = device.knows();
    cover("away");
    if (!page.left) goodbye(page);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    cover("away");
    if (page.left) go();
    else if (known && !device.knows()) leave(); // it was emptied meanwhile
    else location.reload();
  });
}
