// "2 of 6": which section of the part is being read. The menu itself comes from the server and works as plain links.

export function where() {
  const menu = document.querySelector(".where");
  const links = [...(menu?.querySelectorAll("a[href^='#cell-']") ?? [])];
  const places = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (!menu) return;
  menu.addEventListener("click", (event) => { if (event.target.closest("a")) menu.open = false; });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  const step = menu.querySelector("[data-step]");
  let shown = -1;
  const mark = () => {
    if (document.documentElement.dataset.steps) return; // steps.js knows where it is
    const line = innerHeight * 0.35;
    let now = 0;
    places.forEach((place, index) => { if (place && place.getBoundingClientRect().top <= line) now = index; });
    if (now === shown || !links.length) return;
    shown = now;
    links.forEach((link, index) => { if (index === now) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current"); });
    step.textContent = step.dataset.step.replace("{number}", now + 1).replace("{count}", links.length);
    menu.style.setProperty("--done", (now + 1) / links.length);
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; mark(); });
  }, { passive: true });
  mark();
}
