// The browser's own logic without a browser: node --test tests/frontend
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { AnswerSync } from "../../frontend/kit/answer_sync.js";
import { notesFile } from "../../frontend/kit/notes.js";
import { getIn, isEmpty, merged, setIn } from "../../frontend/kit/path.js";
import { isShare } from "../../frontend/kit/answer_sync.js";
import { Device } from "../../frontend/page/device.js";

/** A model as anywidget hands it over, that only writes down what it is told. */
class FakeModel {
  constructor(state = {}) { Object.assign(this, { state: { name: "cases", answer: {}, ...state }, saved: [], sent: [], heard: {}, recalled: [] }); }
  get(key) { return this.state[key]; }
  set(key, value) { this.state[key] = value; }
  save_changes() { if (this.broken) throw new Error("no socket"); this.saved.push(this.state.answer); }
  send(content) { this.sent.push(content); }
  recall(which) { this.recalled.push(which); }
  on(name, run) { this.heard[name] = run; }
  off(name) { delete this.heard[name]; }
  kernel(state) { Object.assign(this.state, state); for (const name of Object.keys(state)) this.heard[`change:${name}`]?.(); }
}

let open = [];
const syncOf = (model, before) => { const made = new AnswerSync(model, before); open.push(made); return made; };
beforeEach(() => {
  open = [];
  const nothing = { addEventListener() {}, removeEventListener() {} };
  Object.assign(globalThis, nothing, { document: { ...nothing, visibilityState: "visible" } });
  globalThis.workshopDevice = undefined;
});
afterEach(() => open.forEach((one) => one.close()));

test("a place in an answer is read and written without changing the object that was there", () => {
  const before = { items: { a: 1 } };
  assert.deepEqual(setIn(before, "items.b", 2), { items: { a: 1, b: 2 } });
  assert.deepEqual(setIn(before, "items.a", undefined), { items: {} });
  assert.deepEqual(before, { items: { a: 1 } });
  assert.equal(getIn(before, "items.a.deeper.still"), undefined);
});

test("empty is what holds nothing at any depth; a no and a nought are answers", () => {
  for (const nothing of [undefined, null, "", [], {}, { a: { b: [] } }]) assert.ok(isEmpty(nothing));
  for (const something of [0, false, "x", { a: { b: 0 } }]) assert.ok(!isEmpty(something));
});

test("the notes file holds answers in order, none that are empty, and nothing that belongs to a room", () => {
  const file = JSON.parse(notesFile({ b: { text: "two", _shared: "once", _level: "count" }, a: { text: "one" }, c: { text: "" } }, "es"));
  assert.deepEqual(file, { format: "workshop-notes", version: 1, language: "es", answers: { a: { text: "one" }, b: { text: "two", _level: "count" } } });
  assert.deepEqual(Object.keys(file.answers), ["a", "b"]);
});

test("what is typed waits for a pause, what is chosen goes at once with a number of its own", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("text", "typed", "soon");
  assert.equal(model.saved.length, 0);
  sync.edit("one", "a");
  assert.deepEqual(model.saved, [{ text: "typed", one: "a" }]);
  assert.equal(model.get("seq"), 1);
});

test("while something is dragged one change is under way, and the newest follows its acknowledgement", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  for (const value of [1, 2, 3]) sync.edit("slider", value, "live");
  assert.deepEqual(model.saved, [{ slider: 1 }]);
  model.kernel({ ack: 1 });
  assert.deepEqual(model.saved, [{ slider: 1 }, { slider: 3 }]);
});

test("a tap takes along words that the kernel has not heard", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("text", "last words", "soon");
  sync.act("share", { level: "count" });
  assert.deepEqual(model.sent.at(-1), { event: "action", action: "share", args: { level: "count" }, seq: 1, answer: { text: "last words" } });
});

test("passing calls back a share that has not left, and is kept before anything is sent", () => {
  const model = new FakeModel({ answer: { text: "x", _level: "count" } });
  const sync = syncOf(model);
  sync.act("pass");
  assert.ok(model.recalled.some((which) => which({ event: "action", action: "share" })));
  assert.ok(!isShare({ event: "action", action: "withdraw" }));
  assert.equal(sync.answer._passed, true);
});

test("only a raised epoch lets the kernel replace what stands here", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("text", "mine");
  model.kernel({ answer: { text: "theirs" }, ack: 1 });
  assert.equal(sync.answer.text, "mine");
  model.kernel({ answer: { text: "from a file" }, ack: 1, epoch: 1 });
  assert.equal(sync.answer.text, "from a file");
});

