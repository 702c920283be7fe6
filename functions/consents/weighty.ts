import { isPlainlyMeant } from '../edge/near-miss.ts';
import type { Weighty } from '../edge/unknown-field.ts';

/** Left out, each of these lets a consent permit more, or for longer, than the person said, or takes a no to help for none. */
const narrowing: ReadonlySet<string> = new Set(['exceptions', 'until', 'givenBy', 'pressureSuspected', 'engagement']);

/** Whether a field of a consent weighs so much that it must not be dropped misspelt, by its place in the consent. What an exception covers all does. */
export const weighsInConsent: Weighty = ([first], field, { name }) =>
  (first === 'exceptions' || narrowing.has(field)) && isPlainlyMeant(name, field);
