import { describe, expect, it } from 'vitest';
import { Referral, referralFacts } from '../../contracts/referral.ts';
import type { PoliceMessage } from '../../contracts/sources/police/message.ts';
import { police } from '../../contracts/sources/police/to-referral.ts';
import { take } from '../../functions/referrals/receive/message.ts';
import { mapped, referralOf, sent } from '../support/decided.ts';
import { example } from '../support/examples.ts';

const taken = (message: unknown) => take(police, message, { today: '2026-11-20', strict: true });
const faultsOf = (message: unknown) => {
  const result = taken(message);
  return result.ok ? [] : (result.refusal.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
};
/** `field owner`, for every fact of a referral that was collected for law enforcement, or for every one that was not. */
function facts(referral: Referral, collected: 'law-enforcement' | undefined): string[] {
  const chosen = referralFacts(referral).filter((fact) => fact.collected === collected && fact.category !== 'administrative');
  return [...new Set(chosen.map(({ pointer, owner }) => `${pointer.replace(/^\/people\/\d+/, '').split('/')[1]} ${owner}`))];
}
const aNotice = (person: Record<string, unknown>) => ({
  incident: { date: '2026-11-16' },
  officer: { name: 'PC Samira Rahman' },
  people: [{ role: 'subject', familyName: 'Oduya', ...person }],
});
const read = (message: unknown): Referral => Referral.parse(mapped('police', message).referral);

describe('what a notice says of itself', () => {
  it('has everyone in the part they play, each with their own', () => {
    const { people } = referralOf('police', 'complete');
    expect(people.map(({ key, role, name, needs }) => [key, role, name?.given, needs.length])).toEqual([
      ['p1', 'subject', 'Dennis', 3],
      ['p2', 'household-member', 'Maureen', 1],
      ['p3', 'complainant', 'Petra', 0],
      ['p4', 'alleged-offender', 'Craig', 0],
    ]);
  });

  it.each([
    ['standard', 'routine'],
    ['medium', 'soon'],
    ['high', 'urgent'],
  ])('is graded %s, so contact is %s', (grade, urgency) => {
    expect(read({ ...aNotice({}), grade }).urgency).toBe(urgency);
  });

  it('keeps what the incident was recorded as with offences, and never in a text that could be shared as such', () => {
    const { people, narrative } = referralOf('police', 'complete');
    expect(people[0]?.offences).toEqual([
      'Alleged to have threatened the neighbour with a spade',
      'Incident recorded as: Public order, dispute over a boundary',
    ]);
    expect(narrative).not.toContain('Public order');
  });

  it('marks abuse for whoever it is told of, and keeps every word of it as that', () => {
    const { people } = referralOf('police', 'domestic-abuse');
    expect(people.map(({ abuseMarker }) => abuseMarker)).toEqual([true, false, false]);
    expect(people[0]?.abuse).toEqual([
      'Risk assessment (DASH): high',
      'Says that he decides whom she may see and what she may spend.',
      'Conference (MARAC): Heard on 18 November; her sister’s address was discussed.',
    ]);
    expect(people[0]?.protected).toBe(true);
  });

  it('marks abuse even where nothing is said of it', () => {
    expect(read(aNotice({ domesticAbuse: {} })).people[0]).toMatchObject({ abuseMarker: true, abuse: [] });
  });

  it('warns the sender where someone was not told of it', () => {
    const { warnings } = mapped('police', aNotice({ personAware: false }));
    expect(warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/people/0/personAware person-not-told']);
  });

  it('names whoever is at risk by their place', () => {
    expect(referralOf('police', 'safeguarding-child').safeguarding?.about).toBe('p1');
    expect(
      faultsOf({
        ...example('police', 'safeguarding-child'),
        safeguarding: { person: 3, atRisk: 'child', reasonableCause: true, grounds: 'x' },
      }),
    ).toEqual(['/safeguarding/person invalid-meaning']);
  });
});

describe('what was collected for law enforcement', () => {
  it('is everything of a notice that does not say otherwise, but what people answered when asked', () => {
    const sparse = read({ ...(sent('police', 'sparse') as object), reference: 'PPN-1' });
    expect(facts(sparse, 'law-enforcement')).toEqual(['senderReference p1', 'name p1', 'address p1', 'needs p1', 'narrative p1']);
    expect(facts(sparse, undefined)).toEqual(['referrer p1', 'consent p1']);
  });

  it('is said item by item', () => {
    const complete = referralOf('police', 'complete');
    expect(complete.lawEnforcement).toEqual(
      expect.arrayContaining([
        '/people/0/name',
        '/people/0/needs/0',
        '/people/0/needs/2',
        '/people/0/attendance',
        '/people/0/offences',
        '/senderReference',
      ]),
    );
    expect(complete.lawEnforcement).not.toEqual(expect.arrayContaining(['/people/0/needs/1']));
    expect(facts(complete, undefined).filter((fact) => fact.endsWith('p2'))).toEqual(['needs p2', 'strengths p2', 'consent p2']);
  });

  it('is not a person’s own details where the notice says that they were not', () => {
    const referral = read({ ...aNotice({ lawEnforcement: false, telephone: '01632 960101' }), reference: 'PPN-2' });
    expect(facts(referral, undefined)).toEqual(['senderReference p1', 'referrer p1', 'name p1', 'telephones p1']);
  });

  it('is every offence that is not said to be otherwise, and always what the incident was recorded as', () => {
    const offences = [{ text: 'a', lawEnforcement: false }, 'b', { text: 'c', lawEnforcement: true }];
    const message = { ...aNotice({ offences }), incident: { date: '2026-11-16', type: 'Theft' } };
    expect(read(message).lawEnforcement.filter((place) => place.includes('offences'))).toEqual([
      '/people/0/offences/1',
      '/people/0/offences/2',
      '/people/0/offences/3',
    ]);
  });

  it('is a warning to visitors and a concern too, unless they say otherwise', () => {
    const concern = { person: 1, atRisk: 'adult', reasonableCause: true, grounds: 'x' };
    const warning = { advice: ['animals'], detail: 'y' };
    const places = ['/people/0/staffSafety', '/people/0/safetyDetail', '/safeguarding'];
    const collected = ({ lawEnforcement }: Referral) => places.filter((place) => lawEnforcement.includes(place));
    expect(collected(read({ ...aNotice({}), staffSafety: warning, safeguarding: concern }))).toEqual(places);
    const free = { lawEnforcement: false };
    expect(collected(read({ ...aNotice({}), staffSafety: { ...warning, ...free }, safeguarding: { ...concern, ...free } }))).toEqual([]);
  });

  it('is not known: a null is as good as having been', () => {
    const result = taken(aNotice({ lawEnforcement: null, needs: [{ code: 'loneliness', lawEnforcement: null }] }));
    expect(result.ok && result.value.referral.lawEnforcement).toEqual(expect.arrayContaining(['/people/0/name', '/people/0/needs']));
  });

  it('is all of a notice that has more places than a referral can list', () => {
    const text = (index: number) => ({ text: `item ${index}`, lawEnforcement: index % 2 === 0 });
    const items = Array.from({ length: 10 }, (_, index) => text(index));
    const needs = Array.from({ length: 30 }, (_, index) => ({ code: 'loneliness', lawEnforcement: index % 2 === 0 }));
    const person = { familyName: 'Oduya', needs, strengths: items, health: items, mobility: items };
    const people = Array.from({ length: 20 }, (_, index) => ({ role: index === 0 ? 'subject' : 'household-member', ...person }));
    const referral = read({ ...aNotice({}), people });
    expect(referral.lawEnforcement).toEqual(['']);
    expect(facts(referral, undefined)).toEqual([]);
  });
});

describe('a notice is refused', () => {
  const second = { role: 'subject', familyName: 'Second' };
  it.each<[string, unknown, string[]]>([
    ['with nobody whom it is about', aNotice({ role: 'professional' }), ['/people invalid-meaning']],
    ['with two whom it is about', { ...aNotice({}), people: [...aNotice({}).people, second] }, ['/people invalid-meaning']],
    ['with a subject nobody can name', aNotice({ familyName: undefined }), ['/people invalid-meaning']],
    [
      'that names someone at risk who is not listed, beside other faults',
      { ...aNotice({}), officer: {}, safeguarding: { person: 2, atRisk: 'child', reasonableCause: true } },
      ['/officer/name missing', '/safeguarding/grounds missing', '/safeguarding/person invalid-meaning'],
    ],
    ['that names nobody', { ...aNotice({}), people: [] }, ['/people invalid-meaning', '/people too-small']],
    [
      'whose flag is a word',
      aNotice({ needs: [{ code: 'loneliness', lawEnforcement: 'no' }] }),
      ['/people/0/needs/0/lawEnforcement invalid-type'],
    ],
    ['whose officers came tomorrow', { ...aNotice({}), incident: { date: '2026-11-21' } }, ['/incident/date date-in-future']],
  ])('%s', (_, message, faults) => {
    expect(faultsOf(message).sort()).toEqual(faults);
  });

  it('not for a complainant or an alleged offender whose name is not known', () => {
    const message = sent('police', 'complete') as PoliceMessage;
    const people = message.people.map(({ familyName, ...person }) => (person.role === 'complainant' ? person : { familyName, ...person }));
    expect(faultsOf({ ...message, people })).toEqual([]);
    expect(read({ ...message, people: [people[0], { role: 'complainant' }] }).people[1]).not.toHaveProperty('name', expect.anything());
  });
});
