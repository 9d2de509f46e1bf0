// A phone follows its group until its owner wanders off, and is never moved while somebody is busy. No page in here.

/**
 * What to do when the group is somewhere, or when a person goes somewhere.
 *
 * The state is {with, at, group}: whether the phone follows, where it is, where the group is (null before it began).
 */
export class Following {
  constructor(state = {}) { Object.assign(this, { with: true, at: null, group: null, missed: false }, state); }

  /** The group has moved. Returns "move" if the phone goes along, "tell" if its owner is asked, "" if nothing changed. */
  groupAt(place, busy) {
    const before = this.group;
    this.group = place;
    if (place === null || place === this.at) { this.missed = false; if (place !== null) this.with = true; return ""; }
    if (place === before && !this.with) return "";
    if (this.with && !busy) { this.at = place; this.missed = false; return "move"; }
    this.missed = this.with;
    return "tell";
  }

  /** A person went somewhere. */
  goneTo(place) {
    this.at = place;
    this.with = this.group === null || place === this.group;
    this.missed = false;
  }

  /** "Go there", "Back to the group". */
  join() { this.with = true; this.missed = false; this.at = this.group; }

  /** What stands above the step: "" with the group, "missed" if it went on meanwhile, "away" if one has wandered off. */
  get line() { return this.group === null || this.at === this.group ? "" : this.missed ? "missed" : this.with ? "" : "away"; }
}
