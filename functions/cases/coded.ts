import type { EventData } from '../../contracts/events.ts';
import type { Decision, Ruling } from '../../policies/decide.ts';

/** A ruling without its sentences: they can be said again from its codes. */
const codedRuling = ({ owner, category, collected, outcome, code, agreement, consents, duty, validUntil }: Ruling) => ({
  owner,
  category,
  collected,
  outcome,
  code,
  agreement,
  consents: consents && [...consents],
  duty,
  validUntil,
});

/** A decision as it is written down. */
export const coded = ({ evaluator, today, to, rulings, validUntil }: Decision): EventData<'SharingDecided@1'> => ({
  evaluator,
  today,
  to,
  rulings: rulings.map(codedRuling),
  validUntil,
});