test("what is changed while a tap is on its way stays, and takes what the kernel adds", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("items", ["a"]);
  model.kernel({ ack: 1 });
  sync.act("share", {});
  sync.edit("items", ["a", "b"]);
  sync.edit("text", "still typing", "soon");
  model.kernel({ answer: { items: ["a"], _shared: "once" }, ack: 1, epoch: 1 });
  const merged = { items: ["a", "b"], text: "still typing", _shared: "once" };
  assert.deepEqual(sync.answer, merged);
  assert.deepEqual(model.saved.at(-1), merged, "and the kernel hears of it");
  model.kernel({ ack: model.get("seq"), answer: { text: "from a file" }, epoch: 2 });
  assert.deepEqual(sync.answer, { text: "from a file" }, "nothing was changed since: the kernel's stands");
});

test("what the kernel does twice while something is on its way ends as it left it", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("items", ["a"]);
  model.kernel({ ack: 1 });
  sync.act("share", {});
  sync.edit("items", ["a", "b"]);
  model.kernel({ answer: { items: ["a"], _shared: "once" }, ack: 1, epoch: 1 });
  model.kernel({ answer: { items: ["a"] }, ack: 1, epoch: 2 });
  assert.deepEqual(sync.answer, { items: ["a", "b"] });
  assert.deepEqual(model.saved.at(-1), { items: ["a", "b"] });
});

test("what is answered after emptying is new, and stays", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.edit("items", { a: "x", b: "y" });
  sync.edit("text", "old");
  model.kernel({ ack: 2 });
  sync.act("clear");
  sync.edit("items.a", "z");
  model.kernel({ answer: {}, ack: 2, epoch: 1 });
  assert.deepEqual(sync.answer, { items: { a: "z" } });
});

test("what was emptied comes back around what has been answered meanwhile", () => {
  const model = new FakeModel();
  const sync = syncOf(model);
  sync.act("unclear");
  sync.edit("items.a", "new");
  model.kernel({ answer: { items: { a: "old", b: "y" }, text: "back" }, ack: 0, epoch: 1 });
  assert.deepEqual(sync.answer, { items: { a: "new", b: "y" }, text: "back" });
});

test("a point that the kernel adds and one that is moved meanwhile both stand", () => {
  const [one, two] = [{ age: 5, level: 1 }, { age: 9, level: 2 }];
  assert.deepEqual(merged([one], [{ ...one, level: 3 }], [one, two]), [{ age: 5, level: 3 }, two]);
  assert.deepEqual(merged([one, two], [one, { ...two, level: 0 }], [two, one]), [{ ...two, level: 0 }, one]);
  assert.deepEqual(merged(["a"], ["a", "b"], ["c"]), ["a", "b"], "what can't be put together is the person's");
});

test("a new kernel gets what the device kept; without a device, what the sync before it held", () => {
  globalThis.workshopDevice = { get: () => ({ text: "kept" }), put() {} };
  const model = new FakeModel();
  syncOf(model);
  assert.deepEqual(model.saved, [{ text: "kept" }]);
  globalThis.workshopDevice = undefined;
  const next = new FakeModel();
  syncOf(next, { name: "cases", answer: { text: "before" } });
  assert.deepEqual(next.saved, [{ text: "before" }]);
});

test("an answer that can't be sent is not lost", () => {
  const model = new FakeModel();
  model.broken = true;
  const sync = syncOf(model);
  sync.edit("one", "a");
  assert.ok(sync.unsent);
  model.broken = false;
  sync.flush();
  assert.deepEqual(model.saved, [{ one: "a" }]);
});

test("a device without storage keeps everything in memory, by room, until it is left", () => {
  const device = new Device("room-one");
  const other = new Device("room-two");
  assert.equal(device.place, "memory");
  assert.equal(device.put("cases", { text: "mine", _level: "count" }), false);
  assert.deepEqual(device.all(), { cases: { text: "mine", _level: "count" } });
  assert.deepEqual(other.all(), {});
  assert.ok(device.mayBeShared() && !other.mayBeShared());
  device.keepPass("a pass");
  assert.deepEqual([device.pass, other.pass], ["a pass", undefined]);
  device.leave();
  assert.equal(device.pass, undefined);
  assert.deepEqual(device.all(), {});
  device.put("cases", { text: "too late" });
  assert.deepEqual(device.all(), {});
  for (const one of [device, other]) one.channel?.close();
});
