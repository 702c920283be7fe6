import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { streetSceneConversations } from '../../../policies/partnership/agreements/street-scene-conversations.ts';
import { example } from '../../support/examples.ts';
import { accepted, agreed, coordinator, held, identity, notAsked, routed, type Scenario } from '../scenario.ts';

const jobs = readFileSync(new URL('../../../contracts/sources/street-scene/examples/complete.csv', import.meta.url), 'utf8');

/** Notes of so many people, which nothing can compress, are too much for one item. */
function large() {
  const body = example('fire', 'complete');
  const [first] = body.occupants;
  const notes = () => String.fromCharCode(...Array.from({ length: 9_500 }, () => 0x4e00 + randomInt(0x5000)));
  const occupants = Array.from({ length: 16 }, (_, index) => ({
    ...first,
    nhsNumber: undefined,
    familyName: `Penrose ${index}`,
    notes: notes(),
  }));
  return { ...body, occupants };
}
const tooLarge = large();

/** What partners send, and take back; what people say. */
export const referrals: readonly Scenario[] = [
  {
    name: 'a referral about one person',
    words: ['Farrow', 'Tanner Row'],
    send: (hub) => hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key: 'once' }),
  },
  {
    name: 'a referral about a household, two of them with an NHS number',
    words: ['Penrose', 'Kiln Lane'],
    send: (hub) => {
      const body = example('fire', 'complete');
      body.occupants[1].nhsNumber = '9990123454';
      return hub.post('/v1/referrals/fire', { as: 'fire', body, key: 'once' });
    },
  },
  {
    name: 'a referral too large for one item',
    only: 'objects',
    send: (hub) => hub.post('/v1/referrals/fire', { as: 'fire', body: tooLarge, key: 'once' }),
  },
  {
    name: 'a referral too large for one item, which is read',
    only: 'objects',
    given: async (hub) => {
      const { body } = await hub.post('/v1/referrals/fire', { as: 'fire', body: tooLarge, key: 'given' });
      await hub.settle();
      return body.referralId;
    },
    send: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: 'first-contact' }),
  },
  {
    name: 'a referral that says no, which is kept as the person’s own answer',
    send: (hub) => hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'consent-refused'), key: 'once' }),
  },
  {
    name: 'a list of jobs',
    agreements: [streetSceneConversations],
    send: (hub) =>
      hub.post('/v1/referrals/street-scene', { as: 'street-scene', text: jobs, headers: { 'content-type': 'text/csv' }, key: 'once' }),
  },
  {
    name: 'a referral that is followed',
    given: accepted,
    send: (hub, subject) => hub.get(`/v1/referrals/${subject}`, { as: 'job-centre' }),
  },
  {
    name: 'a referral about the wrong person',
    given: accepted,
    send: (hub, subject) =>
      hub.post(`/v1/referrals/${subject}/cancellation`, { as: 'job-centre', body: { reason: 'wrong-person' }, key: 'once' }),
    meanwhile: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }),
  },
  {
    name: 'a referral that is withdrawn',
    given: routed,
    send: (hub, subject) =>
      hub.post(`/v1/referrals/${subject}/cancellation`, { as: 'job-centre', body: { reason: 'withdrawn' }, key: 'once' }),
    meanwhile: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }),
  },
  {
    name: 'a consent that lets a held case go',
    given: held,
    send: (hub, referralId) => hub.post('/v1/consents', { as: 'fire', body: { referralId, ...agreed }, key: 'once' }),
  },
  {
    name: 'a consent of a person as such, which lets a held case go',
    given: held,
    letsGo: true,
    send: (hub) => hub.post('/v1/consents', { as: 'fire', body: { identity, ...agreed }, key: 'once' }),
  },
  {
    name: 'a consent of a person as such, while a referral of them comes in',
    letsGo: true,
    send: (hub) => hub.post('/v1/consents', { as: 'fire', body: { identity, ...agreed }, key: 'once' }),
    meanwhile: (hub) => notAsked(hub, 'meanwhile'),
  },
  {
    name: 'a referral that is held, while the person says yes as such',
    letsGo: true,
    send: (hub) => notAsked(hub, 'once'),
    meanwhile: (hub) => hub.post('/v1/consents', { as: 'fire', body: { identity, ...agreed }, key: 'meanwhile' }),
  },
  {
    name: 'a consent that is read',
    given: held,
    send: (hub, subject) => hub.get(`/v1/consents/${subject}.p1`, { as: 'fire' }),
  },
  {
    name: 'a withdrawal of consent',
    given: routed,
    send: (hub, subject) => hub.post(`/v1/consents/${subject}.p1/withdrawal`, { as: 'job-centre', body: {}, key: 'once' }),
    meanwhile: (hub, subject) => hub.get(`/v1/cases/${subject}`, { as: coordinator }),
  },
];
