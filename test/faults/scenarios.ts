import type { Envelope } from '../../contracts/events.ts';
import { activate, resume, takeOutOfForce } from '../../functions/agreements/change.ts';
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
}

const coordinator = 'coordinator-northgate';
const answer = (status: number, body: unknown = {}): Answer => ({ status, headers: status === 503 ? { 'retry-after': '2' } : {}, body });

async function routed(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key: 'given' });
  await hub.settle();
  return body.referralId;
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
