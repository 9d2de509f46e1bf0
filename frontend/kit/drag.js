/**
 * Dragging with pointer events, by mouse, finger or pen. It starts at a grip, so that the page still scrolls everywhere else;
 * while it lasts, the piles stand in a dock at the foot of the screen, so that a long list is no obstacle.
 */
import { useEffect, useRef, useState } from "preact/hooks";

const START = 6; // px before a press becomes a drag

/** @typedef {{ what: any, x: number, y: number, over?: string }} Drag */

/**
 * `drop(what, pileId)` is called when something is let go over an element with `data-pile`.
 *
 * @returns {[Drag | null, (e: any, what: any) => void]}
 */
export function useDrag({ drop }) {
  const [drag, setDrag] = useState(/** @type {Drag | null} */ (null));
  const end = useRef(/** @type {(() => void) | null} */ (null));
  const act = useRef(drop);
  act.current = drop;
  useEffect(() => () => end.current?.(), []);

  const start = (e, what) => {
    if (e.button) return;
    e.preventDefault();
    const grip = e.currentTarget;
    const root = grip.closest("[data-id]") ?? document;
    const from = { x: e.clientX, y: e.clientY };
    let now = /** @type {Drag | null} */ (null);
    grip.setPointerCapture(e.pointerId);
    const pileAt = (x, y) => {
      const at = document.elementsFromPoint(x, y).map((n) => /** @type {HTMLElement | null} */ (n.closest("[data-pile]"))).find((n) => n && root.contains(n));
      return at?.dataset.pile;
    };
    const move = (m) => {
      if (m.pointerId !== e.pointerId) return;
      if (!now && Math.hypot(m.clientX - from.x, m.clientY - from.y) < START) return;
      now = { what, x: m.clientX, y: m.clientY, over: pileAt(m.clientX, m.clientY) };
      setDrag(now);
    };
    const stop = (/** @type {PointerEvent | undefined} */ m = undefined) => {
      if (m && m.pointerId !== e.pointerId) return;
      end.current?.();
      if (m?.type === "pointerup" && now) {
        const pile = pileAt(m.clientX, m.clientY);
        if (pile !== undefined) act.current(what, pile);
      }
    };
    const key = (k) => {
      if (k.key !== "Escape") return;
      k.stopPropagation();
      stop();
    };
    end.current = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      removeEventListener("keydown", key, true);
      end.current = null;
      setDrag(null);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
    addEventListener("keydown", key, true);
  };
  return [drag, start];
}
