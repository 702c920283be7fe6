import type { Event } from '../../../contracts/events.ts';
import type { Referral } from '../../../contracts/referral.ts';
import type { Warning } from '../../../contracts/sources/source.ts';
import { explain, type Line, whatToAsk } from '../../../policies/explain.ts';
import type { Book } from '../../agreements/book.ts';
import { fold } from '../../cases/case.ts';
import { consentIdOf } from '../../cases/circumstances.ts';
import { openCase, sealReferral } from '../../cases/content.ts';
import { writing } from '../../consents/note.ts';
import { answersOf, saidOf, toldBy } from '../../consents/said.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { referenceOf, streams } from '../../store/streams.ts';
import { identify, type KnownPerson } from './people.ts';
import { noteRefusals } from './refusals.ts';
import { type Sharing, sentenceOf, share } from './share.ts';

export type IntakeParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids' | 'clock' | 'partnership'>;

/** What the sender of a referral is told. */
export interface Receipt {
  readonly referralId: string;
  readonly disposition: Sharing['disposition'];
  /** Why, in a sentence; `reasonCode` is the same for a program. */
  readonly reason: string;
  readonly reasonCode: string;
  /** The teams it went to. */
  readonly routedTo: readonly { readonly team: string; readonly name: string }[];
  /** What to ask the person, so that what is held can go. */
  readonly ask: readonly string[];
  /** What may be passed on and what stays, of what was sent, and why, for each team (`to`) that was decided on for a part of it. */
  readonly sharing: readonly (Line & { readonly to: string })[];
  /** Whom it tells of, in the order they were sent, each with the reference of what they said: to add to it, or withdraw it. */
  readonly people: readonly { readonly role: string; readonly consentId: string }[];
  /** What to do about danger now. */
  readonly emergency?: string;
  readonly warnings: readonly Warning[];
  readonly links: { readonly self: string };
}

/** A referral in the canonical form, with who sends it and what tells a repeat of it. */
export interface Incoming {
  readonly caller: Caller;
  readonly now: Date;
  readonly sourceId: string;
  /** The sender’s key for it: its stream derives from it, so that a repeat meets itself. */
  readonly key: string;
  /** What a repeat must be the same as. */
  readonly body: string;
  readonly referral: Referral;
  readonly warnings: readonly Warning[];
}

/** What became of it; `replayed` when it had been taken in before. */
export interface TakenIn {
  readonly receipt: Receipt;
  readonly replayed: boolean;
}

/** The reference a referral derives from who sent it, where to, and the key they gave it. */
export const caseIdOf = ({ caller, sourceId, key }: Incoming, { keys }: IntakeParts) =>
  referenceOf(keys.hmac('reference', caller.client, `referrals/${sourceId}`, key));

/**
 * Takes a referral in: find who it is about, decide, commit. When it resolves, the referral and every decision on it
 * are durable in one commit. `idempotency-key-reused` if the key came with something else; the same again gets the
 * same receipt.
 */
