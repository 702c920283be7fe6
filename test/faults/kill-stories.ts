import { example } from '../support/examples.ts';

/** One request of a story: who sends it, and what it may be answered with. */
export interface StoryRequest {
  readonly as: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly expected: number;
}

/** Requests one after another, each made from the reply to the first: the receipt of a referral. */
export interface Story {
  readonly referral: StoryRequest;
  readonly after: (referralId: string) => readonly StoryRequest[];
}

const post = (as: string, path: string, body: unknown = {}, expected = 200): StoryRequest => ({ as, method: 'POST', path, body, expected });
const get = (as: string, path: string): StoryRequest => ({ as, method: 'GET', path, expected: 200 });
const refer = (source: string, body: unknown) => post(source, `/v1/referrals/${source}`, body, 201);

/** A message about somebody of its own; every third keeps the NHS number, which others have too. */
function about(index: number, source: 'fire' | 'job-centre') {
  const body = example(source, 'complete');
  const person = source === 'fire' ? body.occupants[0] : body.customer;
  person.familyName = `Surname-${index}-${'abcdefgh'.charAt(index % 8)}`;
  if (index % 3 !== 0) delete person.nhsNumber;
  return { body, person };
}

const agreed = {
  answer: 'given',
  method: 'in-person',
  engagement: 'agreed',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'need'],
};

const coordinator = 'coordinator-northgate';
const kinds: readonly ((index: number) => Story)[] = [
  (index) => ({
    referral: refer('job-centre', about(index, 'job-centre').body),
    after: (id) => [
      get(coordinator, `/v1/cases/${id}`),
      post(coordinator, `/v1/cases/${id}/acceptance`),
      post(coordinator, `/v1/cases/${id}/outcome`, { outcome: 'advice-given' }),
      get('job-centre', `/v1/referrals/${id}`),
    ],
  }),
  (index) => ({
    referral: refer('fire', about(index, 'fire').body),
    after: (id) => [
      post('first-contact', `/v1/cases/${id}/acceptance`),
      get('first-contact', `/v1/cases/${id}`),
      post('fire', `/v1/consents/${id}.p1/withdrawal`),
      get('first-contact', `/v1/cases/${id}`),
    ],
  }),
  (index) => {
    const { body, person } = about(index, 'fire');
    return {
      referral: refer('fire', { ...body, occupants: [{ ...person, consent: { answer: 'not-asked' } }] }),
      after: (id) => [
        post('fire', '/v1/consents', { referralId: id, ...agreed }, 201),
        get('first-contact', `/v1/cases/${id}`),
        post('first-contact', `/v1/cases/${id}/refusal`, { reason: 'no-capacity' }),
      ],
    };
  },
  (index) => ({
    referral: refer('job-centre', about(index, 'job-centre').body),
    after: (id) => [
      post(coordinator, `/v1/cases/${id}/refusal`, { reason: 'no-capacity' }),
      post('job-centre', `/v1/referrals/${id}/cancellation`, { reason: 'wrong-person' }),
      get('job-centre', '/v1/referrals?limit=5'),
    ],
  }),
  () => ({
    referral: refer('police', example('police', 'safeguarding-adult')),
    after: (id) => [get('adult-safeguarding', `/v1/cases/${id}`), post('adult-safeguarding', `/v1/cases/${id}/acceptance`)],
  }),
];

/** The story of a number: the same each time. */
export const storyOf = (index: number): Story => (kinds[index % kinds.length] as (index: number) => Story)(index);

/** Everyone who has a mailbox in a story. */
export const mailboxes = ['job-centre', 'fire', 'police', coordinator, 'first-contact', 'adult-safeguarding'] as const;
