// One thing at a time: the page as a row of steps, with Next and Back, and following the group.
// Without scripts, on paper and with "all on one page" everything stands below each other.
import { Following } from "./follow.js";
import { inOrder, placeNamed, placeOf } from "./order.js";
import { fill, speaker } from "../../kit/words.js";

const ALL = "workshop:all";
const ALONG = "workshop:along";
const TYPED = "input:not([type=radio], [type=checkbox], [type=range], [type=button], [type=submit]), textarea, select, [contenteditable]";

const kept = (name, value) => {
  try {
    if (value === undefined) return sessionStorage.getItem(name);
    if (value === null) sessionStorage.removeItem(name); else sessionStorage.setItem(name, value);
  } catch { /* nothing can be kept: then the page begins at its beginning */ }
  return null;
};

/** Cut the prose of a cell at its second-level headings; the first piece keeps the cell's element, and is never empty. */
function cut(section) {
  const pieces = [section];
  const first = section.firstElementChild;
  for (const child of [...section.children]) {
    if (child.localName === "h2" && child !== first) {
      const next = section.cloneNode(false);
      next.removeAttribute("id");
      pieces.at(-1).after(next);
      pieces.push(next);
    }
    if (pieces.at(-1) !== section) pieces.at(-1).append(child);
  }
  return pieces;
}

/** What the notebook has: elements in order, each with its heading or its exercise. */
function piecesOf(sheet) {
  const found = [];
  for (const element of [...sheet.querySelectorAll(":scope > section.prose, :scope > .outputs[data-exercise], :scope > .outputs[data-notes], :scope > section.prose ~ .outputs")]) {
    if (!element.matches("section")) {
      const beside = element.matches("[data-exercise], [data-notes]") ? undefined : 0; // the safety check, say: part of its reading
      found.push({ element, exercise: element.dataset.exercise || "", title: element.dataset.title ?? "", length: beside });
      continue;
    }
    const lengths = (element.dataset.reading ?? "").split(" "); // the default language's: every language has the same steps
    for (const [at, piece] of cut(element).entries()) {
      const heading = (piece.querySelector("h2") ?? piece.querySelector("h1"))?.textContent ?? "";
      const title = heading.replace(/¶$/, ""); // the notebook's sign for a link to it
      found.push({ element: piece, title, length: Number(lengths[at]) || piece.textContent.trim().length });
    }
  }
  // what closes a part (notes) goes with the reading before it
  return found;
}

/** A step of the room that this page did not know, such as a break that tonight's plan puts here. */
function talkOf(sheet, step) {
  const made = Object.assign(document.createElement("section"), { className: "talk", hidden: true });
  made.dataset.talk = step.id;
  made.append(Object.assign(document.createElement("h2"), { textContent: step.title }));
  sheet.append(made);
  return made;
}

export class Steps {
  constructor(page) {
    const { config } = page;
    this.page = page;
    this.say = speaker(config.words.steps);
    this.sheet = document.querySelector(".sheet");
    this.nav = document.querySelector("[data-steps]");
    this.pieces = piecesOf(this.sheet);
    this.whole = config.plan ?? [];
    this.plan = this.whole;
    this.row = inOrder(this.pieces, this.plan);
    this.all = kept(ALL) === "1";
    this.following = new Following({ with: kept(ALONG) !== "no" });
    this.dragging = false;
    this.talks = new Map([...document.querySelectorAll("[data-talk]")].map((element) => [element.dataset.talk, element]));
    if (this.row.length < 2 || !this.nav) return;
    this.listen();
    this.nav.hidden = false;
    this.menu();
    const asked = this.fromAddress();
    this.following.at = Math.max(0, asked); // whether it follows was kept
    this.show(Math.max(0, asked), { focus: asked > 0, keep: false });
  }

  // -- what happens -----------------------------------------------------------------------------------------

