// The life of a connection: connect, notice that it is lost, come back, and when the kernel is gone get a new one.
//
// Nothing here can lose what somebody typed: it went to the device before it went to the outbox. The page itself is never
// reloaded; a new kernel is had by fetching the page's own address in the background and reading the ids out of it.
import { render, style } from "./anywidget.js";
import { Kernel, described } from "./kernel.js";
import { opened } from "./knock.js";
import { LightManager } from "./models.js";
import { fill, idsOf } from "./places.js";

const FIRST = 400; // ms before the second try
const LONGEST = 20000;
const QUIET = 6000; // ms of first loading before the banner says anything
const BEAT = 5000; // ms between two looks at a connection that nobody uses: with the ping's 4 s a dead one is found in 10
const PARTING = 10000; // ms for which a page that goes elsewhere says of no outage: Firefox closes its socket long before the page
const REFUSALS = 4; // times that a kernel which is there refuses the socket, before another is asked for, once

const OVER = 410; // what the server says of a room that is over
const isHidden = () => document.visibilityState === "hidden";
const isOurs = (answer) => answer.headers.has("X-Workshop");

class Trouble extends Error {
  constructor(name, options = {}) { super(name); Object.assign(this, { name, ...options }); }
}

export class Connection {
  tries = 0;
  refused = 0;
  failed = 0;
  renewals = 0;

  constructor({ page, device, banner, places }) {
    this.page = page;
    this.device = device;
    this.banner = banner;
    this.places = places;
    this.state = "new";
    this.ended = false;
    /** @type {any} */
    this.manager = null;
    this.kernel = this.useKernel(page.config.kernelId);
    this.calm();
    this.beat = setInterval(() => this.listen(), BEAT);
    this.parted = -PARTING;
    addEventListener("beforeunload", ({ timeStamp }) => { this.parted = timeStamp; });
    // An error that is none (a ResizeObserver that was late) comes without one.
    addEventListener("error", ({ error }) => { if (error) this.wentWrong(); });
    banner.region?.querySelector("[data-action=reload]")?.addEventListener("click", () => location.reload());
    banner.region?.querySelector("[data-action=retry]")?.addEventListener("click", () => { this.wanted = true; if (this.running) this.hurry?.(); else this.run(); });
  }

  /** What is known of an outage; nothing at all while there is none. */
  calm() {
    this.tries = this.refused = this.failed = this.renewals = 0;
    this.unreached = false;
  }

  /** What seals the page's connection, where it came over plain HTTP with a key. */
  get sealing() { return this.page.config.private ? window.workshopSealing : null; }

  set state(state) { this.now = state; document.documentElement.dataset.connection = state; }

  get state() { return this.now; }

  useKernel(id) {
    /** @type {Kernel | undefined} */ (this.kernel)?.drop();
    this.kernel = new Kernel({ baseUrl: this.page.config.baseUrl, id, sealing: this.sealing });
    this.kernel.on.lost = () => { if (this.state === "live") this.lost(); };
    this.kernel.on.dead = () => this.gone();
    this.kernel.on.failed = () => this.wentWrong();
    this.page.kernelId = id;
    this.needsNew = false;
    this.fresh = true; // nothing of this kernel is on the page yet
    this.drawnFrom = ""; // the file of states that the page was drawn from, before the kernel was asked for anything
    return this.kernel;
  }

  /** Connect, and keep trying until it works, the room is over, or the page is left. */
  async run() {
    if (this.running) { this.hurry?.(); return; }
    this.running = true;
    const patience = setTimeout(() => { if (this.state === "new") this.banner.say("trying"); }, QUIET);
    if (this.state === "new") this.drawn = this.draw();
    while (!this.ended && !this.page.left) {
      try {
        await this.attempt();
        break;
      } catch (problem) {
        this.kernel.drop();
        this.manager?.hold();
        if (!(problem instanceof Trouble)) console.warn(problem);
        if (problem.final) { this.end(problem); break; }
        if (problem.name === "rested") { this.banner.say("rested", { action: "retry" }); this.state = "lost"; break; }
        this.explain(problem);
        await this.rest(problem.after ?? Math.min(LONGEST, FIRST * 2 ** this.tries));
        this.tries += 1;
      }
    }
    clearTimeout(patience);
    this.running = false;
  }

