// Storage that keeps nothing readable. A browser writes even its session storage to disk, and leaves it there after the tab is
// closed; so what a tab keeps of a room is sealed with a key that comes with each page and stands nowhere on the device.
// It goes with the room: then what may be left on the disk is noise. (`crypto.subtle` is missing without HTTPS.)
import { xchacha20poly1305 } from "@noble/ciphers/chacha";

const NONCE = 24;
const bytesOf = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const packed = (bytes) => { let text = ""; for (const b of bytes) text += String.fromCharCode(b); return btoa(text); };
const unpacked = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/**
 * @param {Storage} store  where the sealed texts lie
 * @param {string} key  64 hex digits
 */
export function sealed(store, key) {
  const secret = bytesOf(key);
  const names = new TextEncoder();
  /** The name belongs to what is sealed: a text can't be moved under another name. */
  const cipher = (name, nonce) => xchacha20poly1305(secret, nonce, names.encode(name));
  /** The pass says nothing of a person, and the site's first page, which has no key, reads it (site.js). */
  const open = (name) => name.endsWith(":pass");
  return {
    getItem(name) {
      if (open(name)) return store.getItem(name);
      const text = store.getItem(name);
      if (text === null) return null;
      try {
        const all = unpacked(text);
        return new TextDecoder().decode(cipher(name, all.subarray(0, NONCE)).decrypt(all.subarray(NONCE)));
      } catch { return null; } // of another room's key, or damaged
    },
    setItem(name, text) {
      if (open(name)) { store.setItem(name, text); return; }
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
      const shut = cipher(name, nonce).encrypt(names.encode(text));
      const all = new Uint8Array(NONCE + shut.length);
      all.set(nonce);
      all.set(shut, NONCE);
      store.setItem(name, packed(all));
    },
    removeItem: (name) => store.removeItem(name),
    key: (index) => store.key(index),
    get length() { return store.length; },
  };
}
