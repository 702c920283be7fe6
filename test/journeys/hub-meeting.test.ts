import { beforeEach, describe, expect, test } from 'vitest';
import type { CaseShown } from '../../contracts/replies/cases.ts';
import { bookOf } from '../../functions/agreements/book.ts';
import { caseReader } from '../../functions/cases/disclose/disclose.ts';
import type { Request } from '../../functions/edge/edge.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
let id: string;
const categories = ['contact', 'birth-date', 'need', 'health', 'mobility', 'finances', 'consent', 'referrer'];
const recipients = ['first-response', 'early-help-hub'];
const purposes = ['support', 'allocation'];
const hubTeam = 'early-help-oakfield';

/** Denise Grant and her children: the landlord tells First Response, who passes the family on to the hub of their district. */
async function theGrants(change: object = {}, ofDenise: object = {}): Promise<string> {
  const message = example('housing', 'complete');
  const [first, ...others] = message.household;
  const denise = { ...first, ...ofDenise };
  const agrees = (person: { consent: { answer: string } }) =>
    person.consent.answer === 'given' ? { ...person, consent: { ...person.consent, recipients, purposes, categories, ...change } } : person;
  const family = { ...message, household: [agrees(denise), ...others.map(agrees)] };
  const { body } = await hub.post('/v1/referrals/housing', { as: 'housing', body: family });
  expect(body.routedTo.map(({ team }: { team: string }) => team)).toContain('first-response');
  await hub.post(`/v1/cases/${body.referralId}/acceptance`, { as: 'first-response', body: {} });
  const passed = await hub.post(`/v1/cases/${body.referralId}/outcome`, {
    as: 'first-response',
    body: { outcome: 'passed-on', to: ['early-help-hub'] },
  });
  expect(passed.body.passed).toMatchObject([{ team: hubTeam, outcome: 'passed' }]);
  return body.referralId;
}
const read = (as: string) => hub.get(`/v1/cases/${id}`, { as });

beforeEach(async () => {
  hub = await aWorld();
  id = await theGrants();
});

