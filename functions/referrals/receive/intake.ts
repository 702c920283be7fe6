import type { Event } from '../../../contracts/events.ts';
import type { Referral } from '../../../contracts/referral.ts';
import type { Receipt } from '../../../contracts/replies/referrals.ts';
import type { Book } from '../../agreements/book.ts';
import { fold } from '../../cases/case.ts';
import { openCase, sealReferral, sealReply } from '../../cases/content.ts';
import { answersOf, notedOfLikenesses } from '../../consents/answers.ts';
import { noNotes, notesOf } from '../../consents/held.ts';
import { writing } from '../../consents/note.ts';
import { openAnswers, toldBy } from '../../consents/said.ts';
import { actorOf, type Caller } from '../../edge/caller.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit, SealedPart } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { referenceOf, streams } from '../../store/streams.ts';
import type { Taken } from './message.ts';
import { identify, type KnownPerson, likenessOf } from './people.ts';
import { receiptOf, receiptOfConversation } from './receipt.ts';
import { noteRefusals } from './refusals.ts';
import { type Sharing, share } from './share.ts';

export type IntakeParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids' | 'clock' | 'partnership'>;

/** A message that was taken, with who sends it and what tells a repeat of it. */
export interface Incoming extends Taken {
  readonly caller: Caller;
  readonly now: Date;
  readonly sourceId: string;
  /** The sender’s key for it: its stream derives from it, so that a repeat meets itself. */
  readonly key: string;
  /** What a repeat must be the same as. */
  readonly body: string;
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
  const [people, noted] = await Promise.all([
    identify(referral.people, { at, actor }, parts),
    notedOfLikenesses(
      referral.people.map((person) => likenessOf(person, parts.keys)),
      parts.store,
    ),
  ]);
  const ofCase = await parts.keys.take();
  const ofPeople = new Map(people.map((person) => [person.key, person.sealing]));
  const { organisation } = actor;
  const received = receivedOf({ caseId, sourceId, organisation, team: caller.team, referral, people, originalHash: idempotency.body });

  let sealing: Promise<SealedPart[]> | undefined;
  const sealed = async () => {
    // What they said is asked for first: content is sealed while that is on its way.
    await new Promise((asked) => setImmediate(asked));
    return sealReferral(place, referral, { ofCase, ofPeople }, parts);
  };

  return untilSettled(async (attempt): Promise<Attempt<TakenIn>> => {
    // Of whom nobody knew, something may have been recorded since.
    const known = attempt === 0 ? people : people.map((person) => ({ ...person, isNew: false }));
    const reading = answersOf(known, parts.store, attempt === 0 ? noted : undefined);
    sealing ??= sealed();
    const [answers, content] = await Promise.all([reading, sealing]);
    const opened = await openAnswers(answers, { organisation, purpose: referral.purpose, receivedAt: at }, parts);
    const asking = { referral, caseId, from: organisation, today: ukDate(now), said: opened.said, saidToSender: toldBy(caller, opened) };
    const sharing = await share(asking, { book, partnership: parts.partnership });
    const receipt = receiptOf(caseId, sharing, { ...incoming, referral }, parts.partnership);
    const reply = await sealReply(place, receipt, ofCase, parts);
    const written = writing(answers.last, { at, actor });
    written.next(place.stream, [received, ...sharing.events], { parts: [...content, ...reply], idempotency });
    await noteRefusals({ caseId, organisation, team: caller.team, referral, people, ofCase }, written, parts);

    const held = heldUntil(sharing);
    const notes = held ? await notesOf({ caseId, organisation, people, ...held }, written.commits, answers.last, parts.store) : noNotes;

    const appended = await parts.store.append([...written.commits, ...notes.commits], notes.rests);
    if (appended.ok) return ok({ receipt, replayed: false });
    const { conflict } = appended;
    if (conflict.kind === 'exists' && conflict.commit.stream === place.stream)
      return replay(conflict.commit, idempotency.body, incoming, parts);
    return 'again';
  });
}

/** The last day of what is held; nothing of what is not, whatever else was decided on the way. */
const heldUntil = ({ disposition, events }: Sharing): { readonly keepUntil: string } | undefined =>
  disposition === 'held' ? events.find((event) => event.type === 'CaseHeld@1')?.data : undefined;

/**
 * Names everyone by something that is not their place: a view that shows the first and the third must not tell that there
 * is a second. Whom it is about is the first, wherever they were named.
 */
function renamed(referral: Referral, caseId: string, { keys }: IntakeParts): Referral {
  const subject = referral.people.find(({ role }) => role === 'subject');
  const names = new Map(
    referral.people.map(({ key }) => [
      key,
      key === subject?.key ? 'p1' : `p-${referenceOf(keys.hmac('reference', caseId, key)).slice(0, 6)}`,
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
  team,
  referral,
  people,
  originalHash,
}: {
  readonly caseId: string;
  readonly sourceId: string;
  readonly organisation: string;
  readonly team: string | undefined;
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
    given: people[index]?.given,
    number: people[index]?.number,
  }));
  return {
    type: 'ReferralReceived@1',
    data: { referralId: caseId, source: sourceId, organisation, team, purpose, urgency, people: named, originalHash },
  };
}

/** The same key came before: the same body gets the same receipt, from the commit; another body is refused. */
export async function replay(first: Commit, body: string, { places, warnings }: Taken, parts: IntakeParts): Promise<Result<TakenIn>> {
  if (first.idempotency?.body !== body) return refuse('idempotency-key-reused');
  const state = fold(await parts.store.read(first.stream));
  // The same whether or not a team that had taken it on still has it.
  if (state?.cancelled === 'withdrawn')
    return refuse('state-conflict', [{ pointer: '', code: 'withdrawn', detail: 'was taken before, and has been withdrawn since' }]);
  const { reply } = state?.destroyed || state?.cancelled ? { reply: undefined } : await openCase(first, parts);
  if (reply) return ok({ receipt: reply as Receipt, replayed: true });
  // The same message has the same places, and the same warnings.
  const told = state && receiptOfConversation(state, parts.partnership, places);
  if (told) return ok({ receipt: { ...told, warnings }, replayed: true });
  return refuse('state-conflict', [
    { pointer: '', code: 'content-destroyed', detail: 'was taken before, and what was sent has been destroyed since' },
  ]);
}
