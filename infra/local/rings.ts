import type { Log } from '../../functions/store/ports.ts';
import { type FunctionSpec, topology } from '../topology.ts';

/** What each code that rings means to people: on AWS each is an alarm, but for what only one machine has. */
const meanings = new Map([
  ...Object.values<FunctionSpec>(topology).flatMap(({ rings = [] }) => rings.map(({ code, meaning }) => [code, meaning] as const)),
  ['engine-ended', 'The embedded database ended by itself, and is started again. What was acknowledged is kept.'] as const,
]);

/**
 * A log that also tells the person at the terminal of what rings: what it means, and the references it came with.
 * What was told before, and is so still, is not told again.
 */
export function ringing<L extends Log>(log: L, tell: (line: string) => void): L {
  return {
    ...log,
    write: (entry) => {
      log.write(entry);
      const meaning = meanings.get(entry.code);
      if (meaning === undefined || entry['isRepeat'] === true) return;
      const { code, level: _, isRepeat: __, ...references } = entry;
      const told = Object.entries(references).map(([name, value]) => `${name} ${String(value)}`);
      tell(`ALARM ${code}: ${meaning} (${told.join(', ')})\n`);
    },
  };
}
