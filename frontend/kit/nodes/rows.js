/** A list of things a person puts in and takes out again: rungs of a ladder, people on a map. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useField, useSync } from "../context.js";

let made = 0;
const fresh = () => `r${(made += 1)}`;

/**
 * The rows at a node's field. Each has an id of its own that the answer does not hold, so that it keeps its place on the
 * page and its focus while its neighbours move.
 */
export function useRows(node) {
  const [value, change] = useField(node);
  const sync = useSync();
  const ids = useRef(/** @type {string[]} */ ([]));
  const box = useRef(/** @type {any} */ (null));
  const [target, aim] = useState(/** @type {string | null} */ (null));
  const [open, show] = useState(/** @type {string | null} */ (null)); // the one row that is open
  const [gone, setGone] = useState(/** @type {any} */ (null)); // the last one removed, and where it stood
  const kept = Array.isArray(value) ? value : [];
  if (ids.current.length !== kept.length) ids.current = kept.map(fresh);
  const rows = kept.map((row, at) => ({ at, id: ids.current[at], ...row }));

  useEffect(() => {
    if (!target) return;
    const found = box.current?.querySelector(target);
    found?.focus();
    if (found) aim(null);
  }, [target]);

  const insert = (row, at) => {
    const id = fresh();
    ids.current = [...ids.current.slice(0, at), id, ...ids.current.slice(at)];
    change([...kept.slice(0, at), row, ...kept.slice(at)]);
    return id;
  };
  const add = (row = {}) => {
    const id = insert(row, kept.length);
    setGone(null);
    show(id);
    aim(`[data-row="${id}"] input`);
  };
  const remove = (row, words) => {
    setGone({ row: kept[row.at], at: row.at });
    ids.current = ids.current.filter((id) => id !== row.id);
    const left = kept.filter((_, at) => at !== row.at);
    change(left);
    sync.announce(words);
    const near = ids.current[Math.min(row.at, left.length - 1)];
    aim(near ? `[data-row="${near}"] button` : ".tw-rows-add");
  };
  const bringBack = () => {
    const id = insert(gone.row, Math.min(gone.at, kept.length));
    setGone(null);
    aim(`[data-row="${id}"] button`);
  };
  /** Put `one` in the place of `other` and the other way round; `turn` may change them on the way. */
  const swap = (one, other, turn) => {
    const [first, second] = turn(kept[one.at], kept[other.at]);
    ids.current = ids.current.map((id) => (id === one.id ? other.id : id === other.id ? one.id : id));
    change(kept.map((row, at) => (at === one.at ? second : at === other.at ? first : row)));
  };
  const toggle = (id) => show(open === id ? null : id);
  return { rows, box, open, toggle, gone, aim, add, remove, bringBack, swap };
}
