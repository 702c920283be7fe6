import fc from 'fast-check';
import { expect, it } from 'vitest';
import { example } from '../support/examples.ts';
import type { Kept } from '../support/kept.ts';
import { type Answer, aWorld, type World } from '../support/world.ts';

const message = example('fire', 'complete');
const [walter] = message.occupants;
const identity = { nhsNumber: '999 045 6704', dateOfBirth: '1944-09-21', familyName: 'PENROSE' };
const day = '2026-11-20';
const yes = (categories: readonly string[]) => ({
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories,
  method: 'telephone',
  givenOn: day,
  recordedBy: 'Jo Castell',
  seenAlone: true,
  engagement: 'agreed',
});
const no = { answer: 'refused', givenOn: day };

/** What is done at one moment: by the sender, which is told of it; or by another, which it is not. */
type Step = { readonly isOwn: boolean; readonly does: (now: Now) => Promise<unknown> };
interface Now {
  readonly hub: World;
  readonly key: string;
  /** What the sender sent, and the answers that it recorded, oldest first. */
  readonly sent: Answer['body'][];
  readonly recorded: string[];
}

const record = ({ hub, key }: Now, as: string, body: object) => hub.post('/v1/consents', { as, key, body });
const withdraw = ({ hub, key }: Now, as: string, id: string) => hub.post(`/v1/consents/${id}/withdrawal`, { as, key, body: {} });
const one = <T>(all: readonly T[], pick: number): T | undefined => all[pick % Math.max(1, all.length)];

const statement = fc.oneof(
  fc.subarray(['contact', 'need', 'mobility', 'consent']).map(yes),
  fc.constant(no),
  fc.constant({ ...no, recipients: ['first-contact'] }),
);
const pick = fc.nat(2);

/** A visit to the same person, who said as much as is given. */
const visit = (consent: object) => async (now: Now) => {
  const body = { ...message, occupants: [{ ...walter, consent }] };
  now.sent.push((await now.hub.post('/v1/referrals/fire', { as: 'fire', key: now.key, body })).body);
};
const unasked = { answer: 'not-asked' };

const own = fc.oneof(
  fc.oneof(statement, fc.constant(unasked)).map(visit),
  fc.tuple(fc.boolean(), pick, statement).map(([isGeneral, which, said]) => async (now: Now) => {
    const referralId = one(now.sent, which)?.referralId;
    const { body } = await record(now, 'fire', { ...(isGeneral || !referralId ? { identity } : { referralId }), ...said });
    now.recorded.push(body.consentId);
  }),
  fc.tuple(fc.boolean(), pick).map(([isRecorded, which]) => async (now: Now) => {
    const id = isRecorded ? one(now.recorded, which) : one(now.sent, which)?.people[0].consentId;
    if (id) await withdraw(now, 'fire', id);
  }),
);

const others = fc.oneof(
  fc.tuple(fc.boolean(), pick).map(([isRecorded, which]) => async (now: Now) => {
    const id = isRecorded ? one(now.recorded, which) : one(now.sent, which)?.people[0].consentId;
    if (id) await withdraw(now, 'first-contact', id);
  }),
  fc.tuple(pick, statement).map(([which, said]) => async (now: Now) => {
    const referralId = one(now.sent, which)?.referralId;
    if (referralId) await record(now, 'first-contact', { referralId, ...said });
  }),
  fc.tuple(fc.constantFrom('job-centre', 'first-contact'), statement).map(([as, said]) => async (now: Now) => {
    await record(now, as, { identity, ...said });
  }),
);

const step = fc.oneof(
  { weight: 3, arbitrary: own.map((does): Step => ({ isOwn: true, does })) },
  { weight: 2, arbitrary: others.map((does): Step => ({ isOwn: false, does })) },
);

/** One that goes, whatever happens, and one that is held until its own answer lets it go. */
const story = fc
  .array(step, { minLength: 1, maxLength: 6 })
  .map((between): Step[] => [
    { isOwn: true, does: visit(yes(['contact', 'need', 'consent'])) },
    ...between,
    { isOwn: true, does: visit(unasked) },
    { isOwn: true, does: (now) => record(now, 'fire', { referralId: now.sent.at(-1)?.referralId, ...yes(['contact', 'consent']) }) },
  ]);

/** What the sender is told, as it was sent: each receipt, and where everything it sent is after each thing it did. */
async function told(from: Kept, steps: readonly Step[], withOthers: boolean): Promise<string[]> {
  const hub = await aWorld({ from });
  const sent: Answer['body'][] = [];
  const recorded: string[] = [];
  const heard: string[] = [];
  for (const [index, { isOwn, does }] of steps.entries()) {
    hub.travel(`${day}T${11 + index}:00:00.000Z`);
    if (!isOwn && !withOthers) continue;
    await does({ hub, key: `step-${index}`, sent, recorded });
    for (const { referralId } of isOwn ? sent : [])
      heard.push(JSON.stringify((await hub.get(`/v1/referrals/${referralId}`, { as: 'fire' })).body));
  }
  return [...sent.map((receipt) => JSON.stringify(receipt)), ...heard];
}

it('tells a sender the very same of what it sent, whatever others recorded or took back, also once its own answer lets it go', async () => {
  const from = (await aWorld()).kept();
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      expect(await told(from, steps, true)).toEqual(await told(from, steps, false));
    }),
    { numRuns: 100 },
  );
}, 60_000);
