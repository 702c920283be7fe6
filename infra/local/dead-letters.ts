import { open } from 'node:fs/promises';
import type { Clock, Log } from '../../functions/store/ports.ts';

/** Where what could not be consumed is written down, by reference, for a person to look at. */
export interface DeadLetters {
  /** Says whether it is durable. Never throws. */
  write(letter: Readonly<Record<string, unknown>>): Promise<boolean>;
}

/** Dead letters as lines of JSON in a file, with the time each was given up. */
export function deadLetterFile({ path, clock, log }: { readonly path: string; readonly clock: Clock; readonly log: Log }): DeadLetters {
  return {
    write: async (letter) => {
      log.write({ code: 'dead-letter', level: 'error' });
      try {
        const file = await open(path, 'a', 0o600);
        try {
          await file.writeFile(`${JSON.stringify({ at: clock.now().toISOString(), ...letter })}\n`);
          await file.datasync();
        } finally {
          await file.close();
        }
        return true;
      } catch {
        log.write({ code: 'dead-letter-not-written', level: 'error' });
        return false;
      }
    },
  };
}
