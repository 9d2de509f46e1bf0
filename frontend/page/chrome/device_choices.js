// What this device keeps, in the person's own hands: in the "what is private" dialog, and when a room has ended.
import { download } from "../../kit/download.js";
import { notesFile } from "../../kit/notes.js";
import { put } from "../../kit/put.js";

/** Save every answer of this room as a file with a neutral name. */
const save = (device, { fileName = "notes", language }) =>
  download({ filename: `${fileName}.json`, mime: "application/json", text: notesFile(device.all(), language) });

/**
 * Empty this device: what was shared is taken back first, while the secret by which the room knows it is still there.
 * Returns "emptied", or "stuck" if something stays in the room; the device is then emptied only by somebody who is `sure`.
 */
async function empty(page, device, sure) {
  if (!sure) {
    const left = await page.takeBack?.() ?? (device.mayBeShared() ? 1 : 0);
    if (left) return "stuck";
  }
  device.forget();
  return "emptied";
}

export function deviceChoices(page, device) {
  page.empty = (sure) => empty(page, device, sure);
  const part = document.querySelector("[data-device-choices]");
  const box = part?.querySelector("[name=remember]");
  const said = part?.querySelector(":scope > [aria-live]");
  const say = (name) => { if (said) put(said, said.dataset[name] ?? ""); };
  if (part) part.hidden = false;
  if (box) {
    box.checked = device.remembers();
    box.addEventListener("change", () => {
      const worked = device.remember(box.checked);
      if (!worked) box.checked = device.remembers();
      say(!worked ? "off" : box.checked ? "remembered" : "session");
    });
  }
  document.addEventListener("click", async (event) => {
    if (event.target.closest?.("[data-save]")) save(device, page.config);
    if (!event.target.closest?.("[data-forget]")) return;
    const dialog = event.target.closest("dialog");
    const ask = dialog?.querySelector("[data-forget-ask]");
    const question = ask.querySelector("p");
    const put = (name) => { ask.dataset.asked = name; question.textContent = ask.dataset[name]; };
    if (event.target.closest("[data-forget=ask]")) { put("ask"); ask.hidden = false; ask.querySelector("button").focus(); return; }
    if (event.target.closest("[data-forget=yes]")) {
      if (await page.empty(ask.dataset.asked === "stuck") === "stuck") { put("stuck"); question.focus(); return; } // the focus reads it out
      if (box) box.checked = false;
      say("forgotten");
    }
    ask.hidden = true;
    dialog.querySelector("[data-forget=ask]").focus();
  });
}
