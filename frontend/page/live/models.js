// Widget models for pages made of anywidgets only, which is what the workshop's own pages are. About 3 KB instead of the
// 110 KB of backbone, jquery, underscore and lumino behind @jupyter-widgets/base. Anything else is given to the full manager
// (full.js), which is loaded when a page holds such a widget and not before.
import { finish, render } from "./anywidget.js";
import { Outbox, putBuffers } from "./kernel.js";

/** The model an anywidget sees: get, set, save_changes, on, off, send, widget_manager. */
export class Model {
  constructor(manager, id, { module, name, state }) {
    this.widget_manager = manager;
    this.manager = manager;
    this.model_id = id;
    this.module = module;
    this.name = name;
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

  send(content, _callbacks, buffers = []) {
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
