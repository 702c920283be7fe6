import fc from 'fast-check';
import { conversation, fold } from '../../functions/cases/case.ts';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import { streams } from '../../functions/store/streams.ts';
import { example } from './examples.ts';
import type { Answer, World } from './world.ts';

/**
 * Sequences of requests as whoever uses the hub might send them, in any order. Most make sense; those that do not are
 * refused. Numbers are picks: which of the referrals so far, or of the teams that have it.
 */
export type Step =
  | { readonly do: 'refer'; readonly source: string; readonly example: string }
  | {
      readonly do: 'answer';
      readonly referral: number;
      readonly team: number;
      readonly answer: string;
      readonly body: object;
      /** What came of it instead, where it was lent for a conversation. */
      readonly spoken?: string;
    }
  | { readonly do: 'say'; readonly referral: number; readonly by: 'sender' | 'team'; readonly yes: boolean }
  | { readonly do: 'say-in-general'; readonly referral: number; readonly yes: boolean }
  | { readonly do: 'withdraw' | 'read' | 'follow'; readonly referral: number }
  | { readonly do: 'cancel'; readonly referral: number; readonly reason: string }
  | { readonly do: 'review'; readonly referral: number; readonly finding: string }
  | { readonly do: 'wait'; readonly hours: number };

/** What is sent: of every source, messages that are routed, held, refused, lent for a conversation, and safeguarding concerns. */
const messages = [
  ['fire', 'complete'],
  ['fire', 'consent-refused'],
  ['fire', 'not-asked'],
  ['gp', 'arthur-not-asked'],
  ['gp', 'complete'],
  ['housing', 'complete'],
  ['housing', 'not-asked'],
  ['job-centre', 'complete'],
  ['job-centre', 'consent-missing'],
  ['police', 'complete'],
  ['police', 'domestic-abuse'],
  ['police', 'safeguarding-adult'],
  ['police', 'safeguarding-child'],
  ['street-scene', 'complete'],
  ['community', 'complete'],
] as const;
const message = fc.constantFrom(...messages).map(([source, name]) => ({ source, example: name }));
const referral = fc.nat(50);
const mostly = fc.nat(3).map((drawn) => drawn > 0);

const spoken = fc.constantFrom('not-in', 'come-back', 'no-wish', 'wants-help');
const outcomes = fc.oneof(
  fc.constantFrom('support-in-place', 'advice-given', 'person-declined').map((outcome) => ({ outcome })),
  fc
    .constantFrom('first-contact', 'social-prescribing', 'befriending', 'adult-safeguarding', 'supporting-families')
    .map((team) => ({ outcome: 'passed-on', to: [team] })),
);
const answers: fc.Arbitrary<{ readonly answer: string; readonly body: object; readonly spoken?: string }> = fc.oneof(
  fc.constant({ answer: 'acceptance', body: {} }),
  fc.constantFrom('not-our-area', 'no-capacity', 'person-declined').map((reason) => ({ answer: 'refusal', body: { reason } })),
  fc.record({ answer: fc.constant('outcome'), body: outcomes, spoken }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: message.map((each) => ({ do: 'refer' as const, ...each })) },
  {
    weight: 6,
    arbitrary: fc
      .record({ do: fc.constant('answer' as const), referral, team: fc.nat(3) })
      .chain((to) => answers.map((each) => ({ ...to, ...each }))),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      referral,
      by: fc.constantFrom('sender' as const, 'team' as const),
      yes: mostly,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('say-in-general' as const), referral, yes: mostly }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('withdraw' as const, 'read' as const, 'follow' as const), referral }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      referral,
      reason: fc.constantFrom('withdrawn', 'entered-in-error', 'wrong-person'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('review' as const), referral, finding: fc.constantFrom('may-be-seen-together', 'keep-apart') }),
  },
  { weight: 2, arbitrary: fc.constantFrom(1, 2, 24, 23 * 24, 30 * 24).map((hours) => ({ do: 'wait' as const, hours })) },
);

/** A sequence that begins with a referral. */
export const sequence: fc.Arbitrary<Step[]> = fc
  .tuple(message, fc.array(step, { minLength: 4, maxLength: 22 }))
  .map(([first, rest]) => [{ do: 'refer', ...first }, ...rest]);

function bodyOf(source: string, name: string) {
  if (name !== 'not-asked' || source !== 'fire') return example(source, name);
  const { occupants, ...message } = example('fire', 'complete');
  return { ...message, occupants: occupants.map((each: object) => ({ ...each, consent: { answer: 'not-asked' } })) };
}

