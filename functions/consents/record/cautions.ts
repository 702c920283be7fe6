import type { ConsentStatement } from '../../../contracts/consent.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';

/** What whoever records an answer should know of it though it was taken: a yes that does not say how, when and by whom it was taken down is hard to stand on later. */
export function cautionsOf(statement: ConsentStatement): Warning[] {
  const lacking = (['method', 'givenOn', 'recordedBy'] as const).filter((name) => statement[name] === undefined);
  return statement.answer === 'given' && lacking.length > 0
    ? [{ pointer: '', code: 'consent-incomplete', detail: `was recorded without ${lacking.join(', ')}: say it while it is remembered.` }]
    : [];
}
