/** What every node can reach: the answer's sync, the words of the controls, and a prefix for ids in this widget. */
import { createContext } from "preact";
import { useContext, useEffect, useId, useRef, useState } from "preact/hooks";

export const Kit = createContext(/** @type {any} */ (null)); // every widget is drawn inside one

export const useSync = () => useContext(Kit).sync;

/** A function that gives a phrase of the controls with its values filled in. */
export const useWords = () => useContext(Kit).say;

/** The value at a node's field, and a function that changes it. Redraws only when that value changes. */
export function useField(node) {
  const sync = useSync();
  const [, redraw] = useState(0);
  const seen = useRef(undefined);
  const value = node.field ? sync.get(node.field) : undefined;
  seen.current = value;
  useEffect(() => node.field && sync.watch(() => {
    if (sync.get(node.field) !== seen.current) redraw((n) => n + 1);
  }), [sync, node.field]);
  return [value ?? undefined, (next, how) => sync.edit(node.field, next, how)];
}

/**
 * Taps that need the kernel: a function that runs `tap`, and the sentence to show where the room is over and nothing can
 * be carried out any more.
 *
 * @returns {[(...tap: any[]) => void, string]}
 */
export function useTap() {
  const say = useWords();
  const sync = useSync();
  const [over, setOver] = useState("");
  const act = (...tap) => {
    const ended = document.documentElement.dataset.connection === "ended";
    setOver(ended ? say("room_over") : "");
    if (ended) sync.announce(say("room_over"));
    else sync.act(...tap);
  };
  return [act, over];
}

/** Ids for a control and the texts that describe it. */
export function useIds(node) {
  const id = `tw${useContext(Kit).root}${useId()}`;
  return { id, hint: `${id}-hint`, described: node.hint ? `${id}-hint` : undefined };
}

/** The mark by which a "focus" message finds a node. */
export const mark = (node) => ({ "data-id": node.id ?? node.key ?? node.field ?? node.action });

/** A region that is empty most of the time has no role: Orca reads "statusbar" for an empty one. */
export const polite = /** @type {const} */ ({ "aria-live": "polite", "aria-atomic": "true" });
