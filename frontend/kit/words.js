/**
 * Filling in words: plurals, numbers and percent as the page's language writes them, as Babel does on the Python side.
 *
 * No words stand here: they come from assets/words/<language>/phrases.yaml, with the page or with the widget.
 */

/** Text in the browser's plural forms, such as {one, other}, or plain. @typedef {string | Record<string, string>} Phrase */

const made = new Map(); // language → its rules and numbers: making them takes longer than using them

function rules(language) {
  if (!made.has(language)) {
    const known = (() => { try { return Intl.getCanonicalLocales(language); } catch { return []; } })();
    made.set(language, {
      plural: new Intl.PluralRules(known), number: new Intl.NumberFormat(known, { maximumFractionDigits: 2, useGrouping: false }),
      percent: new Intl.NumberFormat(known, { style: "percent" }),
    });
  }
  return made.get(language);
}

const page = () => globalThis.document?.documentElement.lang || "en";

/** A number, with the minus sign that is as wide as a plus. */
export const number = (value, language = page()) => rules(language).number.format(value).replace("-", "−");

/** The same with its sign, above nought too. From right to left a mark comes before it, else it would stand behind the number. */
export const signed = (value) => (value > 0 ? number(-value).replace("−", "+") : number(value));

/** A share from 0 to 1 in percent. */
export const percent = (share, language = page()) => rules(language).percent.format(share).replace("-", "−");

/** Whole seconds, minutes or hours with two digits. */
export const twoDigits = (value) => String(value).padStart(2, "0");

/** A phrase with {values} filled in; of several forms the one for {n}. */
export function fill(phrase, values = {}, language = page()) {
  const text = typeof phrase === "string" ? phrase : phrase[rules(language).plural.select(Math.abs(values.n))] ?? phrase.other;
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return typeof value === "number" ? number(value, language) : isolated(value ?? all);
  });
}

/** A text that is filled into another, in Unicode's isolates where lines begin on the right: a code keeps its order. */
const isolated = (text) => (globalThis.document?.documentElement.dir === "rtl" ? `\u2068${text}\u2069` : text);

/** A function that says a phrase by its name; a name that has none says itself, so that a test or a reader notices. */
export const speaker = (phrases, language = page()) => (name, values) => fill(phrases?.[name] ?? name, values, language);
