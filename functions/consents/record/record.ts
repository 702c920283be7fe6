import type { EventData } from '../../../contracts/events.ts';
import type { RecordedConsent } from '../../../contracts/replies/consents.ts';
import type { Book } from '../../agreements/book.ts';
import { flowOf } from '../../cases/circumstances.ts';
import { mayAnswer } from '../../cases/respond/may-answer.ts';
import { seenOf } from '../../cases/respond/offer.ts';
import { actorOf } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import type { Commit, Idempotency } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { open } from '../../store/seal.ts';
import { referenceOf, streams } from '../../store/streams.ts';
import { answersOf } from '../answers.ts';
import { waitingFor } from '../held.ts';
import { note, writing } from '../note.ts';
import { recipientsOf, strangersIn } from '../recipients.ts';
import { reconsider } from '../reconsider.ts';
import { openAnswers, recordedBy, toldBy, withAnswer } from '../said.ts';
import { type About, aboutOf } from './about.ts';
import { cautionsOf, moreHeld } from './cautions.ts';
import { releasedAs, releaseHeld } from './release.ts';
import { type Sent, sentOf } from './sent.ts';

export type RecordParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids' | 'clock' | 'partnership'>;

/**
 * Records what a person said, with who gave it, how, who was there, to whom, what and until when; the moment it answers,
 * every decision rests on it, and what it covers of a held case has gone. About a case: its referrer may, and a team that
 * has it. About a person as such: on certain grounds, for what the recording organisation sends. `not-found`,
 * `schema-faults`, `user-role` from someone of the team whom the case is not for, `state-conflict` if the content of the
 * case is gone; the same again gets the same reply.
 */
export function recorder(book: Book, parts: RecordParts) {
  return async (request: Request): Promise<Result<Reply>> => {
    const sent = sentOf(request, parts.keys);
    if (!sent.ok) return sent;
    const consentId = referenceOf(parts.keys.hmac('reference', request.caller.client, 'consents', request.idempotencyKey ?? ''));
    const before = await parts.store.last(streams.consent(consentId));
    if (before) return replay(before, sent.value.idempotency, request, book, parts);
    const made = await untilSettled((attempt) => commit({ request, sent: sent.value, consentId, fresh: attempt > 0 }, book, parts));
    if (!made.ok) return made;
    return released(made.value, false, request, book, parts);
  };
}

interface Recording {
  readonly request: Request;
  readonly sent: Sent;
  readonly consentId: string;
  readonly fresh: boolean;
}

interface Made {
  readonly recorded: EventData<'ConsentRecorded@1'>;
  readonly reply: RecordedConsent;
}

/** The reply, once what the answer covers has gone: a repeat lets go what a crash left, and names that as well. */
async function released(
  { recorded, reply }: Made,
  isRepeat: boolean,
  request: Request,
  book: Book,
  parts: RecordParts,
): Promise<Result<Reply>> {
  const others = await releaseHeld(recorded, request, book, parts);
  return others.ok ? ok(created({ ...reply, released: [...reply.released, ...others.value] }, isRepeat)) : others;
}

