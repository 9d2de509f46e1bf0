// What this device keeps: answers by exercise, and the pass with which it is the same person again when its cookie is lost.
//
// By default in the session storage of the tab, sealed and gone with it; in local storage if the person asks; in memory
// where the browser forbids storage. Two tabs of one person are one person: a new tab asks an open one for its pass and
// answers (BroadcastChannel), and every later change is passed on; with local storage the storage event does that.
// Nothing here is ever sent to the server but the pass, which the server made: to join again (site.js, connection.js).

import { xchacha20poly1305 } from "@noble/ciphers/chacha";
import { isEmpty } from "../kit/path.js";
import { bytesOf, textOf } from "./base64url.js";

const ROOT = "workshop:";
const storage = (name) => {
  try {
    const store = globalThis[name];
    store.setItem(`${ROOT}?`, "1");
    store.removeItem(`${ROOT}?`);
    return store;
  } catch { return null; } // forbidden, full, or a private window that keeps nothing
};
const memory = () => {
  const map = new Map();
  return {
    getItem: (key) => map.get(key) ?? null, setItem: (key, value) => map.set(key, value), removeItem: (key) => map.delete(key),
    key: (index) => [...map.keys()][index] ?? null, get length() { return map.size; },
  };
};
const keysOf = (store, prefix) =>
  Array.from({ length: store.length }, (_, index) => store.key(index)).filter((key) => key?.startsWith(prefix));
const newLineage = () => String(crypto.getRandomValues(new Uint32Array(2)));

// What somebody asked to keep on the device: the same for every room of one workshop, so that the next evening finds it, and
// another workshop at this address does not. Only what makes them the same person in one room stays with that room, and so
// does how far an answer went in it.

const KEPT = `${ROOT}kept`;
const OF_ALL = `${KEPT}:`; // before workshops were told apart
const ACROSS = ["answer:", "remember", "room"];

const isBlank = (text) => { try { return isEmpty(JSON.parse(text)); } catch { return true; } };

/**
 * What was kept before goes to the workshop in which it was kept last, if that can be told, else to the server's first. It is
 * newer than what is there: only a page from before can have written it since, and what is written here takes it away.
 */
function carryOver(store, kept) {
  for (const name of keysOf(store, OF_ALL)) {
    const [text, now] = [store.getItem(name), kept + name.slice(OF_ALL.length)];
    if (store.getItem(now) === null || !isBlank(text)) store.setItem(now, text);
    store.removeItem(name);
  }
}

/** Local storage as the store of one room: its names stand for names that all rooms of its workshop have together. */
function acrossRooms(store, prefix, workshop) {
  const kept = workshop.name ? `${KEPT}@${encodeURIComponent(workshop.name)}:` : OF_ALL;
  const heir = workshop.name && (workshop.first || store.getItem(`${OF_ALL}room`) === prefix);
  if (heir) {
    try { carryOver(store, kept); } catch { /* full: what could not be carried stays for the next time */ }
  }
  const among = (names, name) => (name.startsWith(prefix) && ACROSS.some((way) => name.startsWith(way, prefix.length))
    ? names + name.slice(prefix.length) : name);
  const outside = (name) => among(kept, name);
  const outdate = (name) => { if (heir && outside(name) !== name) store.removeItem(among(OF_ALL, name)); };
  const inside = (name) => (name?.startsWith(kept) ? prefix + name.slice(kept.length) : name);
  const own = {
    area: store, inside,
    getItem: (name) => store.getItem(outside(name)),
    setItem(name, text) { store.setItem(outside(name), text); outdate(name); },
    removeItem(name) { store.removeItem(outside(name)); outdate(name); },
    key: (index) => inside(store.key(index)),
    get length() { return store.length; },
    /** From now on this is kept for this room: nothing in it was shared here. */
    enter() {
      if (own.getItem(`${prefix}room`) === prefix) return;
      for (let index = 0; index < store.length; index += 1) {
        const name = store.key(index);
        if (!name.startsWith(`${kept}answer:`)) continue;
        const answer = Object.entries(JSON.parse(store.getItem(name)) ?? {}).filter(([field]) => !field.startsWith("_"));
        store.setItem(name, JSON.stringify(Object.fromEntries(answer)));
      }
      own.setItem(`${prefix}room`, prefix);
    },
  };
  return own;
}

// Storage that keeps nothing readable. A browser writes even its session storage to disk, and leaves it there after the tab is
// closed; so what a tab keeps of a room is sealed with a key that comes with each page and stands nowhere on the device.
// It goes with the room: then what may be left on the disk is noise. (`crypto.subtle` is missing without HTTPS.)
const NONCE = 24;
const hexBytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/**
 * @param {Storage} store  where the sealed texts lie
 * @param {string} key  64 hex digits
 */
