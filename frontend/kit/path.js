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
