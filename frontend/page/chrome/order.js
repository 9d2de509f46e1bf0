// In which order a part is gone through: the notebook's pieces and the plan's steps as one row. No page in here.

/** A piece of reading this short, or without a heading, stands above its exercise; any other is a step of its own. */
export const LEAD_IN = 250;
/** Reading up to this length (characters) is one step, whatever headings it has: about a minute. */
export const READING = 900;

/**
 * Put the pieces of a page and the steps of the plan into one row.
 *
 * @param {{exercise?: string, title: string, length?: number}[]} pieces - what the notebook has, in its order
 * @param {{id: string, title: string, exercise?: string}[]} plan - what the group does, in its order
 * @param {Set<string> | null} only - the exercises of this evening, null for all
 * @returns {{id: string, title: string, pieces: number[], plan: string | null}[]} `pieces` are places in the list
 *   above, none for a step that only happens in the room; `plan` is the plan's step that it belongs to
 */
export function inOrder(pieces, plan, only = null) {
  const stepOf = new Map();
  for (const step of plan) if (step.exercise && !stepOf.has(step.exercise)) stepOf.set(step.exercise, step);
  const again = (step) => step.exercise && stepOf.get(step.exercise) !== step;
  const pieceOf = (exercise) => pieces.findIndex((piece) => piece.exercise === exercise);
  const steps = [];
  const done = new Set();
  const talk = (step) => {
    const back = again(step) ? pieceOf(step.exercise) : -1; // a second session comes in with the same exercise
    steps.push({ id: step.id, title: step.title, pieces: back < 0 ? [] : [back], plan: step.id });
  };
  let reading = [];
  let read = 0;
  const readFirst = (after) => {
    const last = after && reading.at(-1);
    const leads = last && (last.length <= LEAD_IN || !last.title) ? reading.pop() : null;
    steps.push(...reading.map(({ length, ...step }) => step));
    reading = [];
    return leads?.pieces ?? [];
  };
  pieces.forEach((piece, at) => {
    if (piece.exercise && only && !only.has(piece.exercise)) return;
    if (!piece.exercise) {
      const last = reading.at(-1);
      if (last && (piece.length === 0 || !last.title || last.length + piece.length <= READING)) {
        last.title ||= piece.title; // what has no heading stands above what has one
        last.pieces.push(at);
        last.length += piece.length;
        return;
      }
      read += 1;
      reading.push({ id: `read-${read}`, title: piece.title, pieces: [at], plan: null, length: piece.length ?? Infinity });
      return;
    }
    const step = stepOf.get(piece.exercise);
    if (step) {
      for (const earlier of plan.slice(0, plan.indexOf(step))) {
        if (!done.has(earlier.id) && (!earlier.exercise || again(earlier))) { done.add(earlier.id); talk(earlier); }
      }
      done.add(step.id);
    }
    const leads = readFirst(true);
    steps.push({ id: piece.exercise, title: piece.title, pieces: [...leads, at], plan: step?.id ?? null });
  });
  readFirst(false);
  for (const step of plan) if (!done.has(step.id) && (!step.exercise || again(step))) talk(step);
  return steps;
}

/** The place of a step in the row by the row's own name or the plan's, -1 if it is not there. */
export const placeNamed = (steps, name) => {
  const own = steps.findIndex((step) => step.id === name);
  return own < 0 ? placeOf(steps, name) : own;
};

/** The place of a plan's step in the row, -1 if it is not there (a plan may name what this page does not have). */
export const placeOf = (steps, planned) => steps.findIndex((step) => step.plan === planned);
