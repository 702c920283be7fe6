import type { Envelope } from '../../contracts/events.ts';
import { activate, resume, takeOutOfForce } from '../../functions/agreements/change.ts';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import { envelopesOf } from '../../functions/delivery/publish/publish.ts';
import type { Result } from '../../functions/edge/result.ts';
import { Unavailable } from '../../functions/store/ports.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { example } from '../support/examples.ts';
import { type Answer, igLead, type World } from '../support/world.ts';

/** One thing that can be asked of the hub, repeatable: what is there before, and the request. */
export interface Scenario {
  readonly name: string;
  readonly given?: (hub: World) => Promise<string>;
  readonly send: (hub: World, subject: string) => Promise<Answer>;
  /** Whether it destroys what the case holds: then nothing of it may be readable once it is done, and else all must be. */
  readonly destroys?: true;
}

const coordinator = 'coordinator-northgate';
const answer = (status: number, body: unknown = {}): Answer => ({ status, headers: status === 503 ? { 'retry-after': '2' } : {}, body });

async function routed(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key: 'given' });
  await hub.settle();
  return body.referralId;
}

const identity = { nhsNumber: '9990456704', dateOfBirth: '1944-09-21', familyName: 'Penrose' };
const agreed = {
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'need'],
  engagement: 'agreed',
};

async function held(hub: World): Promise<string> {
  const message = example('fire', 'complete');
  const [walter] = message.occupants;
  const body = { ...message, occupants: [{ ...walter, consent: { answer: 'not-asked' } }] };
  return (await hub.post('/v1/referrals/fire', { as: 'fire', body, key: 'given' })).body.referralId;
}

async function accepted(hub: World): Promise<string> {
  const subject = await routed(hub);
  await hub.post(`/v1/cases/${subject}/acceptance`, { as: coordinator, body: {}, key: 'given' });
  return subject;
}

/** An operator’s function as an answer: what it refuses because it is so already is as good as done. */
async function operated(work: Promise<Result<unknown>>): Promise<Answer> {
  try {
    const done = await work;
    if (done.ok) return answer(200);
    if (done.refusal.code === 'state-conflict') return answer(200);
    return answer(done.refusal.code === 'busy' ? 503 : 500);
  } catch (error) {
    return answer(error instanceof Unavailable ? 503 : 500);
  }
}

/** A function that the clock starts, as an answer. */
async function started(run: () => Promise<unknown>): Promise<Answer> {
  try {
    await run();
    return answer(200);
  } catch (error) {
    return answer(error instanceof Unavailable ? 503 : 500);
  }
}

async function heldUntil(hub: World, now: string): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', {
    as: 'job-centre',
    body: example('job-centre', 'consent-missing'),
    key: 'given',
  });
  await hub.settle();
  hub.travel(now);
  return body.referralId;
}

const concern = { atRisk: 'adult', reasonableCause: true, immediateDanger: false, grounds: 'Bruises, and afraid of her son' };

const [agreement] = agreements;
const anotherVersion = agreement && { ...agreement, version: 2 };
if (!anotherVersion) throw new Error('the demonstration county has no agreement');

async function suspended(hub: World): Promise<string> {
  await takeOutOfForce(hub.runtime, anotherVersion?.id ?? '', 'suspended', 'review', igLead);
  return anotherVersion?.id ?? '';
}