export function sealed(store, key) {
  const secret = hexBytes(key);
  const names = new TextEncoder();
  /** The name belongs to what is sealed: a text can't be moved under another name. */
  const cipher = (name, nonce) => xchacha20poly1305(secret, nonce, names.encode(name));
  /** The pass says nothing of a person, and the site's first page, which has no key, reads it (site.js). */
  const open = (name) => name.endsWith(":pass");
  return {
    getItem(name) {
      if (open(name)) return store.getItem(name);
      const text = store.getItem(name);
      if (text === null) return null;
      try {
        const all = bytesOf(text);
        return new TextDecoder().decode(cipher(name, all.subarray(0, NONCE)).decrypt(all.subarray(NONCE)));
      } catch { return null; } // of another room's key, or damaged
    },
    setItem(name, text) {
      if (open(name)) { store.setItem(name, text); return; }
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
      const shut = cipher(name, nonce).encrypt(names.encode(text));
      const all = new Uint8Array(NONCE + shut.length);
      all.set(nonce);
      all.set(shut, NONCE);
      store.setItem(name, textOf(all));
    },
    removeItem: (name) => store.removeItem(name),
    key: (index) => store.key(index),
    get length() { return store.length; },
  };
}

export class Device {
  /**
   * @param {string} room  the room's key on this device; empty for someone working alone
   * @param {((tab: Storage) => any) | null} seal  seals the tab's store, see `sealed`; without it nothing is kept beyond the page
   * @param {{ name?: string, first?: boolean }} workshop  of the room, and whether it is the server's first
   */
  constructor(room = "", seal = null, workshop = {}) {
    this.prefix = `${ROOT}${room || "alone"}:`;
    const tab = storage("sessionStorage");
    this.session = tab && seal ? seal(tab) : null;
    const device = storage("localStorage");
    this.local = device && acrossRooms(device, this.prefix, workshop);
    this.fallback = memory();
    this.watchers = new Set();
    this.closed = false;
    /** Called when another tab was left. @type {null | (() => void)} */
    this.onleft = null;
    this.store = this.remembers() ? this.local : this.session ?? this.fallback;
    if (this.place === "local") this.local.enter();
    globalThis.addEventListener?.("storage", (event) => this.elsewhere(event));
    this.join(room);
  }

  /** Where things are kept now: "local", "session" or "memory". */
  get place() {
    return this.store === this.local ? "local" : this.store === this.session ? "session" : "memory";
  }

  remembers() { return Boolean(this.local?.getItem(`${this.prefix}remember`)); }

  /** Keep everything beyond the tab (true) or only in it (false); returns whether that worked. */
  remember(on) {
    const target = on ? this.local : this.session ?? this.fallback;
    if (this.closed || !target) return false;
    const from = this.store;
    if (target !== from) {
      try {
        for (const key of keysOf(from, this.prefix)) target.setItem(key, from.getItem(key));
      } catch {
        for (const key of keysOf(target, this.prefix)) target.removeItem(key);
        return false;
      }
      for (const key of keysOf(from, this.prefix)) from.removeItem(key);
    }
    this.store = target;
    if (on) {
      target.setItem(`${this.prefix}remember`, "1");
      target.setItem(`${this.prefix}room`, this.prefix);
    } else for (const name of ["remember", "room"]) for (const store of [target, this.local]) store?.removeItem(this.prefix + name);
    this.post({ kind: "moved", on });
    return true;
  }

  /** Keep the pass that came with the page: with it the server knows who this is. */
  keepPass(pass) { if (!this.closed && pass) this.write("pass", pass); }

  get pass() { return this.read("pass"); }

  /** Does it keep anything of this room? Not any more once somebody has left, or deleted all, in any tab. */
  knows() {
    return [this.session, this.local, this.fallback].some((store) => store?.getItem(`${this.prefix}pass`)); // wherever it has moved
  }

  get(name) { return this.read(`answer:${name}`); }

  /** Keep an answer; returns false when it is held in memory only. */
  put(name, value) {
    if (this.closed) return false;
    const kept = this.write(`answer:${name}`, value);
    this.post({ kind: "put", name, value, lineage: this.lineage() });
    return kept && this.place !== "memory";
  }

  remove(name) {
    this.store.removeItem(`${this.prefix}answer:${name}`);
    this.post({ kind: "remove", name, lineage: this.lineage() });
  }

  /** Every answer kept for this room: name → answer. */
  all() {
    const prefix = `${this.prefix}answer:`;
    return Object.fromEntries(keysOf(this.store, prefix).map((key) => [key.slice(prefix.length), this.get(key.slice(prefix.length))]));
  }

  /** Could something of this device be in the room? True from the moment that anything but "only me" was chosen. */
  mayBeShared() {
    return Object.values(this.all()).some((answer) => answer?._shared || ["count", "words"].includes(answer?._level));
  }

  /** Forget one answer, or everything of every room on this device. */
  forget(name) {
    if (name) { this.remove(name); return; }
    this.wipe();
    this.post({ kind: "forgotten" });
    this.tell(null, undefined);
  }