async function commit({ request, sent, consentId, fresh }: Recording, book: Book, parts: RecordParts): Promise<Attempt<Made>> {
  const { caller, now } = request;
  const found = await aboutOf(sent.recording, caller, now, parts);
  if (!found.ok) return found;
  const about = found.value;
  if (!(await mayRecordHere(about, request, fresh, book, parts))) return refuse('user-role');
  const { statement, idempotency } = sent;
  const strangers = strangersIn(statement, recipientsOf(parts.partnership));
  if (sent.isStrict && strangers.length > 0) return refuse('schema-faults', strangers);
  const { circumstances, personId, likeness, given, number, person, organisation, purpose } = about;
  const answers = circumstances?.answers ?? (await answersOf([{ key: '', personId, likeness }], parts.store));
  const at = now.toISOString();
  const caseId = circumstances?.state.caseId;
  const isGeneralYes = !circumstances && statement.answer === 'given';
  const waiting = isGeneralYes ? await waitingFor({ organisation, personId, today: ukDate(now) }, parts.store) : undefined;
  const warnings = [...sent.warnings, ...strangers, ...cautionsOf(statement), ...(waiting?.areMore ? [moreHeld] : [])];
  const recorded = {
    consentId,
    personId,
    likeness,
    caseId,
    person,
    organisation,
    team: caller.team,
    purpose,
    answer: statement.answer,
    ...(waiting && waiting.caseIds.length > 0 ? { held: waiting.caseIds } : {}),
  };
  const written = writing((stream) => answers.last(stream) ?? (stream === circumstances?.head.stream ? circumstances?.head : undefined), {
    at,
    actor: actorOf(caller),
  });

  const opened =
    circumstances &&
    withAnswer(await openAnswers(answers, flowOf(circumstances.state), parts), person ?? '', {
      id: consentId,
      statement,
      organisation,
      purpose,
      team: caller.team,
      caseId,
      at,
      on: ukDate(now),
    });
  // A team that has the case reads what was said to anyone; who sent it is told nothing that was said to others.
  const isSenders = caller.team === undefined || circumstances?.state.client === caller.client;
  const own = opened && isSenders ? toldBy(caller, opened) : undefined;
  const again = opened && {
    said: opened.said,
    saidToSender: own ? recordedBy(caller, opened, own) : opened.said,
    shown: own ?? opened.said,
    today: ukDate(now),
    isSenders,
  };
  const outcome = circumstances && again ? await reconsider(circumstances, again, book, parts) : undefined;
  const { routedTo = [], events = [], sealed = [], ask = [] } = outcome ?? {};
  const here = caseId && routedTo.length > 0 ? [releasedAs(caseId, routedTo, parts)] : [];
  const links = { self: `/v1/consents/${consentId}`, withdrawal: `/v1/consents/${consentId}/withdrawal` };
  const reply: RecordedConsent = { consentId, status: statement.answer, released: here, ask, warnings, links };

  await note({ recorded, apart: { given, number }, statement, keys: about.keys, reply, idempotency }, written, parts);
  if (circumstances && events.length > 0) written.next(circumstances.head.stream, events, { parts: sealed });
  const read = [...(circumstances?.readAt ?? []), ...(waiting ? [waiting.head] : [])];
  const rests = read.filter(({ stream }) => !written.commits.some((each) => each.stream === stream));
  const appended = await parts.store.append(written.commits, rests);
  if (appended.ok) return ok({ recorded, reply });
  return 'again';
}

/** Whether the case is for whoever records: a team may have it for some of its people alone. */
async function mayRecordHere({ circumstances }: About, { caller, now }: Request, fresh: boolean, book: Book, parts: RecordParts) {
  const own = circumstances?.state.teams.find(({ id }) => id === caller.team);
  if (!circumstances || !own || circumstances.state.client === caller.client) return true;
  const seen = await seenOf({ own, circumstances, today: ukDate(now), fresh }, parts);
  return !seen || mayAnswer(seen, caller.user?.role, book);
}

const created = (reply: RecordedConsent, replayed: boolean): Reply => ({
  status: 201,
  body: reply,
  headers: { location: reply.links.self, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) },
});

/** The same key came before: the same again gets the same reply, from the commit; anything else is refused. */
async function replay(first: Commit, { body }: Idempotency, request: Request, book: Book, parts: RecordParts): Promise<Result<Reply>> {
  if (first.idempotency?.body !== body) return refuse('idempotency-key-reused');
  const reply = (await open(first, parts)).get('reply') as RecordedConsent | undefined;
  const recorded = first.events.find((event) => event.type === 'ConsentRecorded@1')?.data;
  if (reply && recorded) return released({ recorded, reply }, true, request, book, parts);
  return refuse('state-conflict', [
    { pointer: '', code: 'content-destroyed', detail: 'was recorded before, and has been destroyed since' },
  ]);
}
