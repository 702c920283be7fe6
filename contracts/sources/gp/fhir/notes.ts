import type { Fault } from '../../../problem.ts';
import type { Warning } from '../../../replies/parts.ts';
import type { Node } from './node.ts';

/** The most warnings, and the most faults, that are told of one message. */
const most = 100;

/**
 * What is learnt while a message is read: its faults, what was dropped, and where each part of the plain message came
 * from. Holds places and codes, never a value.
 */
export interface Notes {
  readonly warnings: readonly Warning[];
  readonly faults: readonly Fault[];
  fault(at: Node, code: string, detail: string): void;
  /** Something the sender should know, once for each place and code. */
  warn(at: Node, code: string, detail: string): void;
  /** `at` is where the part of the plain message named by `pointer` came from. */
  place(pointer: string, at: Node): void;
  /** Where what is at a pointer into the plain message came from: its own place, or that of what it is in. */
  placeOf(pointer: string): string;
}

/** Notes with nothing in them yet. */
export function notes(): Notes {
  const warnings = new Map<string, Warning>();
  const faults: Fault[] = [];
  const places = new Map<string, string>();
  let unsaid = 0;
  return {
    get warnings() {
      const more = { pointer: '', code: 'more-warnings', detail: `And ${unsaid} more parts that were dropped, or not relied on.` };
      return unsaid > 0 ? [...warnings.values(), more] : [...warnings.values()];
    },
    faults,
    fault({ pointer }, code, detail) {
      if (faults.length < most) faults.push({ pointer, code, detail });
    },
    warn({ pointer }, code, detail) {
      const key = `${pointer} ${code}`;
      if (warnings.has(key)) return;
      if (warnings.size < most - 1) warnings.set(key, { pointer, code, detail });
      else unsaid += 1;
    },
    place(pointer, at) {
      places.set(pointer, at.pointer);
    },
    placeOf(pointer) {
      for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
        const found = places.get(at);
        if (found !== undefined) return found;
      }
      return places.get('') ?? '';
    },
  };
}

/** What is dropped because nothing in a referral holds it. */
export const notMapped = (at: Node, into: Notes): void =>
  into.warn(at, 'not-mapped', 'Nothing in a referral holds this, so it was dropped.');
