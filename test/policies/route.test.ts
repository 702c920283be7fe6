import { describe, expect, it } from 'vitest';
import { Referral, type ReferralInput } from '../../contracts/referral.ts';
import { type Need, needs } from '../../contracts/vocabulary.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { route } from '../../policies/route.ts';
import { routeRules } from '../../policies/routes/index.ts';
import { isChild } from '../../policies/routes/parts.ts';
import { neutralReason, routeReasons } from '../../policies/routes/reasons.ts';
import { referralOf } from '../support/decided.ts';

type PersonInput = ReferralInput['people'][number];

const today = '2026-11-20';
const needed = (codes: readonly Need[]) => codes.map((code) => ({ code }));
const living = (postcode: string | undefined, codes: readonly Need[] = [], change: Partial<PersonInput> = {}): PersonInput => ({
  key: 'p1',
  role: 'subject',
  address: { postcode },
  needs: needed(codes),
  ...change,
});
const northgate = 'ZZ1 1AB';
const adult = (codes: readonly Need[] = [], change: Partial<PersonInput> = {}) => living(northgate, codes, change);
const member = (key: string, birthDate: string | undefined, codes: readonly Need[] = []): PersonInput => ({
  key,
  role: 'household-member',
  birthDate,
  needs: needed(codes),
});
const child = (codes: readonly Need[] = []) => member('child', '2015-03-01', codes);
const about = (...people: PersonInput[]) => people;
const sent = (people: PersonInput[], change: Partial<ReferralInput> = {}): Referral =>
  Referral.parse({ purpose: 'support', urgency: 'routine', people, ...change });

/** Every way it goes, as `whom it is about: team (reason), team (reason)`. */
const ways = (referral: Referral, from = 'fire'): string[] => {
  const { destinations, reason } = route({ referral, from, today }, partnership.places);
  if (reason) return [`nowhere: ${reason}`];
  return destinations.map(
    (each) => `${each.about.join(' ')}: ${each.candidates.map((candidate) => `${candidate.team.id} (${candidate.reason})`).join(', ')}`,
  );
};

const coordinator = (area: string) => `p1: coordinator-${area} (area-and-need), first-contact (no-agreement-with-coordinator)`;
const firstResponse = (whom: string) => `${whom}: first-response (childrens-early-help), first-contact (no-agreement-with-first-response)`;
const wardTeam = 'p1: ward-team (repeat-problem), first-contact (no-agreement-with-ward-team)';
const beyond = 'p1: first-contact (need-beyond-coordinator)';

