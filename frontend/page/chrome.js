// The part of a page that must work at once and without a connection: leave, dialogs, menu, what the device keeps.
// A file of its own, a few KB, loaded before page.js.
import { Device, sealed } from "./device.js";
import { countries } from "../kit/countries.js";
import { anchor } from "./chrome/anchor.js";
import { dialogs } from "./chrome/dialogs.js";
import { deviceChoices } from "./chrome/device_choices.js";
import { fitting } from "./chrome/fit.js";
import { leaving } from "./chrome/leave.js";
import { Steps } from "./chrome/steps.js";
import { where } from "./chrome/where.js";
import { watchStart } from "./chrome/watch_start.js";

document.documentElement.dataset.scripts = "yes"; // or the page says that this browser is too old
const read = () => JSON.parse(document.getElementById("workshop-config")?.textContent || "{}");
const config = read();
Object.assign(config, window.workshopSealing?.open(config.private));
document.documentElement.dataset.way = config.private ? "sealed" : "open";
const device = new Device(config.deviceKey, config.seal ? (tab) => sealed(tab, config.seal) : null, config.workshop);
window.workshopDevice = device;
/** Shared with page.js: the configuration, and the kernel that answers for the page now. */
window.workshopPage = { config, kernelId: config.kernelId, left: false };

leaving(window.workshopPage, device);
const start = () => {
  for (const list of document.querySelectorAll("[data-helplines]")) countries(list);
  dialogs(window.workshopPage);
  deviceChoices(window.workshopPage, device);
  where();
  watchStart(window.workshopPage);
  anchor(document.querySelector(".sheet"));
  if (window.workshopPage.config.plan) window.workshopPage.steps = new Steps(window.workshopPage);
  fitting(window.workshopPage);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
