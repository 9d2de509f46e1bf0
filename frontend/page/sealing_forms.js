// The two forms that let somebody in, sealed: the code on the landing page, and the link of whoever leads.

const SHOWN = 6; // of a link's code: what one sees on the screen

/** Send a form as the browser would, so that what comes back is a page. */
function post(action, fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}
const token = () => document.querySelector("input[name=_xsrf]")?.value ?? "";

/**
 * The landing page: the code stands in it where it was scanned, and leaves it sealed.
 * @param {string | undefined} [open]  the code of the link, where the browser can keep no key: then it leaves as it is
 */
export function landing(form, sealing, held, open) {
  if (!held?.server && !open) return;
  if (!open) document.documentElement.dataset.way = "sealed";
  const { code, language, pass } = form.elements;
  const scanned = open || held.code;
  if (scanned && !code.value) {
    code.value = scanned.slice(0, SHOWN);
    const found = form.querySelector(open ? "[data-no-key]" : "[data-found]");
    if (found && !form.querySelector("[role=alert]")) {
      found.hidden = false;
      const button = form.querySelector("[type=submit]");
      button.textContent = button.dataset.enter;
      button.focus();
    }
  }
  if (open) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "link", value: open }));
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const passes = `${pass.value} ${pass.dataset.sealed ?? ""}`;
    post(form.action, { _xsrf: token(), sealed: await sealing.seal({ code: code.value, link: held.code ?? "", language: language.value, pass: passes }) });
  });
}

/** A console's or a projector's link: taken at once, by a page that runs and by no preview of it. */
export async function lead(sealing, key, keeps) {
  post(location.pathname, { _xsrf: token(), ...(keeps ? { sealed: await sealing.seal({ key_of_link: key }) } : { key_of_link: key }) });
}
