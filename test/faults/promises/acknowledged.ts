import type { Asked, Replied } from '../history.ts';
import { type Effect, effectsOf, isSuccess } from './effects.ts';
import { dataIn, type Index, type Placed } from './index-of.ts';

const done = (effect: Effect, client: string, index: Index): Placed[] =>
  effect.types.flatMap((type) => index.all(type).filter((placed) => placed.commit.actor.client === client && effect.is(placed)));

const successes = ({ replies }: Asked): readonly Replied[] => replies.filter(isSuccess);

/** Each success has its effect in the store; a read that was answered so many times was written down as often. */
export function acknowledged(index: Index): string[] {
  const reads = new Map<string, { client: string; effect: Effect; times: number }>();
  const faults: string[] = [];
  for (const asked of index.history.asked) {
    for (const reply of successes(asked)) {
      for (const effect of effectsOf(asked, reply)) {
        if (!effect.isRead && !done(effect, asked.client, index).length && !wasDoneBefore(effect, index))
          faults.push(`${asked.client} ${asked.request}: ${effect.name} was acknowledged and is not there`);
        if (!effect.isRead) continue;
        const name = `${asked.client} ${effect.name}`;
        reads.set(name, { client: asked.client, effect, times: (reads.get(name)?.times ?? 0) + 1 });
      }
      faults.push(...dispositionFaults(asked, reply, index));
    }
  }
  for (const [name, { client, effect, times }] of reads) {
    const found = done(effect, client, index).length;
    if (found < times) faults.push(`${name}: shown ${times} times, written down ${found} times`);
  }
  return faults;
}

/** What asks only that something be so may find that somebody else did it. */
const wasDoneBefore = (effect: Effect, index: Index): boolean =>
  effect.isShared === true && effect.types.some((type) => index.all(type).some(effect.is));

const committedAs = {
  routed: 'CaseRouted@1',
  'conversation-needed': 'CaseRouted@1',
  held: 'CaseHeld@1',
  refused: 'CaseRefused@1',
} as const;

/** The sender was told of the disposition that was committed. */
function dispositionFaults({ request }: Asked, { status, body }: Replied, { until }: Index): string[] {
  const { referralId, disposition } = (body ?? {}) as { referralId?: string; disposition?: keyof typeof committedAs };
  if (!request.startsWith('POST /v1/referrals/') || status !== 201 || referralId === undefined || disposition === undefined) return [];
  const [routed] = dataIn(until(`case#${referralId}`, 1), 'CaseRouted@1');
  const isSo = dataIn(until(`case#${referralId}`, 1), committedAs[disposition]).length > 0;
  const isConversation = routed !== undefined && routed.keepUntil !== undefined;
  return isSo && (disposition === 'conversation-needed') === isConversation
    ? []
    : [`${referralId} was told ${disposition}, which it is not`];
}

/** No effect is there more often than different requests asked for it, and what happens once by its nature is there once. */
export function once(index: Index): string[] {
  const bounds = new Map<string, { client: string; effect: Effect; most: number }>();
  for (const asked of index.history.asked) {
    if (asked.key === undefined) continue;
    for (const effect of effectsOf(asked, undefined)) {
      const name = `${asked.client} ${effect.name}`;
      const most = (bounds.get(name)?.most ?? 0) + (asked.lines ?? 1);
      bounds.set(name, { client: asked.client, effect, most });
    }
  }
  const faults = [...bounds].flatMap(([name, { client, effect, most }]) => {
    const found = done(effect, client, index).length;
    return found > most ? [`${name}: asked for ${most} times, done ${found} times`] : [];
  });
  return [...faults, ...keyedTwice(index), ...byNature(index)];
}

/** Two commits of one stream under one Idempotency-Key. */
function keyedTwice({ streams }: Index): string[] {
  return [...streams].flatMap(([stream, commits]) => {
    const keys = commits.flatMap(({ idempotency, actor }) => (idempotency ? [`${actor.client} ${idempotency.key}`] : []));
    return new Set(keys).size === keys.length ? [] : [`${stream} has a key twice`];
  });
}

const single = ['ReferralReceived@1', 'ContentDestroyed@1', 'HoldReminded@1', 'JobsListReceived@1', 'ConsentRecorded@1'] as const;

function byNature({ streams, all }: Index): string[] {
  const faults = single.flatMap((type) => {
    const names = all(type).map(({ commit }) => commit.stream);
    return names.length === new Set(names).size ? [] : [`a stream has ${type} twice`];
  });
  for (const [stream, commits] of streams) {
    if (!stream.startsWith('case#')) continue;
    const overdue = dataIn(commits, 'SafeguardingOverdue@1').length;
    if (overdue > dataIn(commits, 'CaseRouted@1').length) faults.push(`${stream} is overdue more often than it was routed`);
  }
  const withdrawn = all('ConsentWithdrawn@1').map(({ event: { data }, commit }) =>
    [data.consentId, commit.actor.organisation, data.team].join(),
  );
  if (withdrawn.length !== new Set(withdrawn).size) faults.push('a consent is withdrawn twice by one party');
  return faults;
}

/** The same request with the same key has the same reply each time it succeeds. */
export function repeated({ history }: Index): string[] {
  return history.asked.flatMap((asked) => {
    if (asked.key === undefined) return [];
    const replies = new Set(successes(asked).map((reply) => JSON.stringify([reply.status, reply.body])));
    return replies.size > 1 ? [`${asked.client} ${asked.request} was answered in ${replies.size} ways`] : [];
  });
}
