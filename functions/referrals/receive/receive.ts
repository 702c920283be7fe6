import type { Event } from '../../../contracts/events.ts';
import type { Referral } from '../../../contracts/referral.ts';
import type { Warning } from '../../../contracts/sources/source.ts';
import { explain, type Line, whatToAsk } from '../../../policies/explain.ts';
import { type Book, bookOf } from '../../agreements/book.ts';
import { openCase, sealReferral } from '../../cases/content.ts';
import { actorOf } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { ukDate } from '../../edge/time.ts';
import type { Runtime } from '../../runtime.ts';
import { type Commit, chain } from '../../store/commit.ts';
import { referenceOf, streams } from '../../store/streams.ts';
import { take } from './message.ts';
import { identify, type KnownPerson, withdrawnBy } from './people.ts';
import { type Sharing, sentenceOf, share } from './share.ts';

export type ReceiveParts = Pick<Runtime, 'store' | 'keys' | 'objects' | 'ids' | 'clock' | 'sources' | 'partnership'>;

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
  /** What may be passed on and what stays, of what was sent, and why. */
  readonly sharing: readonly Line[];
  /** What to do about danger now. */
  readonly emergency?: string;
  readonly warnings: readonly Warning[];
  readonly links: { readonly self: string };
}

/** The stream a referral derives from who sent it, where to, and the key they gave it: so a repeat meets itself. */
const caseIdOf = (request: Request, source: string, key: string, { keys }: ReceiveParts) =>
  referenceOf(keys.hmac('reference', request.caller.client, `referrals/${source}`, key));

/**
 * Takes in a referral: parse, find who it is about, decide, commit. When it answers 201 the referral and every
 * decision on it are durable in one commit. `not-found` for a source there is not, `schema-faults`,
 * `idempotency-key-missing`, `idempotency-key-reused`; the same again gets the same reply.
 */
export function receiver(parts: ReceiveParts) {
  const book = bookOf(parts);
  return async (request: Request): Promise<Result<Reply>> => {
    const sourceId = request.path['source'] ?? '';
    const source = Object.hasOwn(parts.sources, sourceId) ? parts.sources[sourceId] : undefined;
    if (!source)
      return refuse('not-found', [
        { pointer: 'path:source', code: 'unknown-source', detail: `must be one of ${Object.keys(parts.sources).join(', ')}` },
      ]);
    if (!request.idempotencyKey)
      return refuse('idempotency-key-missing', [
        { pointer: 'header:idempotency-key', code: 'missing', detail: 'is required: 1 to 255 visible ASCII characters' },
      ]);
    const body = request.json();
    if (!body.ok) return body;
    const taken = take(source, body.value.value, { today: ukDate(request.now), strict: request.query['strict'] === 'true' });
    if (!taken.ok) return taken;
    return commitReferral({ request, sourceId, key: request.idempotencyKey, text: body.value.text, ...taken.value }, book, parts);
  };
}

interface Incoming {
  readonly request: Request;
  readonly sourceId: string;
  readonly key: string;
  readonly text: string;
  readonly referral: Referral;
  readonly warnings: readonly Warning[];
}

async function commitReferral(incoming: Incoming, book: Book, parts: ReceiveParts): Promise<Result<Reply>> {
  const { request, referral, sourceId } = incoming;
  const actor = actorOf(request.caller);
  const at = request.now.toISOString();
  const caseId = caseIdOf(request, sourceId, incoming.key, parts);
  const place = { stream: streams.case(caseId), seq: 1 };
  const idempotency = {
    key: parts.keys.hmac('idempotency', request.caller.client, incoming.key),
    body: parts.keys.hmac('idempotency', incoming.text),
  };

  const people = await identify(referral.people, { at, actor }, parts);
  const withdrawals = await withdrawnBy(people, { organisation: actor.organisation, purpose: referral.purpose }, at, parts);
  const sharing = await share(
    { referral, caseId, from: actor.organisation, today: ukDate(request.now), withdrawals },
    { book, partnership: parts.partnership },
  );
  const receipt = receiptOf(caseId, sharing, incoming, parts);
  const ofCase = await parts.keys.take();
  const ofPeople = new Map(people.map((person) => [person.key, person.sealing]));
  const sealed = await sealReferral(place, { referral, reply: receipt }, { ofCase, ofPeople }, parts);
  const events = [received(incoming, caseId, people, idempotency.body), ...sharing.events];

  const appended = await parts.store.append([chain({ ...place, at, actor, events, parts: sealed, idempotency })]);
  if (appended.ok) return ok(created(receipt, false));
  if (appended.conflict.kind !== 'exists') return refuse('busy');
  return replay(appended.conflict.commit, idempotency.body, parts);
}

function received({ referral, request, sourceId }: Incoming, caseId: string, people: readonly KnownPerson[], originalHash: string): Event {
  const { purpose, urgency } = referral;
  const named = referral.people.map(({ key, role }, index) => ({ key, role, personId: people[index]?.personId ?? '' }));
  return {
    type: 'ReferralReceived@1',
    data: {
      referralId: caseId,
      source: sourceId,
      organisation: request.caller.organisation,
      purpose,
      urgency,
      people: named,
      originalHash,
    },
  };
}

function receiptOf(caseId: string, sharing: Sharing, { referral, warnings }: Incoming, { partnership }: ReceiveParts): Receipt {
  const teams = sharing.events.flatMap((event) => (event.type === 'CaseRouted@1' ? [event.data.team.id] : []));
  return {
    referralId: caseId,
    disposition: sharing.disposition,
    reason: sentenceOf(sharing),
    reasonCode: sharing.reason,
    routedTo: teams.map((team) => ({ team, name: partnership.places.teams.get(team)?.name ?? team })),
    ask: asksOf(sharing),
    sharing: sharing.decisions.flatMap((each) => explain(each, 'sender')),
    ...(referral.safeguarding ? { emergency: 'If anyone is in danger now, ring 999. The hub does not call the emergency services.' } : {}),
    warnings,
    links: { self: `/v1/referrals/${caseId}` },
  };
}

/** What is held goes when it comes again with the answers. */
function asksOf({ events, decisions }: Sharing): string[] {
  if (!events.some(({ type }) => type === 'CaseHeld@1')) return [];
  return [
    ...decisions.flatMap((decision) => whatToAsk(decision, 'sender')),
    'Then send the referral again with the answers, under a new Idempotency-Key.',
  ];
}

const created = (receipt: Receipt, replayed: boolean): Reply => ({
  status: 201,
  body: receipt,
  headers: { location: receipt.links.self, ...(replayed ? { 'idempotency-replayed': 'true' } : {}) },
});

/** The same key came before: the same body gets the same reply, from the commit; another body is refused. */
async function replay(first: Commit, body: string, parts: ReceiveParts): Promise<Result<Reply>> {
  if (first.idempotency?.body !== body) return refuse('idempotency-key-reused');
  const { reply } = await openCase(first, parts);
  if (reply) return ok(created(reply as Receipt, true));
  return refuse('state-conflict', [
    { pointer: '', code: 'content-destroyed', detail: 'was taken before, and what was sent has been destroyed since' },
  ]);
}
