// What shows that a browser has its key goes to the site only, wherever it lies on its host; and it is asked for until it is heard.
import { test } from "node:test";
import assert from "node:assert/strict";
import { opened } from "../../frontend/page/live/knock.js";

const STORED = { key: "AAAA", server: "" };

test("the proof is a cookie of the site's own path", async () => {
  const cookies = [];
  const held = new Map([["workshop-sealing", JSON.stringify(STORED)]]);
  globalThis.window = globalThis;
  globalThis.document = { getElementById: () => ({}), set cookie(text) { cookies.push(text); } };
  globalThis.sessionStorage = { getItem: (name) => held.get(name) ?? null, setItem: (name, text) => held.set(name, text), removeItem: (name) => held.delete(name) };
  globalThis.addEventListener = () => {};
  globalThis.BroadcastChannel = undefined;
  await import("../../src/workshop/controls/static/sealing.js");
  globalThis.workshopSealing.knock("challenge");
  const base = new URL("../../src/workshop/controls/", import.meta.url).pathname;
  assert.match(cookies[0], /^workshop-proof=challenge\.[\w-]{43}; /);
  assert.ok(cookies[0].includes(`; path=${base};`), cookies[0]);
});

test("a page whose proof another tab has used up knocks again", async () => {
  const answers = ["first", "second", ""]; // what the server asks for, until it opens
  const knocked = [];
  const get = async () => {
    const challenge = answers.shift();
    return { html: { querySelector: () => (challenge ? { dataset: { challenge } } : null) } };
  };
  await opened(get, (challenge) => knocked.push(challenge));
  assert.deepEqual(knocked, ["first", "second"]);
  assert.equal(answers.length, 0);
  const asked = [];
  await opened(async () => ({ html: { querySelector: () => ({ dataset: { challenge: "again" } }) } }), (challenge) => asked.push(challenge));
  assert.equal(asked.length, 5, "and not for ever");
});
