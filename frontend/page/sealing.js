// The browser's half of src/workshop/server/sealing.py, which says what is sealed and how. Only pages over plain
// HTTP have it. The server's public key comes in the fragment of the QR code or link; this page's own key is random. Both are
// kept by the tab, and a new tab asks an open one for them.
import { chacha20poly1305 } from "@noble/ciphers/chacha";
import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { landing, lead, withoutKey } from "./sealing_forms.js";
import { Channel } from "./sealing_channel.js";
import { bytesOf, textOf } from "./base64url.js";

const NAME = "workshop-sealing"; // not one of the device's: "Empty this device" leaves the page connected
const LINK = /^#([A-Za-z0-9_-]{4,40})\.([A-Za-z0-9_-]{43})$/;
const PATIENCE = 300; // ms for another tab to answer
const TRIES = 4; // in ten seconds, without a page that opens
const TRIED = `${NAME}:tried`;
const PAGE_SALT = 16;

const utf8 = new TextEncoder();
const derive = (key, salt, purpose) => hkdf(sha256, key, salt, utf8.encode(`workshop ${purpose}`), 32);

/** @typedef {{ server?: string, key: string, code?: string, typed?: string }} Held  the two keys, and the codes until somebody is in */

/** @type {Held | null} */
let held = null;
/** Without this a key would not outlive its page: then nothing is sealed. */
let keeps = false;
try {
  held = JSON.parse(sessionStorage.getItem(NAME) || "null");
  sessionStorage.setItem(`${NAME}:?`, "1");
  sessionStorage.removeItem(`${NAME}:?`);
  keeps = true;
} catch { /* this browser keeps nothing */ }

function keep(/** @type {Held | null} */ found) {
  held = found;
  try {
    if (found) sessionStorage.setItem(NAME, JSON.stringify(found));
    else sessionStorage.removeItem(NAME);
  } catch { /* for this page it goes on without */ }
}

const tabs = typeof BroadcastChannel === "function" ? new BroadcastChannel(NAME) : null;
if (tabs) tabs.onmessage = ({ data }) => {
  if (data.asks && held) tabs.postMessage({ held });
  else if (data.held) tabs.dispatchEvent(new CustomEvent("held", { detail: data.held }));
};

/** The keys of this tab, or those of another one. @returns {Promise<Held | null>} */
function known() {
  if (held || !tabs) return Promise.resolve(held);
  return new Promise((resolve) => {
    const end = (found) => { if (found) keep(found); resolve(held); };
    const timer = setTimeout(end, PATIENCE, null);
    tabs.addEventListener("held", (/** @type {any} */ event) => { clearTimeout(timer); end(event.detail); }, { once: true });
    tabs.postMessage({ asks: true });
  });
}

const key = () => bytesOf(held?.key ?? "");
const prove = (what) => textOf(hmac(sha256, derive(key(), undefined, "proof"), utf8.encode(what)));

/** Where the site begins: this file is one of its own. */
const base = new URL(import.meta.url).pathname.match(/^(.*\/)static\//)?.[1] ?? "/";
/** The next request shows that this is the browser that it seems to be. */
function show(proof) { document.cookie = `workshop-proof=${proof}; path=${base}; max-age=30; samesite=strict`; }

const pause = (times) => new Promise((resolve) => { setTimeout(resolve, times * 300 * Math.random()); });
const knock = (challenge) => show(`${challenge}.${prove(challenge)}`); // it is good once

/** A page that asks who is there. */
async function answer(challenge, patience) {
  const times = keeps ? JSON.parse(sessionStorage.getItem(TRIED) || "[]").filter((time) => Date.now() - time < 10000) : [];
  if (!keeps || !await known() || times.length >= TRIES) { patience.dataset.lost = "yes"; return; }
  if (times.length) await pause(times.length); // another tab may be knocking, with the same cookie
  sessionStorage.setItem(TRIED, JSON.stringify([...times, Date.now()]));
  knock(challenge);
  location.reload();
}

const sealing = {
  /** What stands in a page for this browser only. */
  open(sealed) {
    if (!sealed) return {};
    try {
      const all = bytesOf(sealed);
      const shut = chacha20poly1305(derive(key(), all.subarray(0, PAGE_SALT), "page"), new Uint8Array(12));
      const opened = JSON.parse(new TextDecoder().decode(shut.decrypt(all.subarray(PAGE_SALT))));
      if (held?.code || held?.typed) keep({ ...held, code: "", typed: "" });
      sessionStorage.removeItem(TRIED);
      return opened;
    } catch { location.reload(); return {}; } // the keys are gone, or another's: the server then says what to do
  },
  channel: (kernelId) => new Channel((salt, way) => derive(key(), salt, `${way} ${kernelId}`)),
  prove,
  knock,
  /** A form's fields, sealed for the server. @returns {Promise<string>} */
  async seal(fields) {
    const { seal } = await import("./enter.js");
    return seal(held?.server ?? "", { ...fields, key: [...key()].map((byte) => byte.toString(16).padStart(2, "0")).join("") });
  },
  /** Before the page is left for good: whoever led leads no more, and the keys are gone. */
  leave() {
    if (held) show(prove("leave"));
    keep(null);
  },
};
window.workshopSealing = sealing;
// "Stop leading in this browser" is a link; Leave now does the same for itself.
addEventListener("click", (event) => { if (/** @type {Element} */ (event.target).closest('a[href$="blank"]')) sealing.leave(); });

async function start() {
  const link = location.hash.match(LINK);
  if (link) {
    history.replaceState(null, "", location.pathname + location.search); // it stands neither in the address bar nor in a photograph
    const before = keeps ? await known() : null;
    if (keeps) keep({ key: before?.key || textOf(crypto.getRandomValues(new Uint8Array(32))), server: link[2], code: link[1] });
  }
  addEventListener("hashchange", () => location.reload());
  const form = document.querySelector("form.enter");
  const challenge = document.querySelector("[data-challenge]");
  if (form && keeps) { await known(); landing(form, sealing, held, keep); }
  else if (form && link) withoutKey(form, link[1]);
  else if (link) await lead(sealing, link[1], keeps);
  else if (challenge) await answer(challenge.dataset.challenge, challenge);
  else if (document.querySelector("[data-key-lost]")) keep(null);
}
if (!document.getElementById("workshop-config")) start();
