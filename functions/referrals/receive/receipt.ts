import type { Referral } from '../../../contracts/referral.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Receipt } from '../../../contracts/replies/referrals.ts';
import { explain, whatToAsk } from '../../../policies/explain.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { routeReasons } from '../../../policies/routes/reasons.ts';
import { type CaseState, conversation } from '../../cases/case.ts';
import { consentIdOf } from '../../cases/circumstances.ts';
import { type Sharing, sentenceOf } from './share.ts';

/** What is told of a referral that was just decided. Of one that asks for a conversation, no more than can be told of it for ever. */
export function receiptOf(
  caseId: string,
  sharing: Sharing,
  { referral, warnings }: { readonly referral: Referral; readonly warnings: readonly Warning[] },
  { places }: Partnership,
): Receipt {
  const teams = sharing.events.flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
  return {
    referralId: caseId,
    disposition: sharing.disposition,
    reason: sentenceOf(sharing),
    reasonCode: sharing.reason,
    routedTo: teams.map((team) => ({ team, name: places.teams.get(team)?.name ?? team })),
    ask: asksOf(sharing),
    sharing: (sharing.disposition === 'conversation-needed' ? [] : sharing.decisions).flatMap((each) =>
      explain(each, 'sender').map((line) => ({ ...line, to: each.to.team ?? each.to.organisation })),
    ),
    people: referral.people.map(({ key, role }) => ({ role, consentId: consentIdOf(caseId, key) })),
    ...(referral.safeguarding ? { emergency: 'If anyone is in danger now, ring 999. The hub does not call the emergency services.' } : {}),
    warnings,
    links: { self: `/v1/referrals/${caseId}` },
  };
}

/** What is held goes once the answers are recorded; or when it comes again with them. */
function asksOf({ held, disposition }: Sharing): string[] {
  if (held.length === 0) return [];
  const record = 'Then record each answer, with POST /v1/consents and this referralId: what it covers goes at once.';
  const then = disposition === 'held' ? `${record} Or send the referral again with the answers, under a new Idempotency-Key.` : record;
  return [...new Set(held.flatMap((decision) => whatToAsk(decision, 'sender'))), then];
}

/**
 * What is told of a referral that asked for a conversation and whose content is gone: the same as before, from what is not
 * sealed, so that its sender does not learn from the silence that somebody wanted no help. Nothing for any other.
 */
export function receiptOfConversation(
  { caseId, told, cancelled, destroyed, teams, received }: CaseState,
  { places }: Partnership,
): Receipt | undefined {
  if (told !== 'conversation-needed' || cancelled || !destroyed) return undefined;
  const lent = teams.filter((team) => team.spoke !== undefined || team.reason === conversation).slice(0, 1);
  return {
    referralId: caseId,
    disposition: 'conversation-needed',
    reason: routeReasons[conversation],
    reasonCode: conversation,
    routedTo: lent.map(({ id }) => ({ team: id, name: places.teams.get(id)?.name ?? id })),
    ask: [],
    sharing: [],
    people: received.people.map(({ key, role }) => ({ role, consentId: consentIdOf(caseId, key) })),
    warnings: [],
    links: { self: `/v1/referrals/${caseId}` },
  };
}