  /** Something went wrong in the page or in its kernel: both go on, but may not show what was done last. */
  wentWrong() { if (this.state === "live") this.banner.say("failed", { action: "reload" }); }

  /** Say what kind of outage this is. It is said once: what comes and goes within it is not. */
  explain({ name, sentence }) {
    if (name === "away") this.unreached = true;
    if (["full", "kernel_failed", "blocked", "no_cookie"].includes(name)) this.banner.say(name, { sentence, action: "retry" });
    else if (name === "away") this.sayLost();
  }

  sayLost() {
    if (!this.page.left && performance.now() - this.parted >= PARTING) this.banner.say("lost", { action: "retry" });
  }

  /** Wait a little, unevenly so that thirty phones don't knock together; shorter when something suggests it. */
  rest(ms) {
    return new Promise((/** @type {(nothing?: any) => void} */ resolve) => {
      const timer = setTimeout(resolve, ms * (0.6 + 0.4 * Math.random()));
      this.hurry = () => { clearTimeout(timer); resolve(); };
    }).finally(() => { this.hurry = null; });
  }

  async attempt() {
    if (this.needsNew) await this.renew();
    try {
      await this.kernel.open();
    } catch {
      const found = await this.look();
      this.needsNew = found === "gone" || found === "rested";
      if (this.needsNew) throw new Trouble("gone", { after: this.renewals ? undefined : 0 });
      if (found !== "there") throw new Trouble("away");
      this.refused += 1; // the server answers and the kernel is there, but the socket is refused
      this.needsNew = this.refused === REFUSALS && !this.renewals;
      throw new Trouble(this.refused > REFUSALS ? "blocked" : "refused");
    }
    await this.drawn;
    await this.adopt(await this.news() ?? await this.all());
    const before = this.state;
    this.state = "live";
    if (!this.kernel.live) throw new Trouble("away", { after: 0 });
    this.calm();
    if (before !== "new" && this.banner.shown) this.banner.sayBriefly(this.renewed ? "kernel_back" : "back");
    else this.banner.clear();
    this.renewed = false;
    document.documentElement.dataset.ready = "yes";
    performance.mark("workshop-ready");
  }

  /** What has changed since the file that the page was drawn from; null if it was not, or if the kernel can't tell. */
  async news() {
    const since = this.drawnFrom;
    this.drawnFrom = "";
    return since ? this.kernel.statesSince(since).catch(() => null) : null;
  }

  /** The states of all widgets of the kernel. */
  async all() {
    const states = await this.kernel.states();
    const ids = this.newIds ?? this.places.map((place) => place.id);
    if (ids.length && !ids.some((id) => states.has(id))) { // the kernel was restarted: its widgets are gone
      this.needsNew = true;
      throw new Trouble("gone", { after: this.tries ? undefined : 0 });
    }
    return states;
  }

  /** Does the kernel still exist? "there", "gone", or "away" when nobody answers. */
  async look() {
    try {
      const answer = await this.fetch(`${this.page.config.baseUrl}api/kernels/${this.kernel.id}`, 6000);
      if (!isOurs(answer)) return "away";
      return answer.ok ? "there" : answer.status === 410 ? "rested" : answer.status < 500 ? "gone" : "away";
    } catch { return "away"; }
  }