/** By what a source knows the first person of a message; of someone it does not tell all of, nobody’s. */
function identityOf({ source, example: name }: Sent[number]) {
  const body = bodyOf(source, name);
  const person = { fire: body.occupants?.[0], gp: body.patient, housing: body.household?.[0], 'job-centre': body.customer }[source] ?? {};
  const { nhsNumber, dateOfBirth, familyName } = person;
  return { nhsNumber: nhsNumber ?? '9990456704', dateOfBirth: dateOfBirth ?? '1980-01-01', familyName: familyName ?? 'Nobody' };
}

const generous = (yes: boolean) => ({
  answer: yes ? 'given' : 'refused',
  ...(yes && {
    method: 'in-person',
    engagement: 'agreed',
    recipients: ['first-contact', 'first-response', 'coordinator-northgate', 'ward-team'],
    purposes: ['support', 'safe-and-well', 'introduction', 'allocation'],
    categories: ['contact', 'need', 'consent', 'hopes'],
  }),
});

/** Community concerns are written down by a team; every other source is a client of its own name. */
const senderOf = (source: string): string => (source === 'community' ? 'first-contact' : source);

/** Plays steps one after another on a hub, and later ones after them; `afterEach` after every one. Throws at a fault of the hub’s. */
export function player(hub: World) {
  const sent: Sent = [];
  let played = 0;
  return async (steps: readonly Step[], afterEach: () => Promise<void>): Promise<void> => {
    for (const each of steps) {
      played += 1;
      const answer = await perform(hub, each, `step-${played}`, sent);
      if (answer && answer.status >= 500) throw new Error(`${JSON.stringify(each)}: ${answer.status}`);
      await afterEach();
    }
  };
}

type Sent = { readonly id: string; readonly source: string; readonly example: string }[];

async function perform(hub: World, step: Step, key: string, sent: Sent): Promise<Answer | undefined> {
  if (step.do === 'refer') {
    const as = senderOf(step.source);
    const answer = await hub.post(`/v1/referrals/${step.source}`, { as, body: bodyOf(step.source, step.example), key });
    if (answer.status === 201) sent.push({ ...step, id: answer.body.referralId });
    return answer;
  }
  if (step.do === 'wait') {
    hub.travel(new Date(hub.runtime.clock.now().getTime() + step.hours * 3_600_000).toISOString());
    await expire(hub.runtime)();
    await watch(hub.runtime)();
    return undefined;
  }
  const picked = sent[step.referral % Math.max(1, sent.length)];
  return picked && about(hub, step, key, picked);
}

async function about(
  hub: World,
  step: Extract<Step, { referral: number }>,
  key: string,
  referred: Sent[number],
): Promise<Answer | undefined> {
  const { id, source } = referred;
  const as = senderOf(source);
  const teams = fold(await hub.store.read(streams.case(id)))?.teams ?? [];
  const picked = teams[('team' in step ? step.team : 0) % Math.max(1, teams.length)];
  const team = picked?.id;
  switch (step.do) {
    case 'answer':
      if (!picked) return undefined;
      // What comes of a case comes of one that was taken on; who was asked to speak with someone says what they said.
      if (step.answer === 'outcome') await hub.post(`/v1/cases/${id}/acceptance`, { as: picked.id, body: {}, key });
      return hub.post(`/v1/cases/${id}/${step.answer}`, {
        as: picked.id,
        body: step.spoken && picked.reason === conversation ? { outcome: step.spoken } : step.body,
        key,
      });
    case 'say': {
      const by = step.by === 'team' ? (team ?? as) : as;
      return hub.post('/v1/consents', { as: by, body: { ...generous(step.yes), referralId: id }, key });
    }
    case 'say-in-general':
      return hub.post('/v1/consents', { as, body: { ...generous(step.yes), identity: identityOf(referred) }, key });
    case 'withdraw':
      return hub.post(`/v1/consents/${id}.p1/withdrawal`, { as, body: {}, key });
    case 'read':
      return team ? hub.get(`/v1/cases/${id}`, { as: team }) : undefined;
    case 'follow':
      return hub.get(`/v1/referrals/${id}`, { as });
    case 'cancel':
      return hub.post(`/v1/referrals/${id}/cancellation`, { as, body: { reason: step.reason }, key });
    case 'review':
      return team
        ? hub.post(`/v1/cases/${id}/review`, { as: team, user: `${team}-safeguarding`, body: { finding: step.finding }, key })
        : undefined;
  }
}
