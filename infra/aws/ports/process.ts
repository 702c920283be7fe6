import { randomBytes } from 'node:crypto';
import type { Clock, Ids, Log } from '../../../functions/store/ports.ts';

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

/** One line of JSON on standard output for each entry, which Lambda hands to CloudWatch Logs. Does not filter: callers log codes only. */
export const log: Log = {
  write({ code, level = 'info', ...fields }) {
    process.stdout.write(`${JSON.stringify({ level, code, ...fields })}\n`);
  },
};
