/**
 * The file of a person's own notes, as "My notes" reads it: the same that workshop/workbook/book.py writes, made here where
 * a page has no kernel, or none any more.
 */
import { isEmpty } from "./path.js";

const FORMAT = "workshop-notes";
const VERSION = 1;

/** What belongs to one visit or one room does not travel. */
const kept = ({ _shared, ...answer }) => answer;

/** The text of the file for answers by exercise. */
export function notesFile(answers, language) {
  const all = Object.entries(answers).map(([name, answer]) => [name, kept(answer)]).filter(([, answer]) => !isEmpty(answer));
  all.sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify({ format: FORMAT, version: VERSION, language, answers: Object.fromEntries(all) }, null, 1);
}
