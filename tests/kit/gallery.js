// A stand-in for the kernel's model, and a page that draws one view. ?view=name (see views.js), ?theme=dark.
import { renderView } from "/src/workshop/controls/static/kit.js";
import { VIEWS } from "./views.js";

/** Keeps state and calls listeners as an anywidget model does; `sent` and `saved` record what left the page. */
export class FakeModel {
  constructor(state) {
    this.state = { name: "gallery", view: {}, answer: {}, epoch: 0, seq: 0, ack: 0, words: window.KIT_WORDS, ...state };
    this.listeners = {};
    this.sent = [];
    this.saved = [];
    this.broken = false;
  }
  get(name) { return this.state[name]; }
  set(name, value) { this.state[name] = value; }
  save_changes() {
    if (this.broken) throw new Error("The connection is lost.");
    this.saved.push({ answer: structuredClone(this.state.answer), seq: this.state.seq });
  }
  send(content) {
    if (this.broken) throw new Error("The connection is lost.");
    this.sent.push(structuredClone(content));
  }
  on(name, run) { (this.listeners[name] ??= []).push(run); }
  off(name, run) { this.listeners[name] = (this.listeners[name] ?? []).filter((r) => r !== run); }
  emit(name, ...args) { for (const run of [...(this.listeners[name] ?? [])]) run(...args); }
  /** What the kernel does: change several traits in one message, then tell. */
  kernel(changes) {
    Object.assign(this.state, changes);
    for (const name of Object.keys(changes)) this.emit(`change:${name}`);
  }
}

const query = new URLSearchParams(location.search);
const name = query.get("view") ?? "all";
if (query.get("theme")) document.documentElement.dataset.theme = query.get("theme");
if (query.get("wall")) document.getElementById("main").className = "wall";
const el = document.getElementById("kit");
window.FakeModel = FakeModel;
window.VIEWS = VIEWS;
/** Draw a view; the test keeps the model as window.model. */
window.show = (view, state = {}) => {
  window.model = new FakeModel({ view, ...state });
  window.undraw = renderView(window.model, el);
  return true;
};
const { view, answer } = VIEWS[name] ?? VIEWS.all;
if (!query.get("wait")) window.show(view, { answer: answer ?? {} });
