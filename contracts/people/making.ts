import type { Answer, Expected, Step } from './person.ts';

/** How a step of one source is made: what is sent, and what is expected. */
export const sendsTo =
  (source: string, as = source) =>
  (body: object | string, expect: Expected, more: Partial<Step> = {}): Step => ({
    as,
    path: `/v1/referrals/${source}`,
    body,
    expect,
    ...more,
  });

/** Who somebody is, as each source’s message says it: given name, family name and day of birth. */
export function named(name: string, dateOfBirth: string) {
  const [givenName = '', familyName = ''] = name.split(' ');
  return { givenName, familyName, dateOfBirth };
}

/** What somebody said yes to, in person, until a day that has not come. */
export const given = (answer: Answer, more: object = {}) => ({
  answer: 'given',
  ...answer,
  method: 'in-person',
  givenOn: '2026-11-02',
  until: '2028-11-01',
  engagement: 'agreed',
  ...more,
});

/** What a parent answers for a child, or someone under 16 for themself. */
export const ofChild = (more: object = {}) =>
  given({ recipients: ['first-response'], purposes: ['support'], categories: ['contact', 'birth-date', 'need'] }, more);
export const ofParent = {
  givenBy: 'parental-responsibility',
  authority: 'evidenced',
  authorityEvidence: 'Full birth certificate that names her',
};

export const notAsked = { answer: 'not-asked' } as const;
export const saidNo = { answer: 'refused', givenOn: '2026-11-02' } as const;

export const routed = (to: readonly string[], more: Partial<Expected> = {}): Expected => ({
  status: 201,
  disposition: 'routed',
  routedTo: to,
  ...more,
});
export const held = (reasonCode: string): Expected => ({ status: 201, disposition: 'held', reasonCode, routedTo: [], asks: true });
export const refused = (reasonCode: string): Expected => ({ status: 201, disposition: 'refused', reasonCode, routedTo: [], asks: false });
export const faulty = (...faults: string[]): Expected => ({ status: 422, problem: 'schema-faults', faults });
export const atOnce = (team: string, more: Partial<Expected> = {}): Expected => routed([team], { reasonCode: 'statutory-duty', ...more });

/** One key three times: a message is taken; the same again is the same reply; another message with that key is not taken. */
export const oneKeyThrice = (step: Step, other: object): readonly [Step, Step, Step] => [
  step,
  { ...step, withKeyOf: 1, expect: { ...step.expect, isReplayed: true } },
  { ...step, body: other, withKeyOf: 1, expect: { status: 422, problem: 'idempotency-key-reused' } },
];

/** What is shown by everyone who is sent three times with one key, and what to look at. */
export const repeating = {
  outcome: 'repeated',
  lookAt:
    'The second reply is the first again, with `Idempotency-Replayed: true`. The third is a problem: a key stands for one message. Nothing happened twice.',
} as const;
