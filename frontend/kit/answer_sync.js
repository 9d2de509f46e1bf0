/**
 * The sync between one widget's answer and its two keepers: this device, and the kernel.
 *
 * The browser owns the answer. An edit goes into the local copy and the device store at once, and to the kernel when it
 * may. Only a raised `epoch` lets the kernel replace what stands here; everything else it sends is a picture (`view`).
 */
import { getIn, isEmpty, merged, same, setIn } from "./path.js";

const TEXT_PAUSE = 250; // ms of quiet before typed words are sent
const PATIENCE = 1500; // ms to wait for an ack while something is dragged
const RETRY = 3000; // ms before an answer that could not be sent is tried again

const device = () => globalThis.workshopDevice;

/*
 * What a tap says about who may see an answer, as the device keeps it. The kernel has the same rule (exercises/standing.py);
 * here it holds without a kernel: a tap made offline is kept on the device before anything is sent, so that a page that wakes
 * up with a new kernel still knows it, and a share that is still on its way when somebody changes their mind is never sent.
 */

/** What a tap leaves of the answer on this device, at once; undefined where it leaves it as it is. */
const KEEPS = {
  withdraw: (answer) => ({ ...answer, _level: "me" }),
  pass: (answer) => ({ ...answer, _passed: true }),
  return: (answer) => ({ ...answer, _passed: false }),
  clear: (answer) => (answer._shared ? { _level: "me", _shared: answer._shared } : {}),
};

const afterTap = (action, answer) => (Object.hasOwn(KEEPS, action) ? KEEPS[action](answer) : undefined);

/** Taps that call back a share which has not left yet. */
const callsBack = (action) => ["withdraw", "pass", "clear"].includes(action);

/** True if an answer as it is now is less for the room than it was: another level, or passed. */
const isLess = (before, now) => before?._level !== now?._level || (now?._passed === true && before?._passed !== true);

export const isShare = (content) => content?.event === "action" && content.action === "share";

/** Answers from a file say nothing about who may see them: what was chosen here stays. */
export function withChoices(answer, here) {
  /** @type {(entry: [string, any]) => boolean} */
  const is = ([name]) => ["_level", "_passed", "_shared"].includes(name);
  const chosen = Object.entries(here ?? {}).filter(is);
  if (!chosen.length) return answer;
  return Object.fromEntries([...Object.entries(answer).filter((entry) => !is(entry)), ...chosen]);
}

export class AnswerSync {
  constructor(model, before) {
    this.model = model;
    this.name = model.get("name") || "";
    this.watchers = new Set();
    this.live = null; // puts words into the live region; set by the root component
    this.seq = Math.max(model.get("seq") || 0, model.get("ack") || 0);
    this.epoch = model.get("epoch") || 0;
    this.answer = model.get("answer") || {};
    this.known = new Map([[this.seq, this.answer]]); // what the kernel has, once it has heard of a number
    this.unsent = false;
    this.onChange = () => this.receive();
    this.onHide = () => document.visibilityState === "hidden" && this.flush();
    this.onLeave = () => this.flush();
    for (const name of ["epoch", "ack"]) model.on(`change:${name}`, this.onChange);
    document.addEventListener("visibilitychange", this.onHide);
    addEventListener("pagehide", this.onLeave);
    this.stopDevice = device()?.subscribe?.((name, value) => this.elsewhere(name, value));
    this.restore(before);
  }

  /** An empty model takes what this device (or the sync before a lost connection) still holds. */
  restore(before) {
    if (!isEmpty(this.answer)) return;
    let kept;
    try { kept = device()?.get(this.name); } catch { /* a store that is switched off holds nothing */ }
    if (isEmpty(kept) && before?.name === this.name) kept = before.answer;
    if (isEmpty(kept)) return;
    this.answer = kept;
    this.send();
  }

  get(path) { return getIn(this.answer, path); }

