import type { Event, EventData } from '../../contracts/events.ts';

type Said = EventData<'ConsentRecorded@1'>['answer'];

/** What each consent said, by its id, as far as it is told in codes: what was said within a referral is sealed with it. */
export type Answers = ReadonlyMap<string, Said>;

/** The coded part of an event that a reader of the trail wants, in a few words: codes and references, never what was said. */
export function detailOf(event: Event, answers: Answers): string {
  switch (event.type) {
    case 'ReferralReceived@1': {
      const { source, team, people, purpose, urgency } = event.data;
      const who = team ? `${source} from ${team}` : source;
      return `${who}, for ${purpose}, ${people.length} ${people.length === 1 ? 'person' : 'people'}, ${urgency}`;
    }
    case 'SharingDecided@1':
      return `to ${recipientOf(event.data.to)}: ${counts(event.data.rulings.map(({ outcome }) => outcome))}`;
    case 'CaseRouted@1':
      return routedOf(event.data);
    case 'CaseHeld@1':
    case 'CaseRefused@1':
      return `${event.data.reason}, kept until ${event.data.keepUntil}`;
    case 'CaseDisclosed@1':
      return `to ${recipientOf(event.data.to)}, for ${event.data.purpose}`;
    case 'CaseAccepted@1':
      return event.data.team;
    case 'CaseDeclined@1':
      return `${event.data.team}, ${event.data.reason}`;
    case 'OutcomeRecorded@1':
    case 'ConversationHeld@1':
      return `${event.data.team}, ${event.data.outcome}`;
    case 'AbuseReviewed@1':
      return `${event.data.team}, ${event.data.finding}`;
    case 'ReferralCancelled@1':
      return [event.data.reason, ...event.data.teams.map(({ id }) => id)].join(', ');
    case 'ContentDestroyed@1':
      return event.data.reason;
    case 'SafeguardingOverdue@1':
      return event.data.team.id;
    case 'SharingChanged@1':
      return event.data.teams.map(({ id }) => id).join(', ') || 'no team has it';
    case 'HoldReminded@1':
    case 'ReferrerToBeTold@1':
      return event.data.team ?? event.data.organisation;
    case 'IdentityClaimed@1':
      return event.data.personId;
    default:
      return consentOf(event, answers);
  }
}

function consentOf(event: Event, answers: Answers): string {
  switch (event.type) {
    case 'ConsentRecorded@1': {
      const { consentId, answer, caseId, person, organisation, team } = event.data;
      const about = caseId ? `of ${person ?? 'a person'} in ${caseId}` : 'of the person in general';
      return `${consentId}, ${answer}, ${about}, by ${team ?? organisation}`;
    }
    case 'ConsentNoted@1': {
      const answer = answers.get(event.data.consentId) ?? (event.data.saysNo ? 'says no to something' : undefined);
      return [event.data.consentId, answer].filter((each) => each !== undefined).join(', ');
    }
    case 'ConsentRead@1':
      return `${event.data.consentId}, ${answers.get(event.data.consentId) ?? 'as it was said in the referral'}`;
    case 'ConsentWithdrawn@1':
      return event.data.consentId;
    default:
      return '';
  }
}

function routedOf({ team, reason, area, urgency, from, purpose, passedBy, keepUntil }: EventData<'CaseRouted@1'>): string {
  const more = [area, urgency, from && `from ${from}`, purpose && `for ${purpose}`, passedBy && `passed on by ${passedBy}`];
  const lent = keepUntil && `lent until ${keepUntil}`;
  return [`to ${team.id} (${team.kind}) of ${team.organisation}`, reason, ...more, lent].filter(Boolean).join(', ');
}

/** Whom something is for: the team, of what kind and organisation; or the organisation itself. */
function recipientOf({ organisation, team, kind }: EventData<'SharingDecided@1'>['to']): string {
  return team ? `${team}${kind ? ` (${kind})` : ''} of ${organisation}` : organisation;
}

function counts(outcomes: readonly string[]): string {
  const of = new Map<string, number>();
  for (const outcome of outcomes) of.set(outcome, (of.get(outcome) ?? 0) + 1);
  return [...of].map(([outcome, count]) => `${outcome} ${count}`).join(', ') || 'nothing asked';
}
