// What somebody asked to keep on the device: the same for every room on it, so that the next evening finds it. Only what makes
// them the same person in one room stays with that room, and so does how far an answer went in it.

const KEPT = "workshop:kept:";
const ACROSS = ["answer:", "remember", "room"];

/** Local storage as the store of one room: its names stand for names that all rooms have together. */
export function acrossRooms(store, prefix) {
  const outside = (name) => (name.startsWith(prefix) && ACROSS.some((way) => name.startsWith(way, prefix.length))
    ? KEPT + name.slice(prefix.length) : name);
  const inside = (name) => (name?.startsWith(KEPT) ? prefix + name.slice(KEPT.length) : name);
  const own = {
    area: store, inside,
    getItem: (name) => store.getItem(outside(name)),
    setItem: (name, text) => store.setItem(outside(name), text),
    removeItem: (name) => store.removeItem(outside(name)),
    key: (index) => inside(store.key(index)),
    get length() { return store.length; },
    /** From now on this is kept for this room: nothing in it was shared here. */
    enter() {
      if (own.getItem(`${prefix}room`) === prefix) return;
      for (let index = 0; index < store.length; index += 1) {
        const name = store.key(index);
        if (!name.startsWith(`${KEPT}answer:`)) continue;
        const answer = Object.entries(JSON.parse(store.getItem(name)) ?? {}).filter(([field]) => !field.startsWith("_"));
        store.setItem(name, JSON.stringify(Object.fromEntries(answer)));
      }
      own.setItem(`${prefix}room`, prefix);
    },
  };
  return own;
}
