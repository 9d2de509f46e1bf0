// Pause, help and privacy: native dialogs, already in the page, opened without asking anybody.
import { put } from "../../kit/put.js";

export function dialogs(page) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (!dialog?.showModal) return; // an old browser follows the link instead
      event.preventDefault();
      opener.closest("details")?.removeAttribute("open");
      mine(dialog);
      if (!dialog.open) show(dialog, opener);
      return;
    }
    const named = event.target.closest?.("a[href^='#']:not([data-close])"); // in prose, in a dialog, in an exercise
    const dialog = named && document.getElementById(named.hash.slice(1));
    if (dialog?.localName === "dialog" && dialog.showModal) {
      event.preventDefault();
      if (!dialog.open) show(dialog, named);
      return;
    }
    const closer = event.target.closest?.("[data-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); }
    else if (event.target.localName === "dialog" && event.target.open) event.target.close(); // the backdrop
    else signal(event, page);
  });
  for (const link of document.querySelectorAll("a[data-dialog], a[data-close]")) { // links without scripts, buttons with them
    link.setAttribute("role", "button");
    if (link.dataset.dialog) link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); link.click(); }
    });
  }
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("close", () => {
      if (page.left) return;
      const said = dialog.querySelector("[data-sent]"); // of another time, when it is opened again
      if (said) said.textContent = "";
      document.documentElement.classList.remove("dialog-open");
      dialog.opener?.focus({ preventScroll: true });
      if (location.hash === `#${dialog.id}`) history.replaceState(null, "", location.pathname + location.search);
    });
  }
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked?.localName === "dialog" && asked.showModal) { mine(asked); show(asked, null); }
  if (page.config.deviceKey) for (const part of document.querySelectorAll("[data-room-only]")) part.hidden = false;
}

/** Lines that have been heard: when the dialog before them closes, Chromium would have every one of them said again. */
function hush(dialog) {
  const heard = [...document.querySelectorAll("[aria-live=polite]")].filter((one) => one.textContent && !dialog.contains(one));
  const live = (how) => { for (const one of heard) one.setAttribute("aria-live", how); };
  live("off");
  dialog.addEventListener("close", () => setTimeout(live, 500, "polite"), { once: true });
}

function show(dialog, opener) {
  hush(dialog);
  dialog.opener = opener;
  document.documentElement.classList.add("dialog-open");
  dialog.showModal();
  dialog.scrollTop = 0;
  // A screen reader that is told of the heading in the same moment as of the dialog says neither (Orca with Firefox and Chromium).
  setTimeout(() => { if (dialog.open && dialog.contains(document.activeElement)) dialog.querySelector("h2")?.focus({ preventScroll: true }); }, 60);
}

/** What somebody wrote down as their steady point stands on top of the pause. It is read on the device, and goes nowhere. */
function mine(dialog) {
  const place = dialog.querySelector("[data-mine]");
  if (!place) return;
  const word = window.workshopDevice?.get(place.dataset.mine)?.word;
  place.hidden = typeof word !== "string" || !word.trim();
  place.querySelector("p").textContent = place.hidden ? "" : word;
}

/** "I need a pause", "please slow down": to the facilitator, without a name. */
function signal(event, page) {
  const button = event.target.closest?.("[data-signal]");
  if (!button) return;
  const sent = page.signal?.(button.dataset.signal) ?? false;
  const said = button.closest("dialog").querySelector("[aria-live]");
  put(said, sent ? said.dataset.sent : said.dataset.notSent);
}
