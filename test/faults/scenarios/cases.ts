import { firstContactIntroductions } from '../../../policies/partnership/agreements/first-contact-introductions.ts';
import { jobCentreIntroductions } from '../../../policies/partnership/agreements/job-centre-introductions.ts';
import { streetSceneConversations } from '../../../policies/partnership/agreements/street-scene-conversations.ts';
import { example } from '../../support/examples.ts';
import type { World } from '../../support/world.ts';
import { accepted, coordinator, routed, type Scenario } from '../scenario.ts';

const withdrawal = (hub: World, subject: string) =>
  hub.post(`/v1/consents/${subject}.p1/withdrawal`, { as: 'job-centre', body: {}, key: 'meanwhile' });

/** Walter’s referral, who agreed that the fire service hears of it. */
async function fromFire(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'complete'), key: 'given' });
  await hub.settle();
  return body.referralId;
}

async function lent(hub: World): Promise<string> {
  const { body } = await hub.post('/v1/referrals/street-scene', {
    as: 'street-scene',
    body: example('street-scene', 'complete'),
    key: 'given',
  });
  await hub.settle();
  return body.referralId;
}

/** What teams do with the cases they have. */
export const cases: readonly Scenario[] = [
  {
    name: 'a case that is read, while the person withdraws',
    words: ['Farrow', 'Tanner Row'],
    given: routed,
    send: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }),
    meanwhile: withdrawal,
  },
  {
    name: 'a worklist with summaries, while the person withdraws',
    given: routed,
    isGivenAnyway: true,
    send: (hub) => hub.get('/v1/cases?with=summary', { as: coordinator }),
    meanwhile: withdrawal,
  },
  {
    name: 'an acceptance',
    given: routed,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/acceptance`, { as: coordinator, body: {}, key: 'once' }),
  },
  {
    name: 'an acceptance that the referrer may hear of',
    given: fromFire,
    isToBeTold: true,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/acceptance`, { as: 'first-contact', body: {}, key: 'once' }),
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
    name: 'a conversation that leads to nothing',
    agreements: [streetSceneConversations],
    given: lent,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/outcome`, { as: 'ward-team', body: { outcome: 'no-wish' }, key: 'once' }),
  },
  {
    name: 'mail that a team’s own system takes',
    agreements: [jobCentreIntroductions, firstContactIntroductions],
    given: routed,
    takesMail: true,
    send: (hub, subject) => hub.post(`/v1/cases/${subject}/refusal`, { as: coordinator, body: { reason: 'no-capacity' }, key: 'once' }),
  },
  {
    name: 'an acknowledgement of mail',
    given: routed,
    send: (hub) => hub.post('/v1/events/acknowledgement', { as: coordinator, body: { position: 1 }, key: 'once' }),
  },
];
