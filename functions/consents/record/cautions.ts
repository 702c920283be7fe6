import type { ConsentStatement } from '../../../contracts/consent.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import { mostHeld } from '../held.ts';

/** That not all that is held was looked at. */
export const moreHeld: Warning = {
  pointer: '',
  code: 'more-held',
  detail: `more than ${mostHeld} referrals of this person were held: record the answer for each older one that still is, by its referralId.`,
};

/** What whoever records an answer should know of it though it was taken: a yes that does not say how, when and by whom it was taken down is hard to stand on later. */
export function cautionsOf(statement: ConsentStatement): Warning[] {
  const lacking = (['method', 'givenOn', 'recordedBy'] as const).filter((name) => statement[name] === undefined);
  return statement.answer === 'given' && lacking.length > 0
    ? [{ pointer: '', code: 'consent-incomplete', detail: `was recorded without ${lacking.join(', ')}: say it while it is remembered.` }]
    : [];
}
