/** Reading and writing one place of an answer by a dotted path, without changing the object that was there. */

/** True if there is nothing in it: no object, or an object whose every value is empty. */
export function isEmpty(value) {
  if (value == null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object") return Object.values(value).every(isEmpty);
  return false;
}

/** What stands at `path` ("items.story-1"), or undefined. */
export function getIn(answer, path) {
  return path.split(".").reduce((at, name) => (at == null ? undefined : at[name]), answer);
}

/** A copy of `answer` with `value` at `path`; `undefined` takes the place away. */
export function setIn(answer, path, value) {
  const [name, ...rest] = Array.isArray(path) ? path : path.split(".");
  const copy = Array.isArray(answer) ? [...answer] : { ...answer };
  const next = rest.length ? setIn(copy[name] ?? {}, rest, value) : value;
  if (next === undefined) delete copy[name];
  else copy[name] = next;
  return copy;
}

const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** True if both are the same JSON, whatever the order of their names. */
export function same(a, b) {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => same(one, b[at]));
  if (!isPlain(a) || !isPlain(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => same(a[name], b[name]));
}

/**
 * What stands after two sides changed `base`: what either changed alone is taken from it, and where both did, the person's
 * (`here`) is kept.
 */
export function merged(base, here, there) {
  if (same(here, base)) return there;
  if (same(there, base) || same(here, there)) return here;
  if (isPlain(here) && isPlain(there)) {
    const names = new Set([...Object.keys(there), ...Object.keys(here)]);
    const entries = [...names].map((name) => [name, merged(base?.[name], here[name], there[name])]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  // rows that the other side added to, took from or put in another order: what was changed in a row here goes with it
  const isRows = [base, here, there].every((one) => Array.isArray(one) && one.every(isPlain)) && base.length === here.length;
  if (!isRows) return here;
  return there.map((row) => {
    const at = base.findIndex((one) => same(one, row));
    return at < 0 ? row : here[at];
  });
}
