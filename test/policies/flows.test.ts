import { describe, expect, it } from 'vitest';
import { type Category, categoryIds } from '../../contracts/categories.ts';
import type { Purpose, TeamKind } from '../../contracts/vocabulary.ts';
import { clausesOf } from '../../policies/agreement.ts';
import type { Owner } from '../../policies/clauses/rule.ts';
import type { ConsentRecord } from '../../policies/consent.ts';
import { decide } from '../../policies/decide.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { demonstration } from '../support/decided.ts';

const clauses = demonstration.flatMap(clausesOf);
/** A yes to everyone, for everything, to everything. */
const yes: ConsentRecord = {
  id: 'consent-1',
  status: 'given',
  givenBy: 'self',
  pressureSuspected: false,
  engagement: 'agreed',
  provisions: [{ id: 'sharing', answer: 'permit', provisions: [] }],
};
const unasked: ConsentRecord = { ...yes, status: 'not-asked', engagement: 'not-asked', provisions: [] };

/** Who is told of: an adult who was told, and said yes to everything, or was not asked. */
const owner = (record: ConsentRecord): Owner => ({
  key: 'p1',
  role: 'subject',
  consents: [[record]],
  birthDates: ['1980-01-01'],
  roles: ['subject'],
  told: [true],
});

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly kind?: TeamKind;
  readonly purpose: Purpose;
  readonly reader?: string;
  readonly collected?: 'law-enforcement';
}

/** What gets through a flow. Warnings to visitors are left out: a duty carries those. */
function through({ from, to, kind, purpose, reader = 'practitioner', collected }: Flow, record = yes): Category[] {
  const asked = categoryIds.map((category) => ({ owner: 'p1', category, ...(collected ? { collected } : {}) }));
  const recipient = { organisation: to, reader, ...(kind ? { kind, team: 'team-1' } : {}) };
  const { rulings } = decide({ today: '2026-11-20', from, to: recipient, purpose, owners: [owner(record)], asked, clauses });
  return rulings.flatMap(({ category, outcome, duty }) => (outcome === 'permit' && !duty ? [category] : [])).sort();
}

const police = { from: 'police', to: 'council', purpose: 'support', collected: 'law-enforcement' } as const;
const hub = { from: 'council', kind: 'early-help-hub', purpose: 'allocation' } as const;
const leader = { from: 'street-scene', to: 'council', kind: 'ward-team', reader: 'team-leader' } as const;

describe('from someone who said yes to everything', () => {
  it.each<[string, Flow, Category[]]>([
    [
      'the surgery tells First Contact of health too, and never the NHS number',
      { from: 'gp', to: 'council', kind: 'first-contact', purpose: 'support' },
      ['consent', 'contact', 'health', 'hopes', 'mobility', 'need', 'referrer'],
    ],
    [
      'the police tell First Response who a child is and what would help, and of no offence',
      { ...police, kind: 'first-response' },
      ['attendance', 'birth-date', 'consent', 'contact', 'education', 'need', 'referrer'],
    ],
    [
      'the police tell the ward team of a dispute, and of no offence',
      { ...police, kind: 'ward-team' },
      ['attendance', 'consent', 'contact', 'hopes', 'need', 'referrer'],
    ],
    ['street scene tells the leader of the job', { ...leader, purpose: 'conversation' }, ['contact', 'service-request']],
    ['street scene tells nobody else of it', { ...leader, purpose: 'conversation', reader: 'ward-team' }, []],
    [
      'street scene tells the whole team once they want help',
      { ...leader, purpose: 'support', reader: 'ward-team' },
      ['consent', 'contact', 'need', 'service-request'],
    ],
    [
      'the landlord tells First Response what is owed, and what is alleged',
      { from: 'housing', to: 'council', kind: 'first-response', purpose: 'support' },
      ['birth-date', 'consent', 'contact', 'finances', 'need', 'offence', 'referrer'],
    ],
    [
      'First Response tells a hub what it needs to allocate',
      { ...hub, to: 'council' },
      ['attendance', 'birth-date', 'consent', 'contact', 'education', 'finances', 'health', 'hopes', 'mobility', 'need', 'referrer'],
    ],
    ['the police at the hub hear nothing of health', { ...hub, to: 'police' }, ['contact', 'need']],
    ['the landlord at the hub hears nothing of health or school', { ...hub, to: 'housing' }, ['contact', 'finances', 'need']],
    ['the surgery at the hub hears nothing of money', { ...hub, to: 'gp' }, ['birth-date', 'contact', 'health', 'mobility', 'need']],
    ['the fire service does not sit at a hub', { ...hub, to: 'fire' }, []],
    [
      'First Contact introduces to a coordinator by what the person wants, not by a diagnosis',
      { from: 'council', to: 'council', kind: 'local-area-coordinator', purpose: 'introduction' },
      ['consent', 'contact', 'hopes', 'mobility', 'need', 'referrer'],
    ],
    [
      'First Contact introduces to a charity',
      { from: 'council', to: 'befriending', kind: 'community-organisation', purpose: 'support' },
      ['contact', 'hopes', 'mobility', 'need'],
    ],
    [
      'First Contact introduces to social prescribing',
      { from: 'council', to: 'social-prescribing', kind: 'community-organisation', purpose: 'support' },
      ['contact', 'health', 'hopes', 'mobility', 'need'],
    ],
    [
      'a charity hears nothing that was collected for law enforcement',
      { from: 'council', to: 'befriending', kind: 'community-organisation', purpose: 'support', collected: 'law-enforcement' },
      [],
    ],
    [
      'a concern brings the ward team to the door',
      { from: 'council', to: 'council', kind: 'ward-team', purpose: 'conversation' },
      ['contact', 'hazard', 'need'],
    ],
    [
      'no charity sends to another',
      { from: 'befriending', to: 'social-prescribing', kind: 'community-organisation', purpose: 'support' },
      [],
    ],
  ])('%s', (_, flow, categories) => {
    expect(through(flow)).toEqual(categories);
  });
});

