import type { Person } from '../../../contracts/referral.ts';
import type { Receipt } from '../../../contracts/replies/referrals.ts';
import { explain, whatSenderIsToAsk } from '../../../policies/explain.ts';
import type { Partnership } from '../../../policies/partnership/index.ts';
import { routeReasons } from '../../../policies/routes/reasons.ts';
import { type CaseState, conversation } from '../../cases/case.ts';
import { consentIdOf } from '../../cases/circumstances.ts';
import type { Taken } from './message.ts';
import { type Sharing, sentenceOf } from './share.ts';

/** What is told of a referral that was just decided. Of one that asks for a conversation, no more than can be told of it for ever. */
export function receiptOf(caseId: string, sharing: Sharing, { referral, places, warnings }: Taken, partnership: Partnership): Receipt {
  const teams = sharing.events.flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
  const people = peopleOf(caseId, referral.people, places);
  return {
    referralId: caseId,
    disposition: sharing.disposition,
    reason: sentenceOf(sharing),
    reasonCode: sharing.reason,
    routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
    ask: asksOf(sharing, placesIn(people)),
    sharing: sharing.disposition === 'conversation-needed' ? [] : linesOf(sharing),
    people,
    ...(referral.safeguarding ? { emergency: 'If anyone is in danger now, ring 999. The hub does not call the emergency services.' } : {}),
    warnings,
    links: { self: `/v1/referrals/${caseId}` },
  };
}

/** What its sender is told of each decision: what may be passed on and what stays, to whom, and why. */
export const linesOf = ({ decisions }: Pick<Sharing, 'decisions'>): Receipt['sharing'] =>
  decisions.flatMap((each) => explain(each, 'sender').map((line) => ({ ...line, to: each.to.team ?? each.to.organisation })));

type Told = Receipt['people'];

/** Whom a referral tells of, in the order they were sent, each with where they stand in it, if that is known. */
const peopleOf = (caseId: string, people: readonly Pick<Person, 'key' | 'role'>[], places: readonly string[]): Told =>
  people.map(({ key, role }, index) => ({ role, pointer: places[index], consentId: consentIdOf(caseId, key) }));

/** Where each person that a receipt names stands in what was sent, by their key in the case. */
export const placesIn = (people: Told): ReadonlyMap<string, string> =>
  new Map(
    people.flatMap(({ pointer, consentId }) => (pointer === undefined ? [] : [[consentId.slice(consentId.indexOf('.') + 1), pointer]])),
  );

/** What is held goes once the answers are recorded; or when it comes again with them. */
function asksOf({ held, disposition }: Sharing, places: ReadonlyMap<string, string>): string[] {
  if (held.length === 0) return [];
  const which = places.size > 1 ? ', as its referralId, that person’s consentId in people' : ' this referralId';
  const record = `Then record each answer, with POST /v1/consents and${which}: what it covers goes at once.`;
  const then = disposition === 'held' ? `${record} Or send the referral again with the answers, under a new Idempotency-Key.` : record;
  return [...whatSenderIsToAsk(held, places), then];
}

/**
 * What is told of a referral that asked for a conversation and whose content is gone: the same as before, from what is not
 * sealed, so that its sender does not learn from the silence that somebody wanted no help. Nothing for any other. Where its
 * people stand in the message is not kept: only whoever has the message again can give their `places`.
 */
export function receiptOfConversation(
  { caseId, told, cancelled, destroyed, teams, received }: CaseState,
  partnership: Partnership,
  places: readonly string[] = [],
): Receipt | undefined {
  if (told !== 'conversation-needed' || cancelled || !destroyed) return undefined;
  const lent = teams.filter((team) => team.spoke !== undefined || team.reason === conversation).slice(0, 1);
  return {
    referralId: caseId,
    disposition: 'conversation-needed',
    reason: routeReasons[conversation],
    reasonCode: conversation,
    routedTo: lent.map(({ id }) => ({ team: id, name: partnership.places.teams.get(id)?.name ?? id })),
    ask: [],
    sharing: [],
    people: peopleOf(caseId, received.people, places),
    warnings: [],
    links: { self: `/v1/referrals/${caseId}` },
  };
}
