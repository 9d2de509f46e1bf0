// Widget models for pages made of anywidgets only, which is what the workshop's own pages are. About 3 KB instead of the
// 110 KB of backbone, jquery, underscore and lumino behind @jupyter-widgets/base. Anything else is given to the full manager
// (full.js), which is loaded when a page holds such a widget and not before.
import { finish, render } from "./anywidget.js";
import { putBuffers, takeBuffers } from "./wire.js";

const PATIENCE = 1500; // ms without an "idle" after which the next change is sent anyway

/** The model an anywidget sees: get, set, save_changes, on, off, send, widget_manager. */
export class Model {
  constructor(manager, id, { module, name, state }) {
    Object.assign(this, { widget_manager: manager, manager, model_id: id, module, name });
    this.state = state;
    this.dirty = {}; // set here, not yet handed to the outbox
    this.handlers = new Map();
  }

  get(key) { return this.state[key]; }

  set(key, value) {
    const changes = typeof key === "object" ? key : { [key]: value };
    Object.assign(this.dirty, changes);
    this.apply(changes);
  }

  /** Take values from either side, and tell those who listen. */
  apply(changes) {
    const changed = Object.keys(changes).filter((key) => this.state[key] !== changes[key]);
    Object.assign(this.state, changes);
    for (const key of changed) this.emit(`change:${key}`, this, this.state[key], {});
    if (changed.length) this.emit("change", this, {});
  }

  save_changes() {
    if (!Object.keys(this.dirty).length) return;
    this.manager.outbox.update(this, this.dirty);
    this.dirty = {};
  }

  send(content, callbacks, buffers = []) {
    this.manager.outbox.custom(this, content, buffers);
  }

  /** Take back messages that the kernel has not confirmed yet, if `which(content)` says so. */
  recall(which) { this.manager.outbox.recall(this, which); }

  on(names, handler) {
    for (const name of names.split(/\s+/)) {
      if (!this.handlers.has(name)) this.handlers.set(name, []);
      this.handlers.get(name).push(handler);
    }
  }

  off(names, handler) {
    const list = names ? names.split(/\s+/) : [...this.handlers.keys()];
    for (const name of list) {
      const kept = handler ? (this.handlers.get(name) || []).filter((one) => one !== handler) : [];
      this.handlers.set(name, kept);
    }
  }

  emit(name, ...values) {
    for (const handler of [...(this.handlers.get(name) || [])]) {
      try { handler(...values); } catch (error) { console.error(error); }
    }
  }

  /** A message of the kernel on this model's comm. */
  message(data, buffers, { parent_header: parent }) {
    if (data.method === "custom") this.emit("msg:custom", data.content, buffers);
    else if (data.method === "update" || data.method === "echo_update") {
      // our own changes come back as echoes; by then the person may have typed on
      if (data.method === "echo_update" && parent.session === this.manager.kernel.session) return;
      this.apply(putBuffers(data.state, data.buffer_paths, buffers));
    }
  }
}

/**
 * What is on its way to the kernel, in order. One message per model is under way at a time: changes made meanwhile are
 * merged. Nothing leaves the box before the kernel has said that it is done with it, so that after a lost connection the
 * rest is sent again.
 */
class Outbox {
  constructor(manager) {
    this.manager = manager;
    this.entries = [];
    this.held = true;
  }

  update(model, changes) {
    const last = this.entries.filter((entry) => entry.model === model).pop();
    if (last && last.changes && !last.sent) Object.assign(last.changes, changes);
    else this.entries.push({ model, changes: { ...changes } });
    this.flush();
  }

  custom(model, content, buffers) {
    this.entries.push({ model, content, buffers });
    this.flush();
  }

  recall(model, which) {
    this.entries = this.entries.filter((entry) => entry.model !== model || entry.changes || !which(entry.content));
  }

