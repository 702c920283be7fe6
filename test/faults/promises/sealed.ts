import type { SealedPart } from '../../../functions/store/commit.ts';
import { caseIdIn, dataIn, type Index } from './index-of.ts';

/** The keys that were to be destroyed, by the case whose they were. */
function destroyedKeys({ streams }: Index): Map<string, string> {
  return new Map(
    [...streams].flatMap(([stream, commits]) => {
      const isGone = caseIdIn(stream) !== undefined && dataIn(commits, 'ContentDestroyed@1').length > 0;
      const key = commits[0]?.parts.find(({ id }) => id === 'reply')?.keys[0];
      return isGone && key !== undefined ? [[key, stream] as const] : [];
    }),
  );
}

const objectMissing = ({ object }: SealedPart, objects: ReadonlySet<string> | undefined) =>
  object !== undefined && objects !== undefined && !objects.has(object);

/** Every key and object of every sealed part is kept, but the keys that were destroyed. */
export function durable(index: Index): string[] {
  const { keys, objects, commits } = index.history;
  const gone = destroyedKeys(index);
  return commits.flatMap(({ stream, seq, parts }) =>
    parts.flatMap((part) => {
      const isKeyless = keys !== undefined && part.keys.some((key) => !keys.has(key) && !gone.has(key));
      if (part.keys.length === 0) return [`${stream}:${seq} ${part.id} is sealed under no key`];
      if (isKeyless) return [`${stream}:${seq} ${part.id} is sealed under a key that is not kept`];
      return objectMissing(part, objects) ? [`${stream}:${seq} ${part.id} is in an object that is not kept`] : [];
    }),
  );
}

/** What was destroyed has no key; what was sent in error, or of someone else, was destroyed when that was acknowledged. */
export function destroyed(index: Index): string[] {
  const { history, streams } = index;
  const faults: string[] = [];
  for (const [key, stream] of destroyedKeys(index)) {
    if (history.keys?.has(key)) faults.push(`${stream} was destroyed, and its key is kept`);
    const parts = streams.get(stream)?.flatMap((commit) => commit.parts) ?? [];
    if (parts.some((part) => !part.keys.includes(key))) faults.push(`${stream} was destroyed, and has a part under other keys alone`);
  }
  for (const { request, replies } of history.asked) {
    const [, id] = /^POST \/v1\/referrals\/(\w+)\/cancellation$/.exec(request) ?? [];
    const isInError = replies.some(({ status, body }) => status === 200 && (body as { reason?: string }).reason !== 'withdrawn');
    const isGone = dataIn(streams.get(`case#${id}`) ?? [], 'ContentDestroyed@1').length > 0;
    if (id !== undefined && isInError && !isGone) faults.push(`case#${id} was sent in error, and is not destroyed`);
  }
  return faults;
}

/** No word that was sent is in an event, a view, a mailbox, a reply’s reference, or anything else that is seen. */
export function sealed({ history, events }: Index): string[] {
  const { content, views, mailboxes } = history;
  if (!content) return [];
  const seen = [
    ...events.map(({ commit, event }) => ({ where: `${event.type} in ${commit.stream}`, text: JSON.stringify(event.data) })),
    ...history.commits.map(({ stream }) => ({ where: 'the name of a stream', text: stream })),
    ...[...(views?.grown ?? []), ...(views?.rebuilt ?? [])].map((row) => ({ where: 'a view', text: JSON.stringify(row) })),
    ...[...(mailboxes ?? [])].map(([name, mail]) => ({ where: `the mailbox of ${name}`, text: JSON.stringify(mail) })),
    ...content.seen,
  ];
  return seen.flatMap(({ where, text }) => (content.words.some((word) => text.includes(word)) ? [`in ${where}`] : []));
}
