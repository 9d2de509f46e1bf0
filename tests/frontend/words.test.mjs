// The browser's half of the words: the same forms as Babel chooses on the Python side.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, number, percent, signed, speaker } from "../../frontend/kit/words.js";

test("a phrase is filled in, and what is not known stays to be seen", () => {
  assert.equal(fill("{a} of {b}", { a: 1 }, "en"), "1 of {b}");
  assert.equal(speaker({}, "en")("no_such_phrase"), "no_such_phrase");
});

test("a language's own plural forms are chosen by n", () => {
  const cards = { one: "{n} karta", few: "{n} karty", many: "{n} kart", other: "{n} karty" };
  assert.deepEqual([1, 2, 5, 22].map((n) => fill(cards, { n }, "pl")), ["1 karta", "2 karty", "5 kart", "22 karty"]);
  assert.equal(fill({ one: "{n} answer", other: "{n} answers" }, { n: 0 }, "en"), "0 answers");
});

test("numbers and shares are written as the language writes them", () => {
  assert.equal(number(-4.5, "es"), "−4,5");
  assert.equal(number(4.5, "en"), "4.5");
  assert.equal(percent(0.35, "en"), "35%");
  assert.equal(percent(0.35, "es"), "35\u00a0%");
});

test("from right to left a number keeps its sign before it", () => {
  assert.equal(number(-4, "he"), "\u200e−4");
  globalThis.document = { documentElement: { lang: "he", dir: "rtl" } };
  assert.deepEqual([-4, 0, 3].map((n) => signed(n)), ["\u200e−4", "0", "\u200e+3"]);
  delete globalThis.document;
  assert.deepEqual([-4, 0, 3].map((n) => signed(n)), ["−4", "0", "+3"]);
});

test("a language that nobody knows is no reason to fall silent", () => {
  assert.equal(fill({ one: "one", other: "other {n}" }, { n: 3 }, "not a language"), "other 3");
});
