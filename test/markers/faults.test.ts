import { expect, test } from 'vitest';
import type { CommitStore } from '../../functions/store/ports.ts';
import { example } from '../support/examples.ts';
import { fhirExample } from '../support/fhir.ts';
import { aWorld } from '../support/world.ts';
import { marker, prefix } from './plant.ts';
import { placeOf, traces } from './search.ts';

/** What a fault of a library may quote: in one line, or in one that looks like a line of its stack. */
const quotes = [`Unexpected token in "${marker()}"`, `Unexpected token in "said\n    at ${marker()} (home)"`, ''];

test.each(quotes)('a fault that quotes what was said is told and logged by its kind alone', async (message) => {
  let failing = false;
  const wrapStore = (inner: CommitStore): CommitStore => {
    const or = <T>(work: () => Promise<T>): Promise<T> => (failing ? Promise.reject(new SyntaxError(message)) : work());
    return {
      ...inner,
      read: (...args) => or(() => inner.read(...args)),
      last: (...args) => or(() => inner.last(...args)),
      append: (...args) => or(() => inner.append(...args)),
    };
  };
  const hub = await aWorld({ wrapStore });
  const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
  failing = true;
  const id = body.referralId;
  const fhir = { 'content-type': 'application/fhir+json' };
  const job = 'Job Type,Request Type,Reported By,Surname,Post Code\nBulky waste quote,Service Request,Self,Orchard,ZZ1 1AB';
  const answers = [
    await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') }),
    await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' }),
    await hub.get(`/v1/referrals/${body.referralId}`, { as: 'job-centre' }),
    await hub.post('/v1/referrals/fire', { as: 'fire', body: example('fire', 'complete') }),
    await hub.post('/fhir/$process-message', { as: 'gp', body: fhirExample('complete'), headers: fhir }),
    await hub.post('/v1/referrals/street-scene', { as: 'street-scene', text: job, headers: { 'content-type': 'text/csv' } }),
    await hub.post('/v1/consents', { as: 'job-centre', body: { referralId: id, answer: 'refused' } }),
    await hub.get(`/v1/consents/${id}.p1`, { as: 'job-centre' }),
    await hub.post(`/v1/consents/${id}.p1/withdrawal`, { as: 'job-centre', body: {} }),
    await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'job-centre', body: { reason: 'withdrawn' } }),
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'coordinator-northgate', body: {} }),
    await hub.post(`/v1/cases/${id}/review`, {
      as: 'first-contact',
      user: 'first-contact-safeguarding',
      body: { finding: 'keep-apart' },
    }),
  ];
  await hub.changes(hub.store.all().map((commit) => ({ ...commit, seq: commit.seq + 5 }))).catch(() => undefined);
  await hub.bring(hub.bus);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 500));
  expect(hub.logged.map((entry) => (entry as { error?: string }).error)).toContain('SyntaxError');
  expect(hub.logged.flatMap((entry) => (entry as { at?: string }).at ?? []).every((at) => at.includes('/'))).toBe(true);
  expect(traces([prefix], [placeOf('the log', hub.logged), placeOf('the replies', answers)])).toEqual([]);
});
