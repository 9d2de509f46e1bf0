/**
 * What a tap says about who may see an answer, as the device keeps it. The kernel has the same rule (exercises/standing.py);
 * here it holds without a kernel: a tap made offline is kept on the device before anything is sent, so that a page that wakes
 * up with a new kernel still knows it, and a share that is still on its way when somebody changes their mind is never sent.
 */

/** What a tap leaves of the answer on this device, at once; undefined where it leaves it as it is. */
const KEEPS = {
  withdraw: (answer) => ({ ...answer, _level: "me" }),
  pass: (answer) => ({ ...answer, _passed: true }),
  return: (answer) => ({ ...answer, _passed: false }),
  clear: (answer) => (answer._shared ? { _level: "me", _shared: answer._shared } : {}),
};

export const afterTap = (action, answer) => (Object.hasOwn(KEEPS, action) ? KEEPS[action](answer) : undefined);

/** Taps that call back a share which has not left yet. */
export const callsBack = (action) => ["withdraw", "pass", "clear"].includes(action);

/** True if an answer as it is now is less for the room than it was: another level, or passed. */
export const isLess = (before, now) => before?._level !== now?._level || (now?._passed === true && before?._passed !== true);

export const isShare = (content) => content?.event === "action" && content.action === "share";

/** Answers from a file say nothing about who may see them: what was chosen here stays. */
export function withChoices(answer, here) {
  /** @type {(entry: [string, any]) => boolean} */
  const is = ([name]) => ["_level", "_passed", "_shared"].includes(name);
  const chosen = Object.entries(here ?? {}).filter(is);
  if (!chosen.length) return answer;
  return Object.fromEntries([...Object.entries(answer).filter((entry) => !is(entry)), ...chosen]);
}
