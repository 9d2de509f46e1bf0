// One kernel over one websocket.
//
// Why not KernelConnection of @jupyterlab/services? It weighs 44 KB (gzip) against about 2 KB here, and its idea of a lost
// connection is a desktop's: it retries seven times by its own clock, cannot tell a dead socket on a phone that slept
// from a quiet one, and cannot say that the kernel is gone. A page needs only: comms, kernel_info as a ping, and the kernel's
// status. Everything else (retrying, asking for a new kernel) is decided in connection.js.

export const uuid = () => {
  if (/** @type {any} */ (globalThis.crypto)?.randomUUID) return crypto.randomUUID(); // only offered on https and localhost
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
const GONE = new Set(["dead", "restarting", "autorestarting"]);

/** Models as a kernel or a file of states describes them: id → {module, version, name, state}. */
export const described = (states) => new Map(Object.entries(states).map(([id, m]) =>
  [id, { module: m.model_module, version: m.model_module_version, name: m.model_name, state: m.state }]));

// The Jupyter websocket protocol "v1.kernel.websocket.jupyter.org": one binary frame per message,
//   count of offsets (uint64 LE) · offsets (uint64 LE each) · channel · header · parent header · metadata · content · buffers…
// Described in jupyter_server's documentation ("WebSocket kernel wire protocols"). Frames stay far below 4 GB, so the
// high halves of the 64-bit numbers are zero and plain 32-bit access is enough (BigInt would lock out older phones).

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const bytes = (buffer) =>
  ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : new Uint8Array(buffer);

/** Turn a message ({channel, header, parent_header, metadata, content, buffers}) into one frame. */
function encode(message) {
  const { channel, header, parent_header = {}, metadata = {}, content, buffers = [] } = message;
  const texts = [header, parent_header, metadata, content].map((part) => encoder.encode(JSON.stringify(part)));
  const parts = [encoder.encode(channel), ...texts, ...buffers.map(bytes)];
  const start = 8 * (parts.length + 2);
  const frame = new Uint8Array(parts.reduce((sum, part) => sum + part.length, start));
  const view = new DataView(frame.buffer);
  view.setUint32(0, parts.length + 1, true);
  let at = start;
  parts.forEach((part, index) => {
    view.setUint32(8 * (index + 1), at, true);
    frame.set(part, at);
    at += part.length;
  });
  view.setUint32(8 * (parts.length + 1), at, true);
  return frame.buffer;
}

/** Read one frame; buffers come as DataViews, which is what widgets expect. */
function decode(data) {
  if (typeof data === "string") return JSON.parse(data); // the legacy protocol, if a server insists on it
  const view = new DataView(data);
  const count = view.getUint32(0, true);
  const offset = (index) => view.getUint32(8 * (index + 1), true);
  const slice = (index) => new Uint8Array(data, offset(index), offset(index + 1) - offset(index));
  const json = (index) => JSON.parse(decoder.decode(slice(index)));
  const buffers = [];
  for (let index = 5; index < count - 1; index += 1) {
    buffers.push(new DataView(data, offset(index), offset(index + 1) - offset(index)));
  }
  return {
    channel: decoder.decode(slice(0)), header: json(1), parent_header: json(2), metadata: json(3), content: json(4), buffers,
  };
}

/** Put binary buffers back into a widget state (the counterpart of `takeBuffers`; ipywidgets' messaging protocol). */
export function putBuffers(state, paths = [], buffers = []) {
  paths.forEach((path, index) => {
    let place = state;
    for (const step of path.slice(0, -1)) place = place[step];
    place[path[path.length - 1]] = buffers[index];
  });
  return state;
}

/** Split a widget state into plain JSON and its binary buffers, without touching the original. */
function takeBuffers(state) {
  const paths = [];
  const buffers = [];
  const walk = (value, path) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      paths.push(path);
      buffers.push(value);
      return Array.isArray(path) && typeof path[path.length - 1] === "number" ? null : undefined;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (value && typeof value === "object" && typeof value.toJSON !== "function") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
    }
    return value;
  };
  return { state: walk(state, []), buffer_paths: paths, buffers };
}

export class Kernel {
  /** @param {{baseUrl: string, id: string, sealing?: any}} options  `sealing` seals the connection (sealing.js) */
  constructor({ baseUrl, id, sealing = null }) {
    this.sealing = sealing;
    this.id = id;
    this.baseUrl = baseUrl;
    this.session = uuid(); // kept over reconnects: the server then replays what the kernel said meanwhile
    this.comms = new Map(); // comm id → {message(data, buffers, header), closed()}
    this.waiting = new Map(); // message id → called with the reply
    this.idle = new Map(); // message id → called when the kernel has finished with it
    /**
     * failed: the kernel could not do what it was told; opened: it opened a comm.
     * @type {{ lost(): void, dead(): void, failed(): void, opened(message: any): void }}
     */
    this.on = { lost() {}, dead() {}, failed() {}, opened() {} };
  }

  get live() {
    return this.socket?.readyState === 1 && (!this.channel || this.channel.written > 0);
  }