  /** Names of the values of `model` that the kernel may not know yet. */
  pending(model) {
    return new Set(this.entries.filter((e) => e.model === model && e.changes).flatMap((e) => Object.keys(e.changes)));
  }

  hold() { this.held = true; }

  /** After a reconnect: what was not acknowledged counts as not sent. */
  release({ again = false } = {}) {
    this.held = false;
    if (again) for (const entry of this.entries) entry.sent = null;
    this.flush();
  }

  flush() {
    const { kernel } = this.manager;
    if (this.held || !kernel.live) return;
    const busy = new Set();
    for (const entry of [...this.entries]) {
      if (entry.sent) { if (!entry.impatient) busy.add(entry.model); continue; }
      if (entry.changes && busy.has(entry.model) && !this.overtaken(entry)) continue;
      this.post(entry, kernel);
      if (entry.changes) busy.add(entry.model);
    }
  }

  /** A tap waits behind this change: it must not arrive before the words it is about. */
  overtaken(entry) {
    const behind = this.entries.slice(this.entries.indexOf(entry) + 1);
    return behind.some((other) => other.model === entry.model && !other.changes && !other.sent);
  }

  post(entry, kernel) {
    const { state, buffer_paths, buffers } = takeBuffers(entry.changes || entry.content);
    const data = entry.changes ? { method: "update", state, buffer_paths } : { method: "custom", content: state };
    entry.sent = kernel.comm(entry.model.model_id, data, [...buffers, ...(entry.buffers || [])]);
    entry.impatient = false;
    if (!entry.sent) return;
    const sent = entry.sent;
    const timer = setTimeout(() => { if (entry.sent === sent) { entry.impatient = true; this.flush(); } }, PATIENCE);
    kernel.idle.set(sent, () => {
      clearTimeout(timer);
      this.entries = this.entries.filter((one) => one !== entry);
      this.flush();
    });
  }
}

/** Models and views of one kernel. */
export class LightManager {
  constructor(kernel) {
    this.kernel = kernel;
    this.models = new Map();
    this.light = true;
    this.outbox = new Outbox(this);
    kernel.on.opened = ({ content, buffers }) => {
      if (content.target_name !== "jupyter.widget") return;
      const state = putBuffers(content.data.state, content.data.buffer_paths, buffers);
      this.add(content.comm_id, { module: state._model_module, name: state._model_name, state });
    };
  }

  /** Can this manager draw all of these? */
  static handles(entries) {
    return entries.every((entry) => entry.module === "anywidget");
  }

  add(id, entry) {
    const model = new Model(this, id, entry);
    this.models.set(id, model);
    this.kernel.comms.set(id, {
      message: (...args) => model.message(...args),
      closed: () => { model.emit("destroy"); this.models.delete(id); },
    });
    return model;
  }

  /** Make models from states, or refresh those that exist; what the person changed meanwhile stays theirs. */
  async take(states) {
    for (const [id, entry] of states) {
      const model = this.models.get(id);
      if (!model) { this.add(id, entry); continue; }
      const keep = this.outbox.pending(model);
      const news = Object.entries(entry.state).filter(([key, value]) =>
        !keep.has(key) && !(key in model.dirty) && JSON.stringify(value) !== JSON.stringify(model.state[key]));
      model.apply(Object.fromEntries(news));
    }
  }

  async get_model(id) {
    const model = this.models.get(id.replace(/^IPY_MODEL_/, ""));
    if (!model) throw new Error(`There is no widget ${id}.`);
    return model;
  }

  named(name) {
    return [...this.models.values()].find((model) => model.get("name") === name);
  }

  async mount(id, el) {
    return render(await this.get_model(id), el);
  }

  hold() { this.outbox.hold(); }

  release(options) { this.outbox.release(options); }

  dispose() {
    this.outbox.hold();
    for (const [id, model] of this.models) { this.kernel.comms.delete(id); finish(model); }
    this.models.clear();
  }
}
