// Leave now, after the model of GOV.UK's "Exit this page": cover first, everything else after.

const TIMES = 3;
const WITHIN = 2000; // ms

/** The closing beacon of Voilà: ends the kernel behind this page. Needs the _xsrf cookie, so call it before cookies go. */
function goodbye(page, takingBack = false) {
  if (!page.kernelId) return;
  const form = new FormData();
  form.append("_xsrf", document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)?.[1] ?? "");
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

/** Make "Leave now" and three times Escape work. */
export function leaving(page, device) {
  const leave = () => {
    // Synchronously, before anything that could fail or wait. An open dialog lies above every z-index, so it goes too.
    const root = document.documentElement;
    root.classList.add("left");
    root.style.background = "#fff";
    for (const open of document.querySelectorAll("dialog[open]")) open.close();
    if (document.body) { document.body.style.display = "none"; document.body.inert = true; }
    document.title = page.config.blankTitle || "…";
    if (page.left) return;
    page.left = true;
    let takingBack = false;
    try { takingBack = device.mayBeShared() && Boolean(page.takeBackNow?.()); } catch { /* best effort: covering goes first */ }
    try { device.leave(); } catch { /* storage is forbidden: nothing was kept */ }
    goodbye(page, takingBack);
    forgetCookies();
    document.body?.replaceChildren();
    // without a network the browser's own error page would come up, with this site's address in it
    location.replace(navigator.onLine === false ? "about:blank" : new URL(`${page.config.baseUrl || "/"}blank`, location.href));
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

  addEventListener("pageshow", (event) => { if (event.persisted && page.left) leave(); });
}
