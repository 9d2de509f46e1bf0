// The two forms that let somebody in, sealed: the code on the landing page, and the link of whoever leads.

const SHOWN = 6; // of a link's code: what one sees on the screen

const READ = 700; // ms until a reader has taken the page in, and says where the focus goes

/** Send a form as the browser would, so that what comes back is a page. */
function post(action, fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action });
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}
const token = () => document.querySelector("input[name=_xsrf]")?.value ?? "";

/** The landing page: the code stands in it where it was scanned, and leaves it sealed. The answer says in the open what was wrong,
    but not with which code: what was typed is kept here. */
export function landing(form, sealing, held, keep) {
  if (!held?.server) return;
  document.documentElement.dataset.way = "sealed";
  const { code, language, pass } = form.elements;
  if (held.typed && !code.value && form.querySelector("[role=alert]")) { code.value = held.typed; code.select(); }
  if (held.code && !code.value) {
    code.value = held.code.slice(0, SHOWN);
    const found = form.querySelector("[data-found]");
    if (found && !form.querySelector("[role=alert]")) {
      found.hidden = false;
      const button = form.querySelector("[type=submit]");
      button.textContent = button.dataset.enter;
      button.setAttribute("aria-describedby", "title sentence promises");
      setTimeout(() => button.focus(), READ);
    }
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    keep({ ...held, typed: code.value });
    const passes = `${pass.value} ${pass.dataset.sealed ?? ""}`;
    post(form.action, { _xsrf: token(), sealed: await sealing.seal({ code: code.value, link: held.code ?? "", language: language.value, pass: passes }) });
  });
}

/** A browser that keeps nothing would lose its key at the next page: it is told so, and the code leaves as it is. */
export function withoutKey(form, link) {
  form.elements.code.value = link.slice(0, SHOWN);
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "link", value: link }));
  const says = form.querySelector("[data-no-key]");
  if (says) says.hidden = false;
  const button = form.querySelector("[type=submit]");
  button.textContent = button.dataset.enter;
}

/** A console's or a projector's link: taken at once, by a page that runs and by no preview of it. */
export async function lead(sealing, key, keeps) {
  post(location.pathname, { _xsrf: token(), ...(keeps ? { sealed: await sealing.seal({ key_of_link: key }) } : { key_of_link: key }) });
}