  /** @param {RequestInit} options */
  fetch(url, timeout, options = { cache: "no-store" }) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeout);
    return fetch(url, { credentials: "same-origin", signal: controller.signal, ...options }).finally(() => clearTimeout(timer));
  }

  /** This page as the server gives it now. */
  ownPage() {
    return opened(async () => {
      const answer = await this.fetch(location.pathname + location.search, 60000);
      return { answer, html: new DOMParser().parseFromString(await answer.text(), "text/html") };
    }, this.sealing?.knock);
  }

  /** The browser has lost its cookie, not its place: send the form that asks for the code, with the pass instead. */
  async comeBack(html) {
    const form = html.querySelector("form.enter");
    if (!form) return false;
    const body = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)].filter(([name]) => name !== "code")));
    if (this.sealing) {
      body.set("sealed", await this.sealing.seal({ pass: this.device.pass, language: body.get("language") ?? "" }));
      body.delete("pass");
    } else body.set("pass", this.device.pass);
    const answer = await this.fetch(`${this.page.config.baseUrl}join`, 20000, { method: "POST", body });
    return answer.ok || (Boolean(this.sealing) && answer.status === 401); // the page itself asks for one more proof
  }

  /** Fetch this page again in the background, for a new kernel and the ids of its widgets. */
  async renew() {
    if (!this.wanted && await this.look() === "rested") throw new Trouble("rested");
    this.wanted = false;
    if (this.state !== "new" && !this.unreached && !this.refused) this.banner.say("kernel_gone");
    let answer;
    let html;
    try {
      ({ answer, html } = await this.ownPage());
      if (answer.status === 403 && this.device.pass && await this.comeBack(html)) ({ answer, html } = await this.ownPage());
    } catch { throw new Trouble("away"); }
    // A Wi-Fi that asks for its own sign-in, or a proxy, answers for the server: that says nothing about the room.
    if (!isOurs(answer)) throw new Trouble("away");
    const sentence = html.querySelector("[data-sentence], [role=alert], main p")?.textContent.trim();
    if (answer.status === 503) throw new Trouble("full", { sentence, after: 1000 * Number(answer.headers.get("Retry-After") || 15) });
    if (answer.status >= 500) {
      this.failed += 1; // a server that is just starting, or a proxy in front of one, says so too
      throw new Trouble(this.failed < 3 ? "away" : "kernel_failed");
    }
    if (answer.status === OVER) throw new Trouble("ended", { final: true });
    const config = JSON.parse(html.getElementById("workshop-config")?.textContent || "null");
    if (config && this.sealing) Object.assign(config, this.sealing.open(config.private));
    const { deviceKey } = this.page.config;
    if (!answer.ok || !config?.kernelId) { // the browser lost its cookie; joining once more in any tab brings it back
      throw new Trouble("no_cookie", { after: 10000, sentence: location.pathname.includes("/part/") ? undefined : sentence });
    }
    if (config.deviceKey !== deviceKey) throw new Trouble("elsewhere", { final: true });
    this.page.goodbye(); // if the old kernel lives on, restarted and empty, nobody needs it
    Object.assign(this.page.config, { kernelId: config.kernelId, ticket: config.ticket });
    this.useKernel(config.kernelId);
    this.newIds = idsOf(html);
    this.renewed = true;
    this.renewals += 1;
  }

  /**
   * Draw what every visitor sees first, from a file that the browser keeps, while the kernel is still on its way.
   * What is entered meanwhile waits in the outbox. Without the file, the page is drawn when the kernel has answered.
   */
  async draw() {
    const { states: url } = this.page.config;
    if (!url) return;
    try {
      const answer = await this.fetch(url, 10000, { cache: "default" });
      if (!answer.ok) return;
      const states = described(await answer.json());
      if (!LightManager.handles(this.shown(states))) return;
      await this.device.ready;
      this.manager = new LightManager(this.kernel);
      await this.manager.take(states);
      await this.fillPlaces();
      this.fresh = false;
      this.drawnFrom = url.split("/").pop();
      performance.mark("workshop-drawn");
    } catch (problem) { console.warn(problem); }
  }

  /** Take the kernel's widgets onto the page. */
  async adopt(states) {
    const redraw = this.fresh || !this.manager.light;
    const old = redraw ? this.manager : null;
    if (this.newIds) this.match(states);
    if (redraw) {
      const Manager = LightManager.handles(this.shown(states)) ? LightManager : (await import("./full.js")).FullManager;
      this.manager = new Manager(this.kernel, { render, style });
    }
    await this.manager.take(states);
    this.manager.release({ again: true });
    await this.greet();
    if (!redraw) return;
    await this.fillPlaces();
    old?.dispose();
    this.fresh = false;
  }

  /** The widgets among these that have a place on the page. */
  shown(states) {
    return this.places.map((place) => states.get(place.id)).filter(Boolean);
  }

  fillPlaces() {
    return Promise.all(this.places.map((place) => fill(place, this.manager, this.page.config.words.missing)));
  }

  /** Give every place its widget in the new kernel: by name where it has one, else by order. */
  match(states) {
    const ids = this.newIds ?? [];
    const byName = new Map([...states].map(([id, entry]) => /** @type {[string, string]} */ ([entry.state.name, id])).filter(([name, id]) => name && ids.includes(id)));
    this.places.forEach((place, index) => { place.id = byName.get(place.name) ?? ids[index]; });
    this.newIds = null;
  }

  /** Tell the page's own widget who is here; it is the only one that learns the ticket. */
  async greet() {
    await this.device.ready;
    const model = this.manager.named("page");
    if (!model) return;
    const { ticket, surface } = this.page.config;
    if (document.body.classList.contains("page-participant")) this.device.keepPass(this.sealing ? `~${ticket}` : ticket); // "~": it travels sealed; not a facilitator's
    model.send({ event: "hello", ticket, surface, url_path: location.pathname, hidden: isHidden() });
    if (model === this.greeted) return;
    this.greeted = model;
    model.on("msg:custom", (content) => { if (content?.event === "forget") this.device.forget(); });
  }

  /** A quiet signal to the facilitator; false when it cannot be sent now. */
  signal(kind) {
    const model = this.state === "live" && this.manager?.named("page");
    if (!model) return false;
    model.send({ event: "action", action: "signal", args: { kind } });
    return true;
  }

  /** A phone in a pocket falls silent and is still here: the kernel hears of it before that. */
  sayHidden() {
    if (this.state === "live") this.manager?.named("page")?.send({ event: "action", action: "hidden", args: { hidden: isHidden() } });
  }

  /** Take back all that this device shared. Resolves to how much of it stays in the room; null if nobody answers in time. */
  takeBack(patience = 3000) {
    const model = this.takeBackNow();
    if (!model) return Promise.resolve(null);
    return new Promise((resolve) => {
      const end = (left) => { clearTimeout(timer); model.off("msg:custom", hear); resolve(left); };
      const hear = (content) => { if (content?.event === "taken-back") end(content.left); };
      const timer = setTimeout(() => end(null), patience);
      model.on("msg:custom", hear);
    });
  }

  /** The same without waiting for an answer, for a page that is left; false if it can't be sent now. */
  takeBackNow() {
    const model = this.state === "live" && this.manager?.named("page");
    if (!model) return false;
    model.send({ event: "action", action: "take-back", args: {} });
    return model;
  }

  /** Is the connection as alive as it looks? A frozen phone keeps a socket that nobody answers. */
  async check() {
    if (this.ended || this.page.left) return;
    if (this.state !== "live") { this.run(); return; }
    if (this.checking) return;
    this.checking = true;
    this.manager.hold();
    const kernel = this.kernel;
    const alive = kernel.live && navigator.onLine !== false && await this.answers(kernel);
    this.checking = false;
    if (kernel !== this.kernel || this.state !== "live") return;
    if (alive) this.manager.release();
    else this.lost();
  }

  /** Between two messages nobody would notice that the other end has fallen silent: ask now and then, while somebody looks. */
  async listen() {
    if (this.state !== "live" || this.checking || this.page.left || isHidden()) return;
    const { kernel } = this;
    if (await kernel.ping() || kernel !== this.kernel || this.state !== "live" || this.checking) return;
    this.lost();
  }

  /** Ask the kernel itself, and the server about it: a kernel that was ended meanwhile need not be waited for. */
  answers(kernel) {
    const ping = kernel.ping();
    return Promise.race([ping, this.look().then((found) => (found === "gone" || found === "rested" ? false : ping))]);
  }

  lost() {
    this.state = "lost";
    this.manager?.hold();
    this.kernel.drop();
    this.sayLost();
    this.run();
  }

  /** The kernel died, or was restarted without its widgets. */
  gone() {
    this.needsNew = true;
    if (this.state === "live") this.lost();
  }

  /** The room is over: nothing more to connect to, everything on the device stays until it is exported or forgotten. */
  end({ name }) {
    this.ended = true;
    clearInterval(this.beat);
    this.state = "ended";
    this.banner.say(name, { action: "save" });
  }
}
