import { describe, expect, test } from 'vitest';
import type { AgreementInput } from '../../contracts/agreement.ts';
import type { ReferralInput } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { TeamKind } from '../../contracts/vocabulary.ts';
import { canonical } from '../support/canonical.ts';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

type PersonInput = ReferralInput['people'][number];

/** A system that sends the canonical referral as it is. */

/** What the landlord may pass on, to these kinds of team, with each person’s own permission. */
const agreed = (...teamKinds: TeamKind[]): AgreementInput => ({
  id: 'plain',
  version: 1,
  title: 'Plain',
  status: 'illustrative, needs IG review',
  parties: [
    { organisation: 'housing', role: 'controller', icoRegistration: 'ZZ000007' },
    { organisation: 'council', role: 'controller', icoRegistration: 'ZZ000001' },
  ],
  inForceFrom: '2026-01-01',
  reviewBy: '2027-06-30',
  inForceUntil: '2028-12-31',
  necessity: 'For a test.',
  dpia: 'None, a test',
  clauses: teamKinds.map((kind) => ({
    id: kind,
    from: 'housing',
    to: { organisation: 'council', teamKinds: [kind] },
    purpose: 'support',
    categories: ['contact', 'birth-date', 'need', 'finances', 'consent'],
    article6: { basis: '6(1)(e)', power: 'housing-act-1996' },
    confidentiality: 'explicit-permission',
    engagement: 'asked-by-the-team',
    retentionDays: 90,
  })),
  approvals: [
    { organisation: 'housing', role: 'Head', approvedOn: '2025-12-01' },
    { organisation: 'council', role: 'Head', approvedOn: '2025-12-01' },
  ],
});

const yes = (recipients: string[], more: object = {}): NonNullable<PersonInput['consent']> => ({
  answer: 'given',
  recipients,
  purposes: ['support'],
  categories: ['contact', 'birth-date', 'need', 'finances', 'consent'],
  givenBy: 'self',
  engagement: 'agreed',
  ...more,
});
const byParent = { givenBy: 'parental-responsibility', authority: 'evidenced', authorityEvidence: 'Birth certificate' };
const no: NonNullable<PersonInput['consent']> = { answer: 'refused', givenBy: 'self' };
const address = { lines: ['1 Mill Lane'], postcode: 'ZZ1 1AB' };

const mother = (change: Partial<PersonInput> = {}): PersonInput => ({
  key: 'mother',
  role: 'subject',
  name: { given: 'Ruth', family: 'Tarn' },
  birthDate: '1988-01-01',
  address,
  needs: [{ code: 'parenting' }, { code: 'loneliness' }],
  ...change,
});
const son = (change: Partial<PersonInput> = {}): PersonInput => ({
  key: 'son',
  role: 'household-member',
  name: { given: 'Jonah', family: 'Tarn' },
  birthDate: '2016-01-01',
  address,
  needs: [{ code: 'child-behaviour' }],
  ...change,
});
const family = (people: PersonInput[], change: Partial<ReferralInput> = {}): ReferralInput => ({
  purpose: 'support',
  urgency: 'routine',
  people,
  ...change,
});

const world = (...teamKinds: TeamKind[]) =>
  aWorld({
    sources: { ...sources, plain: canonical },
    agreements: [agreed(...teamKinds)],
    scopes: { housing: ['send:plain', 'referrals:read', 'consents:record'] },
  });
const send = (hub: World, body: ReferralInput) => hub.post('/v1/referrals/plain', { as: 'housing', body });
const open = async (hub: World, team: string) => {
  await hub.settle();
  return (await hub.get('/v1/cases?status=open', { as: team })).body.items;
};
const teamsOf = (body: { routedTo: { team: string }[] }) => body.routedTo.map(({ team }) => team);

