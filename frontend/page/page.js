// Makes a Voilà page live: connects it to its kernel and draws the widgets where their cells' output stands.
// chrome.js ran before and left window.workshopPage and window.workshopDevice.
import { Banner } from "./live/banner.js";
import { Connection } from "./live/connection.js";
import { findPlaces } from "./live/places.js";
import { awake } from "./chrome/awake.js";
import { inSight } from "./chrome/in_sight.js";
import { addNodes } from "../kit/nodes/more.js";

const page = window.workshopPage;
const connection = new Connection({ page, device: window.workshopDevice, banner: new Banner(page.config.words.banner), places: findPlaces(document) });

awake();
inSight(); // the fields that it is for come with this file
page.takeBack = () => connection.takeBack();
page.takeBackNow = () => connection.takeBackNow();
page.signal = (kind) => connection.signal(kind);

// A phone that slept, a network that came back: look at once. Pages that are hidden and shown again are chrome.js's.
document.addEventListener("visibilitychange", () => { connection.sayHidden(); if (document.visibilityState === "visible") connection.check(); });
addEventListener("online", () => connection.check());
addEventListener("offline", () => connection.check());

// Everything on this device was deleted, here or in another tab: begin again with an empty page and a new kernel.
window.workshopDevice.subscribe((name) => { if (name === null && !page.left) location.reload(); });

// Kinds from outside the kit may bring nodes of their own; a page can be drawn without one that fails.
Promise.all((page.config.nodes ?? []).map((/** @type {string} */ url) => import(url).then(addNodes).catch(console.warn))).then(() => connection.run());

// The language is changed by a form in the menu; the server's answer leads back to this part, and the address to the same step.
document.querySelector("form.languages")?.addEventListener("submit", ({ target }) => {
  target._xsrf.value = document.cookie.match(/_xsrf=([^;]*)/)?.[1];
  target.action += location.hash;
});