  listen() {
    const tools = document.querySelector(".tools");
    if (tools && globalThis.ResizeObserver) { // large text makes the bar below higher
      new ResizeObserver(() => document.documentElement.style.setProperty("--tools", `${getComputedStyle(tools).position === "fixed" ? tools.offsetHeight : 0}px`)).observe(tools);
    }
    document.addEventListener("click", (event) => {
      const what = event.target.closest?.("[data-go]")?.dataset.go;
      if (what === "next") this.go(this.now + 1);
      else if (what === "back") this.go(this.now - 1);
      else if (what === "group") this.join();
      else if (what === "all") this.showAll(!this.all);
    });
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='#at-']");
      if (!link) return;
      event.preventDefault();
      this.go(placeNamed(this.row, link.hash.replace("#at-", "")));
    });
    addEventListener("popstate", () => {
      const asked = this.fromAddress();
      if (asked < 0 || asked === this.now) return;
      this.following.goneTo(asked);
      this.show(asked, { keep: false });
    });
    addEventListener("pointerdown", () => { this.dragging = true; }, true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { this.dragging = false; }, true);
    document.addEventListener("workshop:group", (/** @type {CustomEvent} */ event) => this.groupAt(event.detail));
    addEventListener("online", () => this.groupAt(this.group));
  }

  /** Is somebody typing, dragging, reading a dialog or all of the part? Then nobody moves their page. */
  busy() {
    if (this.all) return true;
    const at = document.activeElement;
    return this.dragging || Boolean(document.querySelector("dialog[open]")) || Boolean(at?.matches?.(TYPED));
  }

  /** The kernel says where the group is: {part, step, href, title}; null when the room is over. */
  groupAt(group) {
    this.group = group;
    if (!group?.part) { this.following.groupAt(null, false); this.tell(); return; }
    if (group.part !== this.page.config.page) { this.elsewhere(group); return; }
    this.follow(group.plan);
    const place = group.step ? placeOf(this.row, group.step) : -1;
    if (place < 0) { this.following.groupAt(null, false); this.tell(); return; }
    const what = this.following.groupAt(place, this.busy());
    if (what === "move") this.show(place, { announce: true, replace: true });
    this.tell();
  }

  /** The evening has a plan of its own: only its steps are then gone through. The others stand on "all on one page". */
  follow(plan) {
    const wanted = plan ?? this.whole;
    if (JSON.stringify(wanted) === JSON.stringify(this.plan)) return;
    const here = this.row[this.now]?.id;
    this.plan = wanted;
    for (const step of wanted) if (!step.exercise && !this.talks.has(step.id)) this.talks.set(step.id, talkOf(this.sheet, step));
    const only = plan && new Set(wanted.map((step) => step.exercise).filter(Boolean));
    this.row = inOrder(this.pieces, wanted, only);
    this.following.group = this.following.at = null; // places have moved
    this.menu();
    const place = Math.max(0, this.row.findIndex((step) => step.id === here));
    this.following.at = place;
    this.show(place, { focus: false, keep: false });
  }

  /** The group is in another part. Whoever follows goes along; a step of that part is found from its address there. */
  elsewhere(group) {
    // without a network the browser's own error page would come up
    const what = this.following.groupAt(`${group.part}/${group.step ?? ""}`, this.busy() || navigator.onLine === false);
    if (what === "move") this.leaveFor(group);
    else this.tell();
  }

  leaveFor(group) {
    kept(ALONG, null);
    if (group.href) location.assign(new URL(group.href, location.href));
  }

  join() {
    if (this.group && this.group.part !== this.page.config.page) { this.leaveFor(this.group); return; }
    this.following.join();
    if (this.following.at !== null) this.show(this.following.at, { announce: true });
    this.tell();
  }

  go(place) {
    if (place < 0 || place >= this.row.length) return;
    this.following.goneTo(place);
    this.show(place, {});
  }

  // -- what is shown ----------------------------------------------------------------------------------------

  fromAddress() {
    const name = decodeURIComponent(location.hash).replace(/^#at-/, "");
    return name && location.hash.startsWith("#at-") ? placeNamed(this.row, name) : -1;
  }

  elementsOf(step) {
    const talk = step.plan && !step.pieces.length ? this.talks.get(step.plan) : null;
    return talk ? [talk] : step.pieces.map((at) => this.pieces[at].element);
  }

  show(place, { focus = true, keep = true, replace = false, announce = false } = {}) {
    this.now = place;
    const step = this.row[place];
    const shown = new Set(this.elementsOf(step));
    for (const element of [...this.pieces.map((piece) => piece.element), ...this.talks.values()]) {
      element.hidden = !shown.has(element) && (!this.all || element.dataset.talk !== undefined);
    }
    for (const element of this.sheet.querySelectorAll(":scope > .onward")) element.hidden = !this.all && place < this.row.length - 1;
    document.documentElement.dataset.steps = this.all ? "all" : "one";
    document.documentElement.toggleAttribute("data-begun", place > 0);
    if (keep) {
      const address = `#at-${step.id}`;
      if (location.hash !== address) history[replace ? "replaceState" : "pushState"](null, "", address);
    }
    kept(ALONG, this.following.with ? null : "no");
    this.draw();
    if (focus) this.arrive([...shown][0], announce ? step.title : "");
    document.dispatchEvent(new CustomEvent("workshop:step", { detail: step }));
  }

  /** Put the focus on the heading of a step, so that a screen reader reads on from there. */
  arrive(element, said) {
    const heading = element?.querySelector("h1, h2, h3, .tw-h3") ?? element;
    if (!heading) return;
    heading.tabIndex = -1;
    if (this.all) heading.scrollIntoView({ block: "start" }); else scrollTo(0, 0);
    heading.focus({ preventScroll: true });
    if (said) this.nav.querySelector("[data-said]").textContent = this.say("moved", { title: said });
  }

  showAll(on) {
    this.all = on;
    kept(ALL, on ? "1" : null);
    this.show(this.now, { focus: on, keep: false });
    document.querySelector(".where")?.removeAttribute("open");
  }

  draw() {
    const [back, next] = ["back", "next"].map((name) => this.nav.querySelector(`[data-go=${name}]`));
    const step = this.row[this.now + 1];
    back.setAttribute("aria-disabled", String(this.now === 0));
    next.setAttribute("aria-disabled", String(!step));
    const all = document.querySelector("button[data-go=all]");
    if (all) { all.hidden = false; all.textContent = this.say(this.all ? "singly" : "all"); }
    const line = document.querySelector(".where [data-step]");
    if (line) line.textContent = fill(line.dataset.step, { number: this.now + 1, count: this.row.length });
    document.querySelectorAll(".where .menu li a").forEach((link, at) => {
      if (at === this.now) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
    });
    this.nav.style.setProperty("--done", (this.now + 1) / this.row.length);
    this.tell();
  }

  /** "The group is at … · Go there", or "Back to the group", or nothing. */
  tell() {
    const box = this.nav.querySelector("[data-group]");
    const which = this.following.line;
    box.hidden = !which;
    if (!which) return;
    const line = box.querySelector("p");
    const said = this.say("group_at", { title: this.group?.title ?? "" });
    if (line.textContent !== said) line.textContent = said;
    box.querySelector("button").textContent = this.say(which === "missed" ? "go_there" : "to_group");
  }

  menu() {
    const list = document.querySelector(".where .menu ol");
    list?.replaceChildren(...this.row.map((step) => {
      const link = Object.assign(document.createElement("a"), { href: `#at-${step.id}`, textContent: step.title });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  }
}
