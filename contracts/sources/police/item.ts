import * as z from 'zod';
import { orText } from '../../said-too.ts';
import { text } from '../../vocabulary.ts';

/**
 * Whether this was collected for law enforcement (DPA 2018 s.31). Left out it was: what is not said to be free of it needs
 * authority to be used for anything else (s.36(4)).
 */
export const lawEnforcement = z
  .boolean()
  .default(true)
  .describe(
    'Whether this was collected for law enforcement; yes if left out, and then it is shared only where an agreement names authority',
  );

/** A text, and whether it was collected for law enforcement. Plain text is taken as having been. */
export const item = (most: number) =>
  z
    .preprocess((value) => (typeof value === 'string' ? { text: value } : value), z.strictObject({ text: text(most), lawEnforcement }))
    .meta(orText('text'));