  /** Open the socket; rejects when it cannot be opened within `timeout` milliseconds. */
  open(timeout = 10000) {
    this.drop();
    const url = new URL(`${this.baseUrl}api/kernels/${this.id}/channels?session_id=${this.session}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    return new Promise((/** @type {(nothing?: any) => void} */ resolve, reject) => {
      const socket = new WebSocket(url, [PROTOCOL]);
      socket.binaryType = "arraybuffer";
      this.socket = socket;
      let opened = false;
      const timer = setTimeout(() => socket.close(), timeout);
      const channel = this.sealing?.channel(this.id);
      this.channel = channel;
      const begin = () => { opened = true; clearTimeout(timer); resolve(); };
      if (!channel) socket.onopen = begin;
      const heard = (event) => { if (this.socket === socket) this.take(decode(channel ? channel.open(event.data) : event.data)); };
      const greeted = (event) => { socket.send(channel.meet(event.data)); socket.onmessage = heard; begin(); };
      socket.onmessage = channel ? greeted : heard;
      socket.onclose = () => {
        clearTimeout(timer);
        if (!opened) reject(new Error("The socket could not be opened."));
        else if (this.socket === socket) { this.socket = null; this.on.lost(); }
      };
    });
  }

  /** Close the socket without telling anybody. */
  drop() {
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onclose = socket.onmessage = null;
    socket.close();
  }

  /** Send a message; returns its id, or null when there is no open socket. */
  send(type, content, { channel = "shell", metadata = {}, buffers = /** @type {any[]} */ ([]) } = {}) {
    if (!this.socket || !this.live) return null;
    const id = uuid();
    const header = { msg_id: id, msg_type: type, session: this.session, username: "", date: new Date().toISOString(), version: "5.3" };
    const message = { channel, header, parent_header: {}, metadata, content, buffers };
    if (this.channel) this.socket.send(this.channel.seal(encode(message)));
    else this.socket.send(this.socket.protocol === PROTOCOL ? encode(message) : JSON.stringify(message));
    return id;
  }

  /** Send a request and wait for its reply. */
  request(type, content, { timeout = 5000, channel = "shell" } = {}) {
    return new Promise((resolve, reject) => {
      const id = this.send(type, content, { channel });
      if (!id) { reject(new Error("Not connected.")); return; }
      const timer = setTimeout(() => { this.waiting.delete(id); reject(new Error(`No reply to ${type}.`)); }, timeout);
      this.waiting.set(id, (reply) => { clearTimeout(timer); resolve(reply); });
    });
  }

  /** Is anybody at the other end? Asked on the control channel, which answers while a callback still runs. */
  ping(timeout = 4000) {
    return this.request("kernel_info_request", {}, { timeout, channel: "control" }).then(() => true, () => false);
  }

  take(message) {
    const { channel, header, parent_header: parent, content } = message;
    const type = header.msg_type;
    if (channel !== "iopub") {
      this.waiting.get(parent.msg_id)?.(message);
      this.waiting.delete(parent.msg_id);
    } else if (type === "status") {
      if (content.execution_state === "idle") {
        this.idle.get(parent.msg_id)?.();
        this.idle.delete(parent.msg_id);
      } else if (GONE.has(content.execution_state)) this.on.dead();
    } else if (type === "comm_msg") {
      this.comms.get(content.comm_id)?.message(content.data, message.buffers || [], message);
    } else if (type === "comm_close") {
      this.comms.get(content.comm_id)?.closed?.();
      this.comms.delete(content.comm_id);
    } else if (type === "comm_open") this.on.opened(message);
    else if (type === "error") this.on.failed();
  }

  comm(id, data, buffers = /** @type {any[]} */ ([])) {
    return this.send("comm_msg", { comm_id: id, data }, { buffers });
  }

  /**
   * The state of every widget: id → {module, version, name, state}, asked for in one message.
   * Kernels without ipywidgets' control comm (before version 8) are asked for each model in turn.
   */
  states(timeout = 5000) {
    const ask = (control) => this.comm(control, { method: "request_states" });
    return this.statesOver("jupyter.widget.control", {}, ask, timeout).catch(() => this.statesOneByOne(timeout));
  }

  /** Of the states a page has from the file of this name, those that are others by now; rejects if the kernel knows no such file. */
  statesSince(name, timeout = 5000) {
    return this.statesOver("workshop.states", { since: name }, () => {}, timeout);
  }

  /** Open a comm to a target that answers with "update_states", then `ask` there. */
  statesOver(target, data, ask, timeout) {
    const comm = uuid();
    return new Promise((resolve, reject) => {
      const end = (how, value) => {
        clearTimeout(timer);
        this.comms.delete(comm);
        this.send("comm_close", { comm_id: comm, data: {} });
        how(value);
      };
      const refuse = () => end(reject, new Error(`No answer from ${target}.`));
      const timer = setTimeout(refuse, timeout);
      this.comms.set(comm, {
        message: (answer, buffers) => {
          if (answer.method !== "update_states") return;
          const states = Object.fromEntries(Object.entries(answer.states).map(([id, model]) => [id, model.state]));
          putBuffers(states, answer.buffer_paths, buffers);
          end(resolve, described(answer.states));
        },
        closed: refuse,
      });
      const asked = this.send("comm_open", { comm_id: comm, target_name: target, data }, { metadata: { version: "1.0.0" } });
      if (asked) ask(comm);
      else refuse();
    });
  }

  async statesOneByOne(timeout) {
    const info = await this.request("comm_info_request", { target_name: "jupyter.widget" }, { timeout });
    const ids = Object.keys(info.content.comms || {});
    const one = (id) => new Promise((resolve) => {
      const before = this.comms.get(id);
      const end = (entry) => { clearTimeout(timer); if (before) this.comms.set(id, before); else this.comms.delete(id); resolve(entry); };
      const timer = setTimeout(end, timeout, null);
      this.comms.set(id, {
        message: (data, buffers, message) => {
          if (data.method !== "update" || message.parent_header.msg_id !== asked) return;
          const state = putBuffers(data.state, data.buffer_paths, buffers);
          end([id, { module: state._model_module, version: state._model_module_version, name: state._model_name, state }]);
        },
      });
      const asked = this.comm(id, { method: "request_state" });
    });
    return new Map((await Promise.all(ids.map(one))).filter(Boolean));
  }
}

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
