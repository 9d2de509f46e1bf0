import assert from "node:assert/strict";
import { test } from "node:test";
import { awake } from "../../frontend/page/chrome/awake.js";

function opened(surface, lock = true) {
  const asked = [];
  const heard = {};
  const page = { body: { matches: (selector) => selector.includes(surface) }, visibilityState: "visible", addEventListener: (name, run) => { heard[name] = run; } };
  awake(page, lock ? { wakeLock: { request: async (what) => { asked.push(what); } } } : {});
  return { asked, page, look: (state) => { page.visibilityState = state; heard.visibilitychange?.(); } };
}

test("the wall stays awake, and asks again whenever it comes back into sight", () => {
  const { asked, look } = opened("page-projector");
  assert.deepEqual(asked, ["screen"]);
  look("hidden");
  assert.equal(asked.length, 1);
  look("visible");
  assert.equal(asked.length, 2);
});

test("a phone sleeps as it always does, and a browser without locks does nothing", () => {
  assert.deepEqual(opened("page-participant").asked, []);
  assert.deepEqual(opened("page-projector", false).asked, []);
});
