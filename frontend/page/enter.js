// Seals what a page joins or leads with for the server whose public key came in the fragment of the QR code (HPKE, RFC 9180).
// sealing.js loads this file when it is needed. `crypto.subtle` is missing without HTTPS, so noble's primitives do the work.
import { CipherSuite } from "hpke";
import { AEAD_ChaCha20Poly1305, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from "@panva/hpke-noble";
import { bytesOf, textOf } from "./base64url.js";

const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
const utf8 = new TextEncoder();

/**
 * @param {string} server  its public key
 * @param {Record<string, string>} fields
 */
export async function seal(server, fields) {
  const key = await suite.DeserializePublicKey(bytesOf(server));
  const { encapsulatedSecret, ciphertext } = await suite.Seal(key, utf8.encode(JSON.stringify(fields)), { info: utf8.encode("workshop enter") });
  return textOf(new Uint8Array([...encapsulatedSecret, ...ciphertext]));
}
