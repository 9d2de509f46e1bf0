// One kernel over one websocket.
//
// Why not KernelConnection of @jupyterlab/services? It weighs 44 KB (gzip) against about 2 KB here, and its idea of a lost
// connection is a desktop's: it retries seven times by its own clock, cannot tell a dead socket on a phone that slept
// from a quiet one, and cannot say that the kernel is gone. A page needs only: comms, kernel_info as a ping, and the kernel's
// status. Everything else (retrying, asking for a new kernel) is decided in connection.js.
import { PROTOCOL, decode, encode, putBuffers } from "./wire.js";

export const uuid = () => {
  if (/** @type {any} */ (globalThis.crypto)?.randomUUID) return crypto.randomUUID(); // only offered on https and localhost
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
const GONE = new Set(["dead", "restarting", "autorestarting"]);

/** Models as a kernel or a file of states describes them: id → {module, version, name, state}. */
export const described = (states) => new Map(Object.entries(states).map(([id, m]) =>
  [id, { module: m.model_module, version: m.model_module_version, name: m.model_name, state: m.state }]));

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
