import type { EventData } from '../../contracts/events.ts';
import type { CaseState } from '../cases/case.ts';
import { type Circumstances, circumstancesOf } from '../cases/circumstances.ts';
import type { Caller } from '../edge/caller.ts';
import type { Commit } from '../store/commit.ts';
import type { CommitStore } from '../store/ports.ts';
import { isReference, streams } from '../store/streams.ts';

/** A consent: whose and about what, and where it is. */
export interface Consent {
  readonly data: Omit<EventData<'ConsentRecorded@1'>, 'answer'>;
  /** The commit it was recorded in by itself; one that is only inside a referral has none. */
  readonly commit: Commit | undefined;
  /** The case it was said about, if there is one. */
  readonly circumstances: Circumstances | undefined;
}

/** A consent by its reference, if it concerns the caller: one recorded by itself, or a statement inside a referral. */
export async function consentOf(consentId: string, caller: Caller, store: CommitStore): Promise<Consent | undefined> {
  const [caseId = '', key = ''] = consentId.split('.');
  if (!isReference(caseId) || consentId !== (key ? `${caseId}.${key}` : caseId)) return undefined;
  const commit = await store.last(streams.consent(consentId));
  const recorded = commit?.events.find((event) => event.type === 'ConsentRecorded@1')?.data;
  const about = recorded?.caseId ?? (key ? caseId : undefined);
  const circumstances = about === undefined ? undefined : await circumstancesOf(about, store);
  const data = recorded ?? (circumstances && statedIn(circumstances.state, consentId, key));
  return data && concerns({ data, commit, circumstances }, caller) ? { data, commit, circumstances } : undefined;
}

/** A statement inside a referral. Only its sender, or a team that has the case, can name it: there may be nothing in it. */
function statedIn({ received, caseId }: CaseState, consentId: string, key: string): Consent['data'] | undefined {
  const person = received.people.find((each) => each.key === key);
  if (!person) return undefined;
  const { personId, likeness } = person;
  const { organisation, purpose } = received;
  return { consentId, personId, likeness, caseId, person: key, organisation, purpose };
}

/** Whose record it is: who recorded it, the organisation whose referral it is about, and the teams that may know of that person. */
function concerns({ data, circumstances }: Consent, { client, organisation, team }: Caller): boolean {
  if (circumstances?.state.client === client) return true;
  if (data.organisation === organisation && data.team === team) return true;
  if (!circumstances) return false;
  const { received } = circumstances.state;
  return team ? knows(circumstances.state, data.person ?? '', { organisation, team }) : received.organisation === organisation;
}

/** Whether a team was permitted to know of someone when a case was routed to it. Whom another organisation sends to it only read there. */
export function knows(
  { teams, decided, received }: CaseState,
  person: string,
  { organisation, team }: { readonly organisation: string; readonly team: string },
): boolean {
  if (!teams.some((each) => each.id === team && each.organisation === organisation && each.status !== 'cancelled')) return false;
  const isSubject = received.people.some(({ key, role }) => key === person && role === 'subject');
  const rulings = decided.filter(({ to }) => to.team === team).flatMap((decision) => decision.rulings);
  return isSubject || rulings.some(({ owner, outcome }) => owner === person && outcome === 'permit');
}
