import { randomFillSync } from 'node:crypto';

/** The length of a nonce of AES-GCM, in bytes (NIST SP 800-38D s.5.2.1.1). */
const length = 12;
/** Random bytes are had for many nonces at once: to ask for them costs more than to have them. */
const batch = 256;

let made = Buffer.alloc(0);
let used = 0;

/** Twelve random bytes that nobody had before. */
export function nonce(): Buffer {
  if (used === made.length) {
    // A new buffer each time: whoever has a nonce still holds the old one.
    made = randomFillSync(Buffer.alloc(length * batch));
    used = 0;
  }
  used += length;
  return made.subarray(used - length, used);
}