export async function intake(incoming: Incoming, book: Book, parts: IntakeParts): Promise<Result<TakenIn>> {
  const { caller, now, sourceId } = incoming;
  const actor = actorOf(caller);
  const at = now.toISOString();
  const caseId = caseIdOf(incoming, parts);
  const place = { stream: streams.case(caseId), seq: 1 };
  const idempotency = {
    key: parts.keys.hmac('idempotency', caller.client, incoming.key),
    body: parts.keys.hmac('idempotency', incoming.body),
  };

  const referral = renamed(incoming.referral, caseId, parts);
  const people = await identify(referral.people, { at, actor }, parts);
  const ofCase = await parts.keys.take();
  const ofPeople = new Map(people.map((person) => [person.key, person.sealing]));
  const { organisation } = actor;
  const received = receivedOf({ caseId, sourceId, organisation, referral, people, originalHash: idempotency.body });

  return untilSettled(async (): Promise<Attempt<TakenIn>> => {
    const answers = await answersOf(people, parts.store);
    const said = await saidOf(answers, { organisation, purpose: referral.purpose, receivedAt: at }, parts);
    const asking = { referral, caseId, from: organisation, today: ukDate(now), said, saidToSender: toldBy(organisation, said) };
    const sharing = await share(asking, { book, partnership: parts.partnership });
    const receipt = receiptOf(caseId, sharing, { referral, warnings: incoming.warnings }, parts);
    const sealed = await sealReferral(place, { referral, reply: receipt }, { ofCase, ofPeople }, parts);
    const written = writing(answers.last, { at, actor });
    written.next(place.stream, [received, ...sharing.events], { parts: sealed, idempotency });
    await noteRefusals({ caseId, organisation, referral, people, ofCase }, written, parts);

    const appended = await parts.store.append(written.commits);
    if (appended.ok) return ok({ receipt, replayed: false });
    const { conflict } = appended;
    if (conflict.kind === 'exists' && conflict.commit.stream === place.stream) return replay(conflict.commit, idempotency.body, parts);
    return 'again';
  });
}

/**
 * Names everyone but the subject by something that is not their place: a view that shows the first and the third
 * must not tell that there is a second.
 */
function renamed(referral: Referral, caseId: string, { keys }: IntakeParts): Referral {
  const names = new Map(
    referral.people.map(({ key, role }) => [
      key,
      role === 'subject' ? key : `p-${referenceOf(keys.hmac('reference', caseId, key)).slice(0, 6)}`,
    ]),
  );
  const { safeguarding } = referral;
  const about = safeguarding?.about;
  return {
    ...referral,
    people: referral.people.map((person) => ({ ...person, key: names.get(person.key) ?? person.key })),
    ...(safeguarding && about !== undefined ? { safeguarding: { ...safeguarding, about: names.get(about) ?? about } } : {}),
  };
}

function receivedOf({
  caseId,
  sourceId,
  organisation,
  referral,
  people,
  originalHash,
}: {
  readonly caseId: string;
  readonly sourceId: string;
  readonly organisation: string;
  readonly referral: Referral;
  readonly people: readonly KnownPerson[];
  readonly originalHash: string;
}): Event {
  const { purpose, urgency } = referral;
  const named = referral.people.map(({ key, role }, index) => ({
    key,
    role,
    personId: people[index]?.personId ?? '',
    likeness: people[index]?.likeness,
  }));
  return {
    type: 'ReferralReceived@1',
    data: { referralId: caseId, source: sourceId, organisation, purpose, urgency, people: named, originalHash },
  };
}

function receiptOf(
  caseId: string,
  sharing: Sharing,
  { referral, warnings }: Pick<Incoming, 'referral' | 'warnings'>,
  { partnership }: IntakeParts,
): Receipt {
  const teams = sharing.events.flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
  return {
    referralId: caseId,
    disposition: sharing.disposition,
    reason: sentenceOf(sharing),
    reasonCode: sharing.reason,
    routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
    ask: asksOf(sharing),
    sharing: sharing.decisions.flatMap((each) =>
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

/** The same key came before: the same body gets the same receipt, from the commit; another body is refused. */
export async function replay(first: Commit, body: string, parts: IntakeParts): Promise<Result<TakenIn>> {
  if (first.idempotency?.body !== body) return refuse('idempotency-key-reused');
  const state = fold(await parts.store.read(first.stream));
  // The same whether or not a team that had taken it on still has it.
  if (state?.cancelled === 'withdrawn')
    return refuse('state-conflict', [{ pointer: '', code: 'withdrawn', detail: 'was taken before, and has been withdrawn since' }]);
  const { reply } = state?.destroyed || state?.cancelled ? { reply: undefined } : await openCase(first, parts);
  if (reply) return ok({ receipt: reply as Receipt, replayed: true });
  return refuse('state-conflict', [
    { pointer: '', code: 'content-destroyed', detail: 'was taken before, and what was sent has been destroyed since' },
  ]);
}
