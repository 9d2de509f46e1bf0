import { takeBuffers } from "./wire.js";

const PATIENCE = 1500; // ms without an "idle" after which the next change is sent anyway

/**
 * What is on its way to the kernel, in order. One message per model is under way at a time: changes made meanwhile are
 * merged. Nothing leaves the box before the kernel has said that it is done with it, so that after a lost connection the
 * rest is sent again.
 */
export class Outbox {
  constructor(manager) {
    this.manager = manager;
    this.entries = [];
    this.held = true;
  }

  update(model, changes) {
    const last = this.entries.filter((entry) => entry.model === model).pop();
    if (last?.changes && !last.sent) Object.assign(last.changes, changes);
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
