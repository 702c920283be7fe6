import type { EventData } from '../../../contracts/events.ts';
import { MailboxQuery } from '../../../contracts/parameters.ts';
import type { Mailbox, MailboxItem } from '../../../contracts/replies/mailbox.ts';
import { Acknowledgement } from '../../../contracts/responses.ts';
import { actorOf, type Caller, recipientOf } from '../../edge/caller.ts';
import type { Reply, Request } from '../../edge/edge.ts';
import { query, toCursor } from '../../edge/list.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { validate } from '../../edge/validate.ts';
import type { Runtime } from '../../runtime.ts';
import { chain } from '../../store/commit.ts';
import { type Attempt, untilSettled } from '../../store/contention.ts';
import { streams } from '../../store/streams.ts';

export type MailboxParts = Pick<Runtime, 'store' | 'partnership'>;

/** Whether a caller reads the mailbox of a team of another organisation, of which theirs is a member. */
const isGuest = ({ team, organisation }: Caller, { partnership }: MailboxParts): boolean =>
  team !== undefined && partnership.places.teams.get(team)?.organisation !== organisation;

/** Under what name a caller’s place in a mailbox is kept: a member organisation’s own, beside that of the team. */
const placeOf = (caller: Caller, parts: MailboxParts): string =>
  isGuest(caller, parts) ? `${recipientOf(caller)}.${caller.organisation}` : recipientOf(caller);

/**
 * The caller’s mailbox, oldest first: what came after the last position acknowledged, or after `after`. Reading
 * takes nothing out. Holds references; what they lead to is decided when it is read.
 */
export function readMailbox(parts: MailboxParts) {
  const { store } = parts;
  return async (request: Request): Promise<Result<Reply>> => {
    const asked = query(MailboxQuery, request.query);
    if (!asked.ok) return asked;
    const recipient = recipientOf(request.caller);
    const { limit, cursor, after = cursor } = asked.value;
    const from = after ?? (await acknowledged(placeOf(request.caller, parts), store));
    const commits = await store.read(streams.mailbox(recipient), { after: from, limit: limit + 1 });
    const items = commits
      .slice(0, limit)
      .flatMap(({ seq, events }) => events.flatMap((event) => (event.type === 'Delivered@1' ? [itemOf(seq, event.data)] : [])))
      // Where someone lives and what they need was decided for the team, not for each organisation that sits there.
      .map((item) => (isGuest(request.caller, parts) ? { ...item, area: undefined, tier: undefined } : item));
    const more = commits.length > limit ? commits[limit - 1] : undefined;
    return ok({ status: 200, body: { items, next: toCursor(more && String(more.seq)) } satisfies Mailbox });
  };
}

async function acknowledged(recipient: string, store: MailboxParts['store']): Promise<number> {
  const last = await store.last(streams.acknowledgements(recipient));
  return last?.events.flatMap((event) => (event.type === 'MailboxAcknowledged@1' ? [event.data.position] : []))[0] ?? 0;
}

function itemOf(seq: number, { id, type, at, subject, detail }: EventData<'Delivered@1'>): MailboxItem {
  const self = type.startsWith('case.') ? `/v1/cases/${subject}` : `/v1/referrals/${subject}`;
  return { position: seq, id, type: type as MailboxItem['type'], at, subject, ...detail, links: { self } };
}

/**
 * Records how far the caller’s system has taken its mailbox in. Naturally safe to repeat; a lower position than
 * before goes back. Refuses a position beyond the last event (`schema-faults`).
 */
export function acknowledge(parts: MailboxParts) {
  const { store } = parts;
  return async (request: Request): Promise<Result<Reply>> => {
    const strict = request.strict();
    if (!strict.ok) return strict;
    const body = request.json();
    if (!body.ok) return body;
    const valid = validate(Acknowledgement, body.value.value, strict.value);
    if (!valid.ok) return valid;
    const { position } = valid.value.value;
    const recipient = recipientOf(request.caller);
    return untilSettled(async (): Promise<Attempt<Reply>> => {
      const end = (await store.last(streams.mailbox(recipient)))?.seq ?? 0;
      if (position > end)
        return refuse('schema-faults', [
          { pointer: '/position', code: 'too-far', detail: 'must be the position of an event that is in the mailbox' },
        ]);
      const stream = streams.acknowledgements(placeOf(request.caller, parts));
      const last = await store.last(stream);
      const already = last?.events.some((event) => event.type === 'MailboxAcknowledged@1' && event.data.position === position);
      if (already) return ok({ status: 200, body: { position } });
      const at = request.now.toISOString();
      const commit = chain({
        stream,
        seq: (last?.seq ?? 0) + 1,
        previous: last?.hash,
        at,
        actor: actorOf(request.caller),
        events: [{ type: 'MailboxAcknowledged@1', data: { position } }],
      });
      const appended = await store.append([commit]);
      return appended.ok ? ok({ status: 200, body: { position } }) : 'again';
    });
  };
}
