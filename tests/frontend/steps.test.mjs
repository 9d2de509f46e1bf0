// The row of steps and the rule of following, without a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Following } from "../../frontend/page/chrome/follow.js";
import { inOrder, placeNamed, placeOf } from "../../frontend/page/chrome/order.js";

const prose = (title, length = 2000) => ({ title, length });
const task = (exercise) => ({ exercise, title: exercise });
const PLAN = [
  { id: "opening", title: "Coming in" }, { id: "line", title: "My line", exercise: "timeline" },
  { id: "pairs", title: "In pairs" }, { id: "stories", title: "Stories", exercise: "cases" }, { id: "closing", title: "Landing" },
];
const ids = (steps) => steps.map((step) => step.id);

test("what only happens in the room stands where the plan has it", () => {
  const row = inOrder([prose("One"), task("timeline"), prose("Two"), task("cases")], PLAN);
  assert.deepEqual(ids(row), ["opening", "read-1", "timeline", "pairs", "read-2", "cases", "closing"]);
});

test("a short lead-in stands above its exercise, longer reading is a step of its own", () => {
  const row = inOrder([prose("Short", 120), task("timeline")], PLAN);
  assert.deepEqual(row.find((step) => step.id === "timeline").pieces, [0, 1]);
  assert.deepEqual(inOrder([prose("Long"), task("timeline")], PLAN).find((step) => step.id === "timeline").pieces, [1]);
  const nameless = inOrder([prose("Long"), prose(""), task("timeline")], PLAN);
  assert.deepEqual(nameless.find((step) => step.id === "timeline").pieces, [1, 2], "nothing in the menu is without a name");
  const above = inOrder([task("cases"), prose(""), prose("Long"), task("timeline")], []);
  assert.deepEqual(above.map((step) => [step.title, step.pieces]), [["cases", [0]], ["Long", [1, 2]], ["timeline", [3]]]);
});

test("several short pieces of reading are one step", () => {
  const row = inOrder([prose("A", 300), prose("B", 300), prose("C", 600), task("timeline")], []);
  assert.deepEqual(row.map((step) => step.pieces), [[0, 1], [2], [3]]);
});

test("an exercise that no step of the plan has is still there, and every piece is there once", () => {
  const pieces = [prose("A"), task("own"), task("cases"), task("timeline"), prose("notes")];
  const row = inOrder(pieces, PLAN);
  assert.deepEqual(row.flatMap((step) => step.pieces).sort(), [0, 1, 2, 3, 4]);
  assert.equal(row.find((step) => step.id === "own").plan, null);
  assert.equal(new Set(ids(row)).size, row.length);
});

test("a second session comes in with the same exercise, and a link finds a step by the plan's name", () => {
  const plan = [
    { id: "opening", title: "Coming in", exercise: "today" }, { id: "line", title: "My line", exercise: "timeline" },
    { id: "opening-second", title: "Coming in again", exercise: "today" }, { id: "stories", title: "Stories", exercise: "cases" },
  ];
  const row = inOrder([task("today"), task("timeline"), prose("Two"), task("cases")], plan);
  assert.deepEqual(ids(row), ["today", "timeline", "opening-second", "read-1", "cases"]);
  assert.deepEqual(row.map((step) => step.pieces), [[0], [1], [0], [2], [3]]);
  assert.deepEqual(["opening", "opening-second", "today", "gone"].map((name) => placeNamed(row, name)), [0, 2, 0, -1]);
});

test("without a plan the notebook's order is the order", () => {
  assert.deepEqual(ids(inOrder([prose("A"), task("x"), prose("B")], [])), ["read-1", "x", "read-2"]);
});

test("a step that is gone from the plan is nowhere", () => {
  assert.equal(placeOf(inOrder([task("timeline")], PLAN), "gone"), -1);
});

test("a phone follows its group", () => {
  const phone = new Following({ at: 0 });
  assert.equal(phone.groupAt(3, false), "move");
  assert.equal(phone.at, 3);
  assert.equal(phone.line, "");
});

test("nobody who is busy is moved, and the way is offered", () => {
  const phone = new Following({ at: 0 });
  assert.equal(phone.groupAt(3, true), "tell");
  assert.deepEqual([phone.at, phone.line], [0, "missed"]);
  phone.join();
  assert.deepEqual([phone.at, phone.line], [3, ""]);
});

test("who wandered off stays there until they come back", () => {
  const phone = new Following({ at: 0 });
  phone.groupAt(2, false);
  phone.goneTo(5);
  assert.equal(phone.line, "away");
  assert.equal(phone.groupAt(3, false), "tell");
  assert.equal(phone.at, 5);
  phone.join();
  assert.equal(phone.groupAt(4, false), "move");
});

test("who comes to the group by themselves follows again", () => {
  const phone = new Following({ at: 0 });
  phone.groupAt(2, false);
  phone.goneTo(1);
  phone.goneTo(2);
  assert.equal(phone.groupAt(3, false), "move");
});

test("a phone that missed three moves catches up with one", () => {
  const phone = new Following({ at: 0 });
  assert.equal(phone.groupAt(7, false), "move");
  assert.equal(phone.at, 7);
});

test("before the group has begun everybody may read ahead and is collected when it begins", () => {
  const phone = new Following({ at: 0 });
  phone.goneTo(4);
  assert.equal(phone.line, "");
  assert.equal(phone.groupAt(0, false), "move");
});

test("the same word twice moves nobody twice", () => {
  const phone = new Following({ at: 0 });
  phone.groupAt(2, false);
  phone.goneTo(4);
  assert.equal(phone.groupAt(2, false), "");
  assert.equal(phone.at, 4);
});

test("what stands beside a reading, such as the safety check, goes with it, however long it is", () => {
  const row = inOrder([{ title: "A", length: 2000 }, { title: "", exercise: "", length: 0 }, { title: "E", exercise: "e" }], []);
  assert.deepEqual(row.map((step) => step.pieces), [[0, 1], [2]]);
});

test("an evening's own plan leaves out what it does not have", () => {
  const row = inOrder([task("timeline"), prose("Two"), task("cases")], PLAN.slice(0, 2), new Set(["timeline"]));
  assert.deepEqual(ids(row), ["opening", "timeline", "read-1"]);
});