async function delivered(hub: World): Promise<Answer> {
  const envelopes: Envelope[] = hub.store.all().flatMap(envelopesOf);
  // The queue brings some twice in one batch.
  const { batchItemFailures } = await hub.bring([...envelopes, ...envelopes.slice(0, 1)]);
  return answer(batchItemFailures.length === 0 ? 200 : 503);
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'a referral about one person',
    send: (hub) => hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key: 'once' }),
  },
  {
    name: 'a referral about a household, two of them with an NHS number',
    send: (hub) => {
      const body = example('fire', 'complete');
      body.occupants[1].nhsNumber = '9990123454';
      return hub.post('/v1/referrals/fire', { as: 'fire', body, key: 'once' });
    },
  },
  {
    name: 'a referral that says no, which is kept as the person’s own answer',
    send: (hub) => hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'consent-refused'), key: 'once' }),
  },
  {
    name: 'a consent that lets a held case go',
    given: held,
    send: (hub, referralId) => hub.post('/v1/consents', { as: 'fire', body: { referralId, ...agreed }, key: 'once' }),
  },
  {
    name: 'a consent of a person as such',
    send: (hub) => hub.post('/v1/consents', { as: 'fire', body: { identity, ...agreed }, key: 'once' }),
  },
  {
    name: 'a consent that is read',
    given: held,
    send: (hub, subject) => hub.get(`/v1/consents/${subject}.p1`, { as: 'fire' }),
  },
  { name: 'a case that is read', given: routed, send: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }) },
  { name: 'a worklist with summaries', given: routed, send: (hub) => hub.get('/v1/cases?with=summary', { as: coordinator }) },
  { name: 'a referral that is followed', given: routed, send: (hub, subject) => hub.get(`/v1/referrals/${subject}`, { as: 'job-centre' }) },
  {
    name: 'an acceptance',
    given: routed,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/acceptance`, { as: coordinator, body: {}, key: 'once' }),
  },
  {
    name: 'a refusal, which passes the case on',
    given: routed,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/refusal`, { as: coordinator, body: { reason: 'no-capacity' }, key: 'once' }),
  },
  {
    name: 'an outcome',
    given: accepted,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/outcome`, { as: coordinator, body: { outcome: 'advice-given' }, key: 'once' }),
  },
  {
    name: 'a withdrawal of consent',
    given: routed,
    send: (hub, subject) => hub.post(`/v1/consents/${subject}.p1/withdrawal`, { as: 'job-centre', body: {}, key: 'once' }),
  },
  {
    name: 'a referral about the wrong person',
    given: accepted,
    destroys: true,
    send: (hub, subject) =>
      hub.post(`/v1/referrals/${subject}/cancellation`, { as: 'job-centre', body: { reason: 'wrong-person' }, key: 'once' }),
  },
  {
    name: 'a referral that is withdrawn',
    given: routed,
    destroys: true,
    send: (hub, subject) =>
      hub.post(`/v1/referrals/${subject}/cancellation`, { as: 'job-centre', body: { reason: 'withdrawn' }, key: 'once' }),
  },
  {
    name: 'a sweep that finds something past its last day',
    given: (hub) => heldUntil(hub, '2026-12-19T09:00:00.000Z'),
    destroys: true,
    send: (hub) => started(expire(hub.runtime)),
  },
  {
    name: 'a sweep that finds something to be reminded of',
    given: (hub) => heldUntil(hub, '2026-12-15T09:00:00.000Z'),
    send: (hub) => started(expire(hub.runtime)),
  },
  {
    name: 'a safeguarding concern that is overdue',
    given: async (hub) => {
      const body = { ...example('fire', 'consent-refused'), safeguarding: concern };
      const sent = await hub.post('/v1/referrals/fire', { as: 'fire', body, key: 'given' });
      await hub.settle();
      hub.travel('2026-11-20T11:30:00.000Z');
      return sent.body.referralId;
    },
    send: (hub) => started(watch(hub.runtime)),
  },
  {
    name: 'an acknowledgement of mail',
    given: routed,
    send: (hub) => hub.post('/v1/events/acknowledgement', { as: coordinator, body: { position: 1 }, key: 'once' }),
  },
  {
    name: 'a delivery',
    given: async (hub) => {
      const { body } = await hub.post('/v1/referrals/job-centre', {
        as: 'job-centre',
        body: example('job-centre', 'complete'),
        key: 'given',
      });
      return body.referralId;
    },
    send: delivered,
  },
  { name: 'an agreement that comes into force', send: (hub) => operated(activate(hub.runtime, anotherVersion, igLead)) },
  {
    name: 'an agreement that is suspended',
    send: (hub) => operated(takeOutOfForce(hub.runtime, anotherVersion.id, 'suspended', 'review', igLead)),
  },
  {
    name: 'a suspended agreement that is resumed',
    given: suspended,
    send: (hub, subject) => operated(resume(hub.runtime, subject, igLead)),
  },
];