describe.each(routeRules.map((rule) => [rule.id, rule] as const))('the rule %s', (_, rule) => {
  it('goes where its examples say', () => {
    expect(rule.examples.speaks.length).toBeGreaterThan(0);
    for (const { part, goes } of rule.examples.speaks)
      expect(rule.find(part, partnership.places)?.map(({ team, reason }) => `${team.id}: ${reason}`)).toEqual(goes);
  });

  it('is silent on what its other examples are', () => {
    expect(rule.examples.silent.length).toBeGreaterThan(0);
    for (const part of rule.examples.silent) expect(rule.find(part, partnership.places)).toBeUndefined();
  });

  it('is said in a sentence', () => {
    expect(rule.sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('an adult', () => {
  it.each<[string, PersonInput, string]>([
    ['with low need, in a known area: the coordinator there', adult(['loneliness']), coordinator('northgate')],
    ['with needs of primary prevention, elsewhere: the coordinator there', living('ZZ7 2AB', ['bereavement']), coordinator('southfields')],
    ['of whom no need is told: the coordinator', living('ZZ1 3AB'), coordinator('millbrook')],
    ['whose postcode is written loosely: the coordinator', living('zz21qt', ['loneliness']), coordinator('castle-hill')],
    ['whose highest need is beyond a coordinator: First Contact', adult(['loneliness', 'dementia']), beyond],
    ['with a hazard at home: First Contact', adult(['loneliness'], { hazards: [{ code: 'no-heating' }] }), beyond],
    ['who has trouble moving: First Contact', adult([], { mobility: ['frame'] }), beyond],
    ['who lives outside the county: First Contact', living('ZZ9 9AB', ['loneliness']), 'p1: first-contact (no-coordinator-in-area)'],
    ['without a postcode: First Contact', living(undefined, ['loneliness']), 'p1: first-contact (area-unknown)'],
    ['without an address: First Contact', adult([], { address: undefined }), 'p1: first-contact (area-unknown)'],
    ['whose postcode is none: First Contact', living('nowhere'), 'p1: first-contact (area-unknown)'],
  ])('%s', (_, person, expected) => {
    expect(ways(sent([person]))).toEqual([expected]);
  });

  it.each<[string, ReferralInput['urgency'], string]>([
    ['routine', 'routine', coordinator('northgate')],
    ['soon', 'soon', coordinator('northgate')],
    ['urgent', 'urgent', 'p1: first-contact (urgent)'],
    ['an emergency', 'emergency', 'p1: first-contact (urgent)'],
  ])('with low need, where it is %s', (_, urgency, expected) => {
    expect(ways(sent([adult(['loneliness'])], { urgency }))).toEqual([expected]);
  });

  it.each(Object.entries(needs))('has the tier of the need %s', (code, { tier }) => {
    const [way] = route({ referral: sent([adult([code as Need])]), from: 'fire', today }, partnership.places).destinations;
    expect(way?.tier).toBe(tier);
  });

  it('goes by their own needs, whatever the other adults of the household need', () => {
    expect(ways(sent([member('p2', '1950-01-01', ['dementia']), adult(['loneliness'])]))).toEqual([coordinator('northgate')]);
  });

  it('goes as the examples of the sources tell', () => {
    expect(ways(referralOf('job-centre', 'complete'))).toEqual([coordinator('northgate')]);
    expect(ways(referralOf('fire', 'complete'))).toEqual([beyond]);
  });
});

describe('a child’s early help', () => {
  const young = { birthDate: '2013-01-01' };
  it.each<[string, PersonInput[], string[]]>([
    ['a child referred: First Response, whatever is told', about(adult([], young)), [firstResponse('p1')]],
    ['a child of the household with needs of its own', about(adult(), child(['autism'])), [firstResponse('child')]],
    ['a parent who would like help with parenting', about(adult(['parenting']), child()), [firstResponse('p1 child')]],
    ['a family that may be evicted', about(adult(['eviction-risk']), child()), [firstResponse('p1 child')]],
    [
      'a parent’s own need beside it goes its own way',
      about(adult(['parenting', 'bereavement']), child()),
      [firstResponse('p1 child'), coordinator('northgate')],
    ],
    [
      'and by its own tier, not the family’s',
      about(adult(['eviction-risk', 'loneliness']), child()),
      [firstResponse('p1 child'), coordinator('northgate')],
    ],
    [
      'an adult of the household of a child referred goes their own way too',
      about(adult(['child-behaviour'], young), member('father', '1980-01-01', ['disability'])),
      [firstResponse('p1'), 'father: first-contact (need-beyond-coordinator)'],
    ],
    [
      'a child without needs does not make a parent’s bereavement a family’s case',
      about(adult(['bereavement']), child()),
      [coordinator('northgate')],
    ],
    ['eviction without children is an adult’s', about(adult(['eviction-risk'])), [beyond]],
    ['nobody is taken for a child whose age is not known', about(adult(['eviction-risk']), member('p2', undefined, ['autism'])), [beyond]],
    ['at 18 nobody is a child', about(adult(['eviction-risk']), member('p2', '2008-11-20', ['autism'])), [beyond]],
    ['the day before, they are', about(adult(['eviction-risk']), member('p2', '2008-11-21')), [firstResponse('p1 p2')]],
    [
      'a child who complained, or of whom an offence is alleged, is not whom it is about',
      about(
        adult(['loneliness']),
        { ...child(['autism']), role: 'complainant' },
        { ...child(['autism']), key: 'c2', role: 'alleged-offender' },
      ),
      [coordinator('northgate')],
    ],
  ])('%s', (_, people, expected) => {
    expect(ways(sent(people))).toEqual(expected);
  });

  it('is never asked for elsewhere: hubs and family support are reached by way of First Response', () => {
    const requested = ['early-help-hub', 'early-help-northgate', 'supporting-families', 'childrens-centre'];
    expect(ways(sent([adult(['parenting']), child()], { requested }))).toEqual([firstResponse('p1 child')]);
    expect(ways(sent([adult(['loneliness'])], { requested }))).toEqual([coordinator('northgate')]);
  });

  it('begins on the day of birth and ends on the eighteenth birthday, also for whoever was born on a leap day', () => {
    expect(['2026-02-28', '2026-03-01'].map((day) => isChild({ birthDate: '2008-02-29' }, day))).toEqual([true, false]);
  });
});

describe('trouble with neighbours, and calls again and again', () => {
  it.each(['police', 'street-scene', 'housing', 'council'])('from %s go to the ward team of the address', (from) => {
    expect(ways(sent([adult(['neighbour-dispute'])]), from)).toEqual([wardTeam]);
    expect(ways(sent([adult(['anti-social-behaviour', 'dementia'])]), from)).toEqual([wardTeam]);
    expect(ways(sent([adult(['low-mood'], { attendance: { count: 3 } })]), from)).toEqual([wardTeam]);
  });

  it.each<[string, string, PersonInput, string]>([
    ['a third call is a signal, a second is not', 'police', adult(['loneliness'], { attendance: { count: 2 } }), coordinator('northgate')],
    [
      'where no ward team works: First Contact',
      'police',
      living('ZZ4 1AA', ['neighbour-dispute']),
      'p1: first-contact (no-ward-team-in-area)',
    ],
    ['nobody knows where: First Contact', 'police', living(undefined, ['neighbour-dispute']), 'p1: first-contact (no-ward-team-in-area)'],
    ['from whoever does not meet them first: as any need', 'gp', adult(['neighbour-dispute']), coordinator('northgate')],
  ])('%s', (_, from, person, expected) => {
    expect(ways(sent([person]), from)).toEqual([expected]);
  });

  it('are the adults’ part: the children’s goes to First Response', () => {
    expect(ways(sent([adult(['neighbour-dispute']), child(['child-behaviour'])]), 'police')).toEqual([firstResponse('child'), wardTeam]);
  });
});

describe('what calls for a conversation', () => {
  const calls = (person: PersonInput) => ways(sent([person], { purpose: 'conversation', requested: ['first-contact'] }), 'street-scene');

  it('goes to the ward team of the address and to nobody else, whatever was asked for', () => {
    expect(calls(adult(['dementia']))).toEqual(['p1: ward-team (conversation)']);
  });

  it.each([
    ['elsewhere', 'ZZ4 1AA'],
    ['outside the county', 'ZZ9 9AA'],
    ['nobody knows where', undefined],
  ])('goes nowhere: %s', (_, postcode) => {
    expect(calls(living(postcode))).toEqual(['nowhere: not-in-area']);
  });
});

describe('what the person asked for', () => {
  const asked = (requested: string[], codes: readonly Need[] = ['loneliness'], change: Partial<ReferralInput> = {}) =>
    ways(sent([adult(codes)], { requested, ...change }))[0]?.replace('p1: ', '');
  const orElse = 'coordinator-northgate (area-and-need), first-contact (no-agreement-with-coordinator)';

  it.each<[string, string[], string]>([
    ['First Contact, and nobody else', ['first-contact'], 'first-contact (asked-for)'],
    ['a team that works there and with the need comes first', ['befriending'], `befriending (asked-for), ${orElse}`],
    ['the ward team, by its kind', ['ward-team'], `ward-team (asked-for), ${orElse}`],
    ['the first that is there for them', ['coordinator-oakfield', 'no-such-team', 'befriending'], `befriending (asked-for), ${orElse}`],
    ['the coordinator, whom the rules choose as well', ['local-area-coordinator'], orElse],
    ['the coordinator of another area is not theirs', ['coordinator-oakfield'], orElse],
    ['a kind of which several would do is no choice', ['community-organisation'], orElse],
    ['a team that holds a duty is not asked for', ['first-response', 'adult-safeguarding'], orElse],
    ['a word every object knows', ['constructor', '__proto__'], orElse],
  ])('%s', (_, requested, expected) => {
    expect(asked(requested)).toBe(expected);
  });

  it('must work with the need', () => {
    expect(asked(['befriending'], ['dementia'])).toBe('first-contact (need-beyond-coordinator)');
    expect(asked(['local-area-coordinator'], ['dementia'])).toBe('first-contact (need-beyond-coordinator)');
  });

  it('is not a coordinator where it is urgent', () => {
    expect(asked(['local-area-coordinator'], ['loneliness'], { urgency: 'urgent' })).toBe('first-contact (urgent)');
  });
});

describe('a reason', () => {
  it.each(Object.entries(routeReasons))('%s is said in a sentence', (_, sentence) => {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('that is neutral stays as it is', () => {
    for (const reason of Object.keys(routeReasons)) expect(neutralReason(neutralReason(reason))).toBe(neutralReason(reason));
    expect(neutralReason('constructor')).toBe('constructor');
  });
});
