// The page's end of one sealed connection: src/workshop/server/sealing.py, Channel.
import { chacha20poly1305 } from "@noble/ciphers/chacha";

const SALT = 32;
const BLOCK = 1024;
const LARGEST = 65536;

function nonce(count) {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setUint32(4, count, true); // four thousand million messages are enough
  return bytes;
}

/** Filled up, so that the size says little of what was chosen or how much was typed. */
function padded(message) {
  const size = message.length + 4;
  const block = Math.max(BLOCK, Math.min(2 ** Math.ceil(Math.log2(size)), LARGEST));
  const bytes = new Uint8Array(Math.ceil(size / block) * block);
  new DataView(bytes.buffer).setUint32(0, message.length, true);
  bytes.set(message, 4);
  return bytes;
}

export class Channel {
  /** @param {(salt: Uint8Array, way: string) => Uint8Array} derive  makes the key of one direction */
  constructor(derive) {
    this.derive = derive;
    /** @type {Uint8Array} */
    this.in = new Uint8Array(); // no keys, until the server has said its random bytes
    /** @type {Uint8Array} */
    this.out = new Uint8Array();
    this.read = 0;
    this.written = 0;
  }

  /** Answer the server's greeting: with random bytes of our own, and nothing, sealed. */
  meet(greeting) {
    const own = crypto.getRandomValues(new Uint8Array(SALT));
    const salt = new Uint8Array([...new Uint8Array(greeting), ...own]);
    this.out = this.derive(salt, "to kernel");
    this.in = this.derive(salt, "to page");
    return new Uint8Array([...own, ...this.seal(new Uint8Array())]);
  }

  seal(message) {
    const frame = chacha20poly1305(this.out, nonce(this.written)).encrypt(padded(new Uint8Array(message)));
    this.written += 1;
    return frame;
  }

  /** What the server's next frame holds; throws if it is another one. */
  open(frame) {
    const bytes = chacha20poly1305(this.in, nonce(this.read)).decrypt(new Uint8Array(frame));
    this.read += 1;
    return bytes.buffer.slice(bytes.byteOffset + 4, bytes.byteOffset + 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true));
  }
}
