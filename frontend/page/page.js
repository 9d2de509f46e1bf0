// Makes a Voilà page live: connects it to its kernel and draws the widgets where their cells' output stands.
// chrome.js ran before and left window.workshopPage and window.workshopDevice.
import { Banner } from "./live/banner.js";
import { Lifeline } from "./live/lifeline.js";
import { findPlaces } from "./live/places.js";

const page = window.workshopPage;
const lifeline = new Lifeline({ page, device: window.workshopDevice, banner: new Banner(page.config.phrases), places: findPlaces(document) });

page.takeBack = () => lifeline.takeBack();
page.takeBackNow = () => lifeline.takeBackNow();
page.signal = (kind) => lifeline.signal(kind);

// A phone that slept, a network that came back, a page taken out of the back-forward cache: look at once.
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") lifeline.check(); });
addEventListener("online", () => lifeline.check());
addEventListener("offline", () => lifeline.check());
addEventListener("pageshow", (event) => { if (event.persisted) lifeline.check(); });
addEventListener("pagehide", (event) => { if (!event.persisted && !page.left) page.goodbye(); });

// Everything on this device was deleted, here or in another tab: begin again with an empty page and a new kernel.
window.workshopDevice.subscribe((name) => { if (name === null && !page.left) location.reload(); });

lifeline.run();
