import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { categories, factsOf, field, uncategorised } from '../../contracts/categories.ts';
import { Person, Referral, referralFacts } from '../../contracts/referral.ts';
import { needCategories, needs } from '../../contracts/vocabulary.ts';
import { referralOf } from '../support/decided.ts';

const name = field('contact', z.string().optional(), 'Name');

describe('a field that states no category', () => {
  it('is in no contract of a referral', () => {
    expect(uncategorised(Referral)).toEqual([]);
    expect(uncategorised(Person)).toEqual([]);
  });

  it.each<[string, z.ZodType, string[]]>([
    ['beside one that does', z.object({ name, age: z.number() }), ['/age']],
    ['inside an object', z.object({ home: z.object({ name, keySafe: z.string() }) }), ['/home/keySafe']],
    ['inside a list', z.object({ people: z.array(z.object({ name, age: z.number() })) }), ['/people/*/age']],
    ['that is itself a list', z.object({ notes: z.array(z.string()) }), ['/notes/*']],
    ['that may be left out or null', z.object({ age: z.number().nullish().default(3) }), ['/age']],
    ['behind a transform', z.object({ age: z.string().transform(Number) }), ['/age']],
    ['of several forms', z.object({ name, contact: z.union([z.object({ name }), z.string()]) }), ['/contact']],
    ['with whatever keys', z.object({ extra: z.record(z.string(), z.string()) }), ['/extra']],
  ])('is found %s', (_, schema, found) => {
    expect(uncategorised(schema)).toEqual(found);
  });

  it('stops a document being read at all, rather than being passed over', () => {
    expect(() => factsOf(z.object({ name, age: z.number() }), { name: 'A', age: 3 })).toThrow('states no category');
  });

  it('need not be found inside one that does: the whole of that is one fact', () => {
    const schema = z.object({ address: field('contact', z.object({ town: z.string() }), 'Address') });
    expect(uncategorised(schema)).toEqual([]);
    expect(factsOf(schema, { address: { town: 'Northgate' } })).toEqual([
      { pointer: '/address', category: 'contact', value: { town: 'Northgate' } },
    ]);
  });
});

describe('the kind of information of a need', () => {
  const schema = z.array(field({ by: 'code', from: needCategories }, z.object({ code: z.string() }), 'Need'));
  const kindOf = (code: unknown) => factsOf(schema, [{ code }])[0]?.category;

  it.each(Object.entries(needs))('is read from its code: %s', (code, { category }) => {
    expect(kindOf(code)).toBe(category);
    expect(categories).toHaveProperty(category);
  });

  it.each(['unheard-of', '', 'constructor', '__proto__', 7, null, undefined])(
    'falls to free text, the most guarded, for the code %j',
    (code) => {
      expect(kindOf(code)).toBe('free-text');
    },
  );
});

describe('the facts of an introduction', () => {
  const facts = referralFacts(referralOf('job-centre', 'complete'));

  it('each have the kind of information that their field states', () => {
    expect(Object.fromEntries(facts.map(({ pointer, category }) => [pointer, category]))).toEqual({
      '/purpose': 'administrative',
      '/urgency': 'administrative',
      '/senderReference': 'referrer',
      '/referredOn': 'administrative',
      '/requested': 'administrative',
      '/referrer': 'referrer',
      '/people/0/key': 'administrative',
      '/people/0/protected': 'administrative',
      '/people/0/abuseMarker': 'administrative',
      '/people/0/role': 'administrative',
      '/people/0/name': 'contact',
      '/people/0/address': 'contact',
      '/people/0/telephones': 'contact',
      '/people/0/email': 'contact',
      '/people/0/safeContact': 'contact',
      '/people/0/birthDate': 'birth-date',
      '/people/0/nhsNumber': 'nhs-number',
      '/people/0/needs/0': 'need',
      '/people/0/needs/1': 'need',
      '/people/0/needs/2': 'need',
      '/people/0/strengths/0': 'hopes',
      '/people/0/strengths/1': 'hopes',
      '/people/0/strengths/2': 'hopes',
      '/people/0/strengths/3': 'hopes',
      '/people/0/health/0': 'health',
      '/people/0/benefits/0': 'benefits',
      '/people/0/narrative': 'free-text',
      '/people/0/consent/answer': 'consent',
      '/people/0/consent/recipients': 'consent-terms',
      '/people/0/consent/purposes': 'consent-terms',
      '/people/0/consent/categories': 'consent-terms',
      '/people/0/consent/feedback': 'consent',
      '/people/0/consent/method': 'consent',
      '/people/0/consent/givenOn': 'consent',
      '/people/0/consent/until': 'consent',
      '/people/0/consent/givenBy': 'consent',
      '/people/0/consent/recordedBy': 'referrer',
      '/people/0/consent/seenAlone': 'consent',
      '/people/0/consent/pressureSuspected': 'consent-terms',
      '/people/0/consent/engagement': 'consent',
    });
  });

  it('all belong to the one person it is about', () => {
    expect(new Set(facts.map(({ owner }) => owner))).toEqual(new Set(['p1']));
  });
});

describe('the facts of a household', () => {
  it('belong each to one occupant; what tells of several is shared', () => {
    const home = { ...referralOf('fire', 'complete'), narrative: 'Both were cold.' };
    const owners = new Map(referralFacts(home).map(({ pointer, owner }) => [pointer, owner]));
    expect(owners.get('/people/0/mobility/0')).toBe('p1');
    expect(owners.get('/people/1/mobility/0')).toBe('p2');
    expect(owners.get('/people/0/hazards/1')).toBe('p1');
    expect(owners.get('/referrer')).toBe('p1');
    expect(owners.get('/narrative')).toBe('shared');
  });

  it('keep hazards that are needs with their own kind of information', () => {
    const kinds = referralFacts(referralOf('fire', 'complete')).filter(({ pointer }) => pointer.includes('/needs/'));
    expect(kinds.map(({ category }) => category)).toEqual(['hazard', 'hazard']);
  });
});

describe('a concern that someone is at risk', () => {
  it('belongs to that person, though the grounds may tell of others', () => {
    const concern = { about: 'p2', atRisk: 'adult' as const, reasonableCause: true, immediateDanger: false, grounds: 'What was seen' };
    const facts = referralFacts({ ...referralOf('fire', 'complete'), safeguarding: concern });
    expect(facts.find(({ category }) => category === 'safeguarding')).toMatchObject({ pointer: '/safeguarding', owner: 'p2' });
  });
});
