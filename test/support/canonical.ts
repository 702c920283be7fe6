import type { AgreementInput } from '../../contracts/agreement.ts';
import { type Category, categoryIds } from '../../contracts/categories.ts';
import { Referral, type ReferralInput } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';
import { source } from '../../contracts/sources/source.ts';
import { aWorld } from './world.ts';

type Clause = AgreementInput['clauses'][number];
type Person = ReferralInput['people'][number];

/** A system that sends referrals in the hub’s own form: a test of what may be seen says what is told, and not by whom. */
export const canonical = source({
  title: 'The hub’s own form',
  message: Referral,
  toReferral: ({ people, ...referral }) => ({
    referral: { ...referral, people: people.map((person, index) => ({ ...person, place: `/people/${index}` })) },
    warnings: [],
  }),
});

const covered = categoryIds.filter(
  (category) => !['abuse', 'offence', 'staff-safety', 'free-text', 'existence', 'administrative'].includes(category),
);

/** An agreement from the police to whichever team, wide in what it covers; a test says what differs. */
function wideAgreement(change: Partial<Clause>): AgreementInput {
  const article6 = { basis: '6(1)(e)', power: 'children-act-2004-s10' };
  return {
    id: 'wide',
    version: 1,
    title: 'A wide agreement',
    status: 'illustrative, needs IG review',
    parties: ['police', 'council'].map((organisation) => ({ organisation, role: 'controller', icoRegistration: 'ZZ000000' })),
    inForceFrom: '2026-01-01',
    reviewBy: '2027-06-30',
    inForceUntil: '2028-12-31',
    necessity: 'For tests of what each rule lets through.',
    dpia: 'DPIA 2026/99, illustrative',
    clauses: [
      {
        id: 'support',
        from: 'police',
        to: { organisation: 'council', teamKinds: ['first-contact', 'first-response'] },
        purpose: 'support',
        categories: covered,
        article6,
        article9: { condition: '9(2)(h)', schedule1: 2 },
        lawEnforcement: { authority: 'children-act-2004-ss10-11' },
        confidentiality: 'explicit-permission',
        engagement: 'asked-by-the-team',
        retentionDays: 365,
        ...change,
      },
    ],
    approvals: ['police', 'council'].map((organisation) => ({ organisation, role: 'Caldicott Guardian', approvedOn: '2025-12-01' })),
  };
}

/** A yes to everything the wide agreement covers. */
export const agreed = (change: Partial<NonNullable<Person['consent']>> = {}): NonNullable<Person['consent']> => ({
  answer: 'given',
  recipients: ['council'],
  purposes: ['support'],
  categories: [...categoryIds] as Category[],
  givenOn: '2026-11-02',
  engagement: 'agreed',
  ...change,
});

/** Someone the referral tells of, who agreed; a test says what matters. */
export const someone = (key: string, name: string, change: Partial<Person> = {}): Person => ({
  key,
  role: key === 'p1' ? 'subject' : 'household-member',
  name: { given: name },
  birthDate: '1980-04-12',
  telephones: ['01632 960111'],
  consent: agreed(),
  ...change,
});

/** The hub with the wide agreement alone, and a sender of whatever is told. */
export async function aWideWorld(change: Partial<Clause> = {}) {
  const hub = await aWorld({
    sources: { ...sources, police: canonical },
    agreements: [wideAgreement(change)],
    scopes: { police: ['send:police', 'referrals:read', 'events:read', 'consents:withdraw'] },
  });
  const send = async (people: readonly Person[], rest: Partial<ReferralInput> = {}) => {
    const body = { purpose: 'support', urgency: 'routine', people, ...rest };
    return (await hub.post('/v1/referrals/police', { as: 'police', body })).body;
  };
  const read = async (id: string, user = 'first-contact-1', as = 'first-contact') => (await hub.get(`/v1/cases/${id}`, { as, user })).body;
  return { ...hub, send, read };
}

/** The names of everyone in a view. */
export const namesIn = (view: {
  people: { key: string; facts: { field: string; value: { given?: string } }[] }[];
}): (string | undefined)[] =>
  view.people.filter(({ key }) => key !== 'shared').map(({ facts }) => facts.find(({ field }) => field === 'name')?.value.given);