describe('a case of a hub where several agencies sit', () => {
  test('is seen by each as its own organisation may', async () => {
    const told = {
      [hubTeam]: {
        shared: ['Denise', 'eviction-risk', '2140', 'not slept', '1986-06-14'],
        withheld: ['Lloyd', 'bins', 'Pickard', 'breakfast club'],
      },
      [`${hubTeam}-police`]: { shared: ['Denise', 'parenting'], withheld: ['not slept', '2140', '1986-06-14', 'Lloyd', 'bins', 'Pickard'] },
      [`${hubTeam}-housing`]: { shared: ['Denise', '2140'], withheld: ['not slept', '1986-06-14', 'Lloyd', 'bins', 'Pickard'] },
      [`${hubTeam}-gp`]: { shared: ['Denise', 'not slept', '1986-06-14'], withheld: ['2140', 'Lloyd', 'bins', 'Pickard'] },
    };
    for (const [as, { shared, withheld }] of Object.entries(told)) {
      const { status, body } = await read(as);
      const seen = JSON.stringify(body.people);
      expect([as, status]).toEqual([as, 200]);
      for (const each of shared) expect([as, seen]).toEqual([as, expect.stringContaining(each)]);
      for (const each of withheld) expect([as, seen]).toEqual([as, expect.not.stringContaining(each)]);
    }
  });

  test('leaves a trail for each apart: who was shown what', async () => {
    await read(hubTeam);
    await read(`${hubTeam}-police`);
    const shownTo = async (stream: string) =>
      (await hub.store.read(`disclosures#${id}#${stream}`)).map(({ actor, events: [event] }) => ({
        by: actor.organisation,
        to: event?.type === 'CaseDisclosed@1' ? event.data.to.organisation : undefined,
        health: event?.type === 'CaseDisclosed@1' && event.data.facts.some(({ category }) => category === 'health'),
      }));
    expect(await shownTo(hubTeam)).toEqual([{ by: 'council', to: 'council', health: true }]);
    expect(await shownTo(`${hubTeam}.police`)).toEqual([{ by: 'police', to: 'police', health: false }]);
  });

  test('is on each one’s worklist, and tells there only what may be known', async () => {
    await hub.settle();
    const line = async (as: string) => (await hub.get('/v1/cases?with=summary', { as })).body.items[0];
    expect(await line(hubTeam)).toMatchObject({ caseId: id, area: 'oakfield', tier: 3 });
    const seen = await line(`${hubTeam}-police`);
    expect(seen).toMatchObject({ caseId: id, area: null, tier: null });
    expect(JSON.stringify(seen.summary)).toContain('Denise');
    expect(JSON.stringify(seen.summary)).not.toContain('arrears');
  });

  test('is answered by the hub alone', async () => {
    hub = await aWorld({ scopes: { [`${hubTeam}-police`]: ['cases:read', 'cases:respond'] } });
    id = await theGrants();
    for (const [what, body] of [
      ['acceptance', {}],
      ['refusal', { reason: 'no-capacity' }],
      ['outcome', { outcome: 'advice-given' }],
    ] as const) {
      expect((await hub.post(`/v1/cases/${id}/${what}`, { as: `${hubTeam}-police`, body })).status).toBe(404);
    }
    expect((await read(`${hubTeam}-police`)).body.links).toEqual({ self: `/v1/cases/${id}` });
    expect((await read(hubTeam)).body.status).toBe('awaiting');
  });

  test('asks the hub’s own people alone, if they are trained for it, who may be seen together', async () => {
    id = await theGrants({}, { needs: [{ code: 'domestic-abuse' }, { code: 'parenting' }] });
    const reader = caseReader(bookOf(hub.runtime), hub.runtime);
    const user = { id: 'someone', role: 'safeguarding-lead' };
    const seenAs = async (client: string, organisation: string) => {
      const caller = { client, organisation, team: hubTeam, scopes: new Set<string>(), user };
      const answer = await reader({ path: { id }, caller } as unknown as Request);
      return answer.ok ? (answer.value.body as CaseShown) : undefined;
    };
    const own = await seenAs(hubTeam, 'council');
    expect([own?.reviewNeeded, own?.links]).toMatchObject([true, { review: `/v1/cases/${id}/review` }]);
    const guest = await seenAs(`${hubTeam}-police`, 'police');
    expect(guest?.people).toHaveLength(1);
    expect([guest?.reviewNeeded, guest?.links]).toEqual([undefined, { self: `/v1/cases/${id}` }]);
  });

  test('is not there for an agency of another hub, nor for one that sits at none', async () => {
    expect((await read('early-help-northgate-police')).status).toBe(404);
    expect((await read('early-help-northgate')).status).toBe(404);
  });

  test('is shut to the agency the person would not have there, and to no other', async () => {
    id = await theGrants({ exceptions: [{ answer: 'deny', recipients: ['police'] }] });
    expect((await read(`${hubTeam}-police`)).body.people).toEqual([]);
    expect(JSON.stringify((await read(`${hubTeam}-housing`)).body)).toContain('Denise');
  });
});

test('a family reaches its hub by a child who may be known of, where the parent said no for herself', async () => {
  const message = example('housing', 'complete');
  const [denise, ...others] = message.household;
  const children = others.map((person: { consent: { answer: string } }) =>
    person.consent.answer === 'given' ? { ...person, consent: { ...person.consent, recipients, purposes, categories } } : person,
  );
  const household = [{ ...denise, consent: { answer: 'refused' } }, ...children];
  const { body } = await hub.post('/v1/referrals/housing', { as: 'housing', body: { ...message, household } });
  id = body.referralId;
  await hub.post(`/v1/cases/${id}/acceptance`, { as: 'first-response', body: {} });
  const passed = await hub.post(`/v1/cases/${id}/outcome`, {
    as: 'first-response',
    body: { outcome: 'passed-on', to: ['early-help-hub'] },
  });
  expect(passed.body.passed).toMatchObject([{ team: hubTeam, outcome: 'passed' }]);
  const seen = JSON.stringify((await read(hubTeam)).body.people);
  expect(seen).toContain('Tyrone');
  for (const withheld of ['Denise', 'not slept', '1986-06-14']) expect(seen).not.toContain(withheld);
});

describe('the mailbox of a hub', () => {
  test('is read by each agency from its own place, without what was decided for the hub', async () => {
    await hub.settle();
    const mail = async (as: string) => (await hub.get('/v1/events', { as })).body.items;
    expect(await mail(hubTeam)).toMatchObject([{ type: 'case.routed', area: 'oakfield', tier: 3 }]);
    const [seen] = await mail(`${hubTeam}-police`);
    expect([seen.type, seen.subject, seen.area, seen.tier]).toEqual(['case.routed', id, undefined, undefined]);
    await hub.post('/v1/events/acknowledgement', { as: `${hubTeam}-police`, body: { position: 1 } });
    expect(await mail(`${hubTeam}-police`)).toEqual([]);
    expect(await mail(hubTeam)).toHaveLength(1);
  });
});
