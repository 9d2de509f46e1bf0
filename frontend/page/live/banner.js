// One quiet line below the top bar that says how the connection is. The live region stands in the page from the start,
// because a region that appears together with its text is not read out.

import { speaker } from "../../kit/words.js";

export class Banner {
  constructor(words) {
    this.words = speaker(words);
    this.region = document.querySelector(".banner");
    this.text = this.region?.querySelector("[aria-live]");
    this.shown = "";
  }

  /** Say a phrase by its name, or a sentence of the server; `action` names the button beside it ("retry", "save"). */
  say(name, { sentence = "", action = "" } = {}) {
    const text = sentence || (name && this.words(name));
    clearTimeout(this.timer);
    if (!this.region || (name === this.shown && text === this.text.textContent)) return;
    this.shown = name;
    this.region.dataset.state = name;
    this.text.textContent = text;
    for (const button of this.region.querySelectorAll("button")) button.hidden = button.dataset.action !== action;
  }

  clear() { this.say(""); }

  /** Good news goes away by itself. */
  sayBriefly(name) {
    this.say(name);
    this.timer = setTimeout(() => this.clear(), 5000);
  }
}
