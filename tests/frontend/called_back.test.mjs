// A share that was tapped without a connection, and called back before there was one, never leaves the device: the real AnswerSync, the
// real box of what waits; only the model and the kernel are stand-ins.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { AnswerSync } from "../../frontend/kit/answer_sync.js";
import { Outbox } from "../../frontend/page/live/kernel.js";

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function offline() {
  const kernel = {
    live: false, idle: new Map(), posted: [],
    comm(id, data) { this.posted.push(data); const name = `m${this.posted.length}`; setTimeout(() => this.idle.get(name)?.()); return name; },
  };
  const box = new Outbox({ kernel });
  const state = { name: "cases", answer: {} };
  const dirty = {};
  const model = {
    model_id: "one", get: (key) => state[key], on() {}, off() {},
    set(key, value) { state[key] = dirty[key] = value; },
    save_changes() { box.update(model, { ...dirty }); },
    send: (content) => box.custom(model, content),
    recall: (which) => box.recall(model, which),
  };
  const sync = new AnswerSync(model);
  const shared = () => kernel.posted.filter((data) => data.content?.action === "share").length;
  const back = async () => { kernel.live = true; box.release({ again: true }); await settle(); sync.close(); };
  sync.edit("text", "private after all");
  sync.edit("_level", "count");
  sync.act("share");
  return { sync, back, shared };
}

beforeEach(() => {
  const nothing = { addEventListener() {}, removeEventListener() {} };
  Object.assign(globalThis, nothing, { document: { ...nothing, visibilityState: "visible" }, workshopDevice: undefined });
});

test("a share that nobody called back is sent as soon as it can be", async () => {
  const { back, shared } = offline();
  assert.equal(shared(), 0);
  await back();
  assert.equal(shared(), 1);
});

const WAYS = {
  "Only me": (sync) => sync.edit("_level", "me"),
  "another level": (sync) => sync.edit("_level", "words"),
  "Take it back": (sync) => sync.act("withdraw"),
  Pass: (sync) => sync.act("pass"),
  Empty: (sync) => sync.act("clear"),
  "Only me in another tab": (sync) => sync.elsewhere("cases", { text: "private after all", _level: "me" }),
  "emptied in another tab": (sync) => sync.elsewhere(null, undefined),
};
for (const [name, callBack] of Object.entries(WAYS)) {
  test(`offline, Share and then ${name}: no share is ever sent`, async () => {
    const { sync, back, shared } = offline();
    callBack(sync);
    await back();
    assert.equal(shared(), 0);
  });
}

test("shared again after it was called back, it is sent once", async () => {
  const { sync, back, shared } = offline();
  sync.act("withdraw");
  sync.edit("_level", "count");
  sync.act("share");
  await back();
  assert.equal(shared(), 1);
});