describe('a family with children, and what a parent needs beside it', () => {
  const everywhere = ['first-response', 'local-area-coordinator'];

  test('go to two teams, and each is told of its own part alone', async () => {
    const hub = await world('first-response', 'local-area-coordinator', 'first-contact');
    const mothers = mother({
      consent: yes(everywhere, { exceptions: [{ answer: 'deny', recipients: ['local-area-coordinator'], categories: ['birth-date'] }] }),
    });
    const { status, body } = await send(hub, family([mothers, son({ consent: yes(['first-response'], byParent) })]));

    expect([status, body.disposition, body.reasonCode]).toEqual([201, 'routed', 'childrens-early-help']);
    expect(teamsOf(body)).toEqual(['first-response', 'coordinator-northgate']);
    expect(body.ask).toEqual([]);
    expect([...new Set(body.sharing.map((line: { to: string }) => line.to))]).toEqual(['first-response', 'coordinator-northgate']);

    expect(await open(hub, 'first-response')).toMatchObject([{ reason: 'childrens-early-help', tier: 2, area: 'northgate' }]);
    expect(await open(hub, 'coordinator-northgate')).toMatchObject([{ reason: 'area-and-need', area: 'northgate' }]);
    const view = JSON.stringify((await hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' })).body);
    expect(view).toContain('Ruth');
    expect(view).not.toMatch(/Jonah|child|first-response/);
  });

  test('a part that is held keeps nothing else back, and the sender is told what to ask for it', async () => {
    const hub = await world('first-response', 'local-area-coordinator');
    const { body } = await send(hub, family([mother({ consent: yes(['local-area-coordinator']) }), son()]));

    expect([body.disposition, body.reasonCode, teamsOf(body)]).toEqual(['routed', 'area-and-need', ['coordinator-northgate']]);
    expect(body.ask.length).toBeGreaterThan(1);
    expect(body.ask.at(-1)).toMatch(/POST \/v1\/consents/);
    expect(body.ask.at(-1)).not.toMatch(/again/);
    expect(await open(hub, 'first-response')).toEqual([]);

    const person = body.people[1].consentId.split('.')[1];
    const recorded = await hub.post('/v1/consents', {
      as: 'housing',
      body: { referralId: body.referralId, person, ...yes(['first-response'], byParent) },
    });
    expect([recorded.status, teamsOf(recorded.body.released[0])]).toEqual([201, ['first-response']]);
    expect(await open(hub, 'first-response')).toMatchObject([{ reason: 'childrens-early-help', tier: 2 }]);
    expect(await open(hub, 'coordinator-northgate')).toHaveLength(1);
  });

  test('nothing is refused while another part of it might go once someone was asked', async () => {
    const hub = await world('first-response', 'local-area-coordinator');
    const { body } = await send(hub, family([mother({ consent: no, needs: [{ code: 'loneliness' }] }), son()]));

    expect([body.disposition, body.reasonCode, teamsOf(body)]).toEqual(['held', 'consent-missing', []]);
    expect(body.ask.at(-1)).toMatch(/send the referral again/);
  });

  test('a parent who said no stays unseen where the child’s help may go', async () => {
    const hub = await world('first-response');
    const { body } = await send(hub, family([mother({ consent: no }), son({ consent: yes(['first-response'], byParent) })]));

    // A parent’s answer for a child stands beside the parent’s own no.
    expect(teamsOf(body)).toEqual(['first-response']);
    const { body: view } = await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-response' });
    expect(view.people.map(({ key, role }: { key: string; role: string }) => [role, key === 'mother'])).toEqual([
      ['household-member', false],
    ]);
    expect(JSON.stringify(view)).not.toMatch(/Ruth|loneliness/);
  });

  test('someone beside them who agreed does not stand in for whom it is about', async () => {
    const hub = await world('first-response');
    const lodger: PersonInput = {
      key: 'lodger',
      role: 'household-member',
      birthDate: '1990-01-01',
      address,
      consent: yes(['first-response']),
    };
    const { body } = await send(hub, family([mother({ consent: no, needs: [{ code: 'parenting' }] }), son({ consent: no }), lodger]));
    expect([body.disposition, teamsOf(body)]).toEqual(['refused', []]);
    expect(await open(hub, 'first-response')).toEqual([]);
  });

  test('two ways that end at one team are one case there, and it hears of no other team', async () => {
    const hub = await world('first-contact');
    const body0 = family([mother({ consent: yes(['first-contact']) }), son({ consent: yes(['first-contact'], byParent) })]);
    const { body } = await send(hub, body0);

    expect([teamsOf(body), body.reasonCode]).toEqual([['first-contact'], 'no-agreement-with-first-response']);
    expect(await open(hub, 'first-contact')).toMatchObject([{ reason: 'first-contact', tier: 2, area: 'northgate' }]);
    await hub.settle();
    expect((await hub.get('/v1/events', { as: 'first-contact' })).body.items).toHaveLength(1);
  });

  test('a team is told neither tier nor area where it may know neither needs nor address', async () => {
    const hub = await world('first-response');
    const sons = son({
      consent: yes(['first-response'], { ...byParent, categories: ['contact'] }),
      address: undefined,
      telephones: ['01632 960123'],
    });
    const { body } = await send(hub, family([mother({ consent: no }), sons]));
    const [row] = await open(hub, 'first-response');
    expect(teamsOf(body)).toEqual(['first-response']);
    expect([row.tier ?? null, row.area ?? null]).toEqual([null, null]);
  });

  test('where a duty takes a child’s case to First Response, it goes there once', async () => {
    const hub = await world('first-response');
    const safeguarding = { about: 'son', atRisk: 'child' as const, reasonableCause: true, grounds: 'Seen alone at night.' };
    const people = [mother({ consent: yes(['first-response']) }), son({ consent: yes(['first-response'], byParent) })];
    const { body } = await send(hub, family(people, { safeguarding }));

    expect([body.reasonCode, teamsOf(body)]).toEqual(['statutory-duty', ['first-response']]);
    expect(await open(hub, 'first-response')).toMatchObject([{ reason: 'statutory-duty', urgency: 'emergency' }]);
  });
});

describe('trouble with neighbours', () => {
  const dispute = (change: Partial<PersonInput> = {}) => mother({ needs: [{ code: 'neighbour-dispute' }], ...change });

  test('goes to the ward team, whose worklist does not say why', async () => {
    const hub = await world('ward-team');
    const { body } = await send(hub, family([dispute({ consent: yes(['ward-team']) })]));
    expect([body.reasonCode, teamsOf(body)]).toEqual(['repeat-problem', ['ward-team']]);
    expect(await open(hub, 'ward-team')).toMatchObject([{ reason: 'right-team', tier: 1 }]);
  });

  test('goes to First Contact where the person agreed to no more', async () => {
    const hub = await world('ward-team', 'first-contact');
    const { body } = await send(hub, family([dispute({ consent: yes(['first-contact']) })]));
    expect([body.reasonCode, teamsOf(body)]).toEqual(['no-agreement-with-ward-team', ['first-contact']]);
    expect(await open(hub, 'first-contact')).toMatchObject([{ reason: 'first-contact' }]);
  });
});

describe('what the person asked for', () => {
  test('comes first, and First Contact after it where it may not go there', async () => {
    const hub = await world('first-contact', 'local-area-coordinator');
    const person = mother({ needs: [{ code: 'loneliness' }], consent: yes(['first-contact', 'local-area-coordinator']) });
    const requested = (await send(hub, family([person], { requested: ['befriending'] }))).body;
    expect(teamsOf(requested)).toEqual(['coordinator-northgate']);
    const contact = (await send(hub, family([person], { requested: ['first-contact'] }))).body;
    expect([contact.reasonCode, teamsOf(contact)]).toEqual(['asked-for', ['first-contact']]);
  });
});

describe('what calls for a conversation', () => {
  const community = async (name: string) => {
    const hub = await aWorld();
    const { status, body } = await hub.post('/v1/referrals/community', { as: 'ward-team', body: example('community', name) });
    const [first] = await hub.store.read(`case#${body.referralId}`);
    return { hub, status, body, events: first?.events ?? [] };
  };

  test('is lent to the ward team, for as many days as the clause says', async () => {
    const { status, body, events } = await community('complete');
    expect([status, body.disposition, body.reasonCode, teamsOf(body)]).toEqual([201, 'conversation-needed', 'conversation', ['ward-team']]);
    expect(events).toContainEqual({
      type: 'CaseRouted@1',
      data: expect.objectContaining({ reason: 'conversation', keepUntil: '2026-12-18' }),
    });
  });

  test('outside its area goes to nobody, and is not kept beyond the day', async () => {
    const { status, body, events } = await community('outside-the-ward');
    expect([status, body.disposition, body.reasonCode, body.routedTo, body.ask]).toEqual([201, 'refused', 'not-in-area', [], []]);
    expect(body.reason).toMatch(/outside the areas/);
    expect(events).toContainEqual({ type: 'CaseRefused@1', data: { reason: 'not-in-area', keepUntil: '2026-11-20' } });
  });
});

describe('an adult who has capacity and said no', () => {
  const concern = { about: 'mother', atRisk: 'adult' as const, reasonableCause: true, hasCapacity: true, grounds: 'Bruises.' };
  const override = { practitioner: 'Lee Barton', reason: 'Others in the building are at risk.' };
  const answer = async (change: Partial<NonNullable<ReferralInput['safeguarding']>>, consent = no) =>
    send(await world('first-contact'), family([mother({ consent })], { safeguarding: { ...concern, ...change } }));

  test('is overridden only by a named practitioner who says why', async () => {
    const { status, body } = await answer({});
    expect([status, body.code, body.faults.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      'schema-faults',
      ['/safeguarding/override'],
    ]);
    expect(body.faults[0].detail).toMatch(/practitioner.*reason/);
    expect(JSON.stringify(body)).not.toContain('Bruises');
  });

  test.each<[string, Partial<NonNullable<ReferralInput['safeguarding']>>]>([
    ['with a practitioner’s reason', { override }],
    ['in danger now', { immediateDanger: true }],
    ['whose capacity is not known', { hasCapacity: undefined }],
    ['who lacks capacity', { hasCapacity: false }],
    ['who is not named', { about: undefined }],
  ])('%s, it goes to Adult Safeguarding', async (_, change) => {
    const { status, body } = await answer(change);
    expect([status, teamsOf(body)]).toEqual([201, ['adult-safeguarding']]);
  });

  test('is not overridden by a concern without reasonable cause, which needs no reason', async () => {
    const { status, body } = await answer({ reasonableCause: false });
    expect([status, body.disposition, teamsOf(body)]).toEqual([201, 'refused', []]);
  });

  test('needs no override who did not say no', async () => {
    expect((await answer({}, yes(['first-contact']))).status).toBe(201);
  });
});