describe('from someone who was told, and not asked', () => {
  it.each<[string, Flow, Category[]]>([
    ['the police tell the ward team where to call', { ...police, kind: 'ward-team' }, ['contact']],
    ['the police tell First Response nothing', { ...police, kind: 'first-response' }, []],
    ['the surgery tells nothing', { from: 'gp', to: 'council', kind: 'first-contact', purpose: 'support' }, []],
    ['street scene tells the leader of the job', { ...leader, purpose: 'conversation' }, ['contact', 'service-request']],
    ['street scene tells the team nothing for support', { ...leader, purpose: 'support' }, []],
    ['a hub hears nothing', { ...hub, to: 'council' }, []],
  ])('%s', (_, flow, categories) => {
    expect(through(flow, unasked)).toEqual(categories);
  });
});

describe('to whoever sent it', () => {
  it.each([
    ['fire', ['progress', 'received']],
    ['gp', ['progress', 'received']],
    ['housing', ['progress', 'received']],
    ['council', ['progress', 'received']],
    ['police', ['received']],
    ['job-centre', ['received']],
    ['street-scene', ['received']],
  ])('%s hears %j with the person’s yes, and without it that it was received', (to, categories) => {
    const flow: Flow = { from: 'council', to, purpose: 'feedback' };
    expect([through(flow), through(flow, unasked)]).toEqual([categories, ['received']]);
  });
});

it('nothing that was collected for law enforcement leaves for a purpose whose agreement names no authority', () => {
  const names = clauses.filter(({ clause }) => clause.lawEnforcement).map(({ agreement }) => agreement);
  expect([...new Set(names)].sort()).toEqual([
    'first-contact-introductions',
    'first-response-allocation',
    'police-early-help',
    'police-ward-team',
  ]);
});

it('offences and abuse are excluded wherever the police or a hub have a part, and named in one clause alone', () => {
  const naming = (category: Category) =>
    clauses.filter(({ clause }) => clause.categories.includes(category)).map(({ clause }) => clause.id);
  expect([naming('offence'), naming('abuse'), naming('free-text'), naming('nhs-number'), naming('benefits')]).toEqual([
    ['allegations'],
    [],
    [],
    [],
    [],
  ]);
});

it('every party is an organisation of the partnership, and no organisation that sends or receives is without an agreement', () => {
  const parties = new Set(demonstration.flatMap((agreement) => agreement.parties.map(({ organisation }) => organisation)));
  expect([...parties].sort()).toEqual([...partnership.organisations.keys()].sort());
});