  /** Put `value` at `path`. `how`: "now", "soon" (typing), or "live" (dragging: one change in flight, the newest wins). */
  edit(path, value, how = "now") {
    const before = this.answer;
    this.answer = setIn(before, path, value);
    if (isLess(before, this.answer)) this.callBack();
    this.keep();
    this.unsent = true;
    if (how === "now") this.send();
    else if (how === "soon") this.later(TEXT_PAUSE);
    else if (!this.inFlight) this.sendLive();
    this.tell();
  }

  /** Another tab of the same person changed this answer, or (name null) everything was forgotten. */
  elsewhere(name, value) {
    if (name !== null && name !== this.name) return;
    if (isLess(this.answer, value)) this.callBack();
    this.answer = value ?? {};
    this.send();
    this.tell();
  }

  keep() {
    try { device()?.put(this.name, this.answer); } catch (why) { console.warn("not kept", why); }
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  flush() { if (this.unsent) this.send(); }

  send() {
    clearTimeout(this.timer);
    try {
      this.seq += 1;
      this.known.set(this.seq, this.answer);
      this.model.set("answer", this.answer);
      this.model.set("seq", this.seq);
      this.model.save_changes();
      this.unsent = false;
    } catch (why) {
      console.warn("not sent yet", why);
      this.unsent = true;
      this.later(RETRY);
    }
  }

  sendLive() {
    this.send();
    this.inFlight = this.seq;
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.landed(), PATIENCE);
  }

  landed() {
    clearTimeout(this.patience);
    this.inFlight = 0;
    if (this.unsent) this.sendLive();
  }

  /** The kernel changed something that concerns the answer. */
  receive() {
    const epoch = this.model.get("epoch") || 0;
    const ack = this.model.get("ack") || 0;
    for (const number of this.known.keys()) if (number < ack) this.known.delete(number);
    if (epoch > this.epoch) {
      this.epoch = epoch;
      this.meet(this.model.get("answer") || {}, ack);
    } else if (this.inFlight && ack >= this.inFlight) this.landed();
  }

  /** The kernel changed what it knew as number `ack`. What was changed here since then is newer: it stays, and goes to it. */
  meet(theirs, ack) {
    const both = this.known.has(ack) ? merged(this.known.get(ack), this.answer, theirs) : theirs;
    this.known.set(ack, theirs);
    this.replace(both);
    if (ack < this.seq || !same(both, theirs)) this.send();
  }

  replace(answer) {
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    this.inFlight = 0;
    this.unsent = false;
    this.answer = answer;
    this.keep();
    this.tell();
  }

  /** The kernel asks this device to forget the answer. */
  forget() {
    this.replace({});
    try { if (this.name) device()?.forget?.(this.name); } catch { /* nothing was kept */ }
  }

  /** Tell the kernel what was tapped. Words still on their way travel with it, so that nothing overtakes them. */
  act(action, args) {
    this.flush();
    if (callsBack(action)) this.callBack();
    const late = (this.model.get("ack") || 0) < this.seq ? { seq: this.seq, answer: this.answer } : {};
    try {
      this.model.send({ event: "action", action, args: args ?? {}, ...late });
    } catch (why) {
      console.warn("not sent", why);
    }
    const kept = afterTap(action, this.answer);
    if (!kept) return;
    this.answer = kept; // the kernel does the same when it hears of the tap; if it is gone, a new one reads it here
    this.keep();
    this.tell();
  }

  /** A share that is still on its way is not sent any more: the person has changed their mind. */
  callBack() { this.model.recall?.(isShare); }

  announce(text) { this.live?.(text); }

  watch(run) {
    this.watchers.add(run);
    return () => this.watchers.delete(run);
  }

  tell() { for (const run of [...this.watchers]) run(); }

  close() {
    this.flush();
    this.stopDevice?.();
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    for (const name of ["epoch", "ack"]) this.model.off(`change:${name}`, this.onChange);
    document.removeEventListener("visibilitychange", this.onHide);
    removeEventListener("pagehide", this.onLeave);
  }
}