  /** Before the page is left: clear everything, keep nothing more, and let the other tabs do the same. */
  leave() {
    this.closed = true;
    this.wipe();
    this.post({ kind: "left" });
  }

  wipe() {
    for (const store of [this.session, this.local, this.fallback]) {
      if (store) for (const key of keysOf(store, ROOT)) store.removeItem(key);
    }
    this.store = this.session ?? this.fallback;
  }

  /** Call `run(name, value)` when another tab changes an answer; `name` is null when all is forgotten. */
  subscribe(run) {
    this.watchers.add(run);
    return () => this.watchers.delete(run);
  }

  tell(name, value) { for (const run of [...this.watchers]) run(name, value); }

  read(key) {
    try { return JSON.parse(this.store.getItem(this.prefix + key)) ?? undefined; } catch { return undefined; }
  }

  write(key, value) {
    const text = JSON.stringify(value);
    try { this.store.setItem(this.prefix + key, text); return true; } catch { /* full, or forbidden since */ }
    for (const old of keysOf(this.store, this.prefix)) this.fallback.setItem(old, this.store.getItem(old));
    this.fallback.setItem(this.prefix + key, text);
    this.store = this.fallback;
    return false;
  }

  // ---------------------------------------------------------------- other tabs

  /** Ask an open tab of the same room who we are; `ready` resolves when it answered or nobody did. */
  join(room) {
    this.ready = Promise.resolve();
    if (typeof BroadcastChannel !== "function") return;
    this.channel = new BroadcastChannel(`${ROOT}${room || "alone"}`);
    this.channel.onmessage = ({ data }) => this.hear(data);
    if (this.pass || this.place === "local") return;
    this.ready = new Promise((/** @type {(nothing?: any) => void} */ resolve) => { this.welcomed = resolve; setTimeout(resolve, 60); });
    this.post({ kind: "hello" });
  }

  post(message) { try { this.channel?.postMessage(message); } catch { /* a value that cannot be copied */ } }

  /** Which tabs write the same answers together: all that were welcomed by one of them. */
  lineage() {
    if (!this.read("lineage")) this.write("lineage", newLineage());
    return this.read("lineage");
  }

  /**
   * Take what the other tab has beside what this one has; nothing that was written in either is replaced. A tab that slept could
   * not answer in time, so they may have gone different ways: then each keeps a lineage of its own.
   */
  meet({ lineage, answers }) {
    const own = this.read("lineage");
    if (own === lineage) return; // it heard all that the other did
    if (!own) this.write("lineage", lineage);
    for (const [name, value] of Object.entries(answers)) {
      if (!isEmpty(this.get(name)) || isEmpty(value)) continue;
      this.write(`answer:${name}`, value);
      this.tell(name, value);
    }
  }

  /** Would this word from another tab replace something that it never knew? */
  collides({ kind, name, lineage }) {
    return (kind === "put" || kind === "remove") && this.place !== "local" && lineage !== this.lineage() && !isEmpty(this.get(name));
  }

  hear(data) {
    if (this.closed || this.collides(data)) return;
    if (data.kind === "hello" && this.pass) this.post({ kind: "welcome", pass: this.pass, answers: this.all(), lineage: this.lineage() });
    else if (data.kind === "welcome") {
      this.meet(data);
      if (!this.pass) this.write("pass", data.pass);
      this.welcomed?.();
    } else if (data.kind === "put") {
      if (this.place !== "local") this.write(`answer:${data.name}`, data.value);
      this.tell(data.name, data.value);
    } else if (data.kind === "remove") {
      this.store.removeItem(`${this.prefix}answer:${data.name}`);
      this.tell(data.name, undefined);
    } else if (data.kind === "moved" && data.on !== (this.place === "local")) this.follow(data.on);
    else if (data.kind === "forgotten") { this.wipe(); this.tell(null, undefined); }
    else if (data.kind === "left") { this.closed = true; this.wipe(); this.onleft?.(); }
  }

  /** Another tab moved everything: use the same place from now on. */
  follow(on) {
    const from = this.store;
    const target = on ? this.local : this.session ?? this.fallback;
    if (!target || target === from) return;
    for (const key of keysOf(from, this.prefix)) {
      if (target.getItem(key) === null && !/:(remember|room)$/.test(key)) target.setItem(key, from.getItem(key));
    }
    if (on) for (const key of keysOf(from, this.prefix)) from.removeItem(key);
    this.store = target;
  }

  /** Local storage changed in another tab, perhaps one without BroadcastChannel. */
  elsewhere(event) {
    if (this.closed || event.storageArea !== this.local.area || this.place !== "local" || typeof BroadcastChannel === "function") return;
    if (event.key === null) { this.tell(null, undefined); return; }
    const prefix = `${this.prefix}answer:`;
    const key = this.local.inside(event.key);
    if (key.startsWith(prefix)) this.tell(key.slice(prefix.length), event.newValue ? JSON.parse(event.newValue) : undefined);
  }
}
