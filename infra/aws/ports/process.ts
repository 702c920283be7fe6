import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '../../../functions/store/ports.ts';

/** The clock of the machine. */
export const clock: Clock = { now: () => new Date() };

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Sixteen random bytes as 26 letters and digits (base32, RFC 4648, lower case, no padding). */
export const ids: Ids = {
  next() {
    let bits = BigInt(`0x${randomBytes(16).toString('hex')}`) << 2n;
    let id = '';
    for (let place = 0; place < 26; place += 1) {
      id = alphabet.charAt(Number(bits & 31n)) + id;
      bits >>= 5n;
    }
    return id;
  },
};
