// What this device keeps, in the person's own hands: in the "what is private" dialog, and when a room has ended.

/** Save every answer of this room as a file with a neutral name. */
export function save(device, page) {
  const blob = new Blob([JSON.stringify(device.exportAll(), null, 1)], { type: "application/json" });
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: `${page.config.fileName || "notes"}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

export function keeping(page, device) {
  const part = document.querySelector("[data-keeping]");
  const box = part?.querySelector("[name=remember]");
  const said = part?.querySelector("[role=status]");
  const say = (name) => { if (said) said.textContent = said.dataset[name] ?? ""; };
  if (part) part.hidden = false;
  if (box) {
    box.checked = device.remembers();
    box.addEventListener("change", () => {
      const worked = device.remember(box.checked);
      if (!worked) box.checked = device.remembers();
      say(!worked ? "off" : box.checked ? "remembered" : "session");
    });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-save]")) save(device, page);
    if (!event.target.closest?.("[data-forget]")) return;
    const dialog = event.target.closest("dialog");
    const ask = dialog?.querySelector("[data-forget-ask]");
    if (event.target.closest("[data-forget=ask]")) { ask.hidden = false; ask.querySelector("button").focus(); return; }
    ask.hidden = true;
    if (event.target.closest("[data-forget=yes]")) {
      device.forget();
      if (box) box.checked = false;
      say("forgotten");
    }
    dialog.querySelector("[data-forget=ask]").focus();
  });
}
