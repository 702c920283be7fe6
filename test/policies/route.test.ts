import { describe, expect, it } from 'vitest';
import { Referral, type ReferralInput } from '../../contracts/referral.ts';
import { type Need, needs } from '../../contracts/vocabulary.ts';
import { partnership } from '../../policies/partnership/index.ts';
import { placesOf, route } from '../../policies/route.ts';
import { referralOf } from '../support/decided.ts';

type PersonInput = ReferralInput['people'][number];

const someone = (postcode: string | undefined, codes: readonly Need[], change: Partial<PersonInput> = {}): Referral =>
  Referral.parse({
    purpose: 'introduction',
    urgency: 'routine',
    people: [{ key: 'p1', role: 'subject', address: { postcode }, needs: codes.map((code) => ({ code })), ...change }],
  });
const found = (referral: Referral) => {
  const { area, tier, candidates } = route(referral, partnership.places);
  return { area, tier, candidates: candidates.map(({ team, reason }) => `${team.id}: ${reason}`) };
};
const coordinatorFirst = (area: string) => [`coordinator-${area}: area-and-need`, 'first-contact: no-agreement-with-coordinator'];

describe('where someone goes', () => {
  it.each<[string, Referral, ReturnType<typeof found>]>([
    ['low need, known area', someone('ZZ1 1AB', ['loneliness']), { area: 'northgate', tier: 0, candidates: coordinatorFirst('northgate') }],
    [
      'primary prevention, another area',
      someone('ZZ7 2AB', ['bereavement']),
      { area: 'southfields', tier: 1, candidates: coordinatorFirst('southfields') },
    ],
    ['no need told', someone('ZZ1 3AB', []), { area: 'millbrook', tier: 0, candidates: coordinatorFirst('millbrook') }],
    [
      'a postcode written loosely',
      someone('zz21qt', ['loneliness']),
      { area: 'castle-hill', tier: 0, candidates: coordinatorFirst('castle-hill') },
    ],
    [
      'the highest need decides',
      someone('ZZ1 1AB', ['loneliness', 'dementia']),
      { area: 'northgate', tier: 3, candidates: ['first-contact: need-beyond-coordinator'] },
    ],
    [
      'a hazard at home',
      someone('ZZ1 1AB', ['loneliness'], { hazards: [{ code: 'no-heating' }] }),
      { area: 'northgate', tier: 2, candidates: ['first-contact: need-beyond-coordinator'] },
    ],
    [
      'trouble moving',
      someone('ZZ1 1AB', [], { mobility: ['frame'] }),
      { area: 'northgate', tier: 2, candidates: ['first-contact: need-beyond-coordinator'] },
    ],
    [
      'outside the county',
      someone('ZZ9 9AB', ['loneliness']),
      { area: undefined, tier: 0, candidates: ['first-contact: no-coordinator-in-area'] },
    ],
    ['no postcode', someone(undefined, ['loneliness']), { area: undefined, tier: 0, candidates: ['first-contact: area-unknown'] }],
    [
      'no address',
      someone(undefined, [], { address: undefined }),
      { area: undefined, tier: 0, candidates: ['first-contact: area-unknown'] },
    ],
    ['a postcode that is none', someone('nowhere', []), { area: undefined, tier: 0, candidates: ['first-contact: area-unknown'] }],
    [
      'the example of Luke',
      referralOf('job-centre', 'complete'),
      { area: 'northgate', tier: 1, candidates: coordinatorFirst('northgate') },
    ],
    [
      'the example of a home visit',
      referralOf('fire', 'complete'),
      { area: 'castle-hill', tier: 2, candidates: ['first-contact: need-beyond-coordinator'] },
    ],
  ])('%s', (_, referral, expected) => {
    expect(found(referral)).toEqual(expected);
  });

  it.each(Object.entries(needs))('has the tier of the need: %s', (code, { tier }) => {
    expect(found(someone('ZZ1 1AB', [code as Need])).tier).toBe(tier);
  });

  it('is decided by the subject alone, whatever the rest of the household needs', () => {
    const alone = someone('ZZ1 1AB', ['loneliness']);
    const [subject] = alone.people;
    if (!subject) throw new Error('nobody');
    const other = { ...subject, key: 'p2', role: 'household-member' as const, address: undefined, needs: [{ code: 'dementia' as const }] };
    expect(found({ ...alone, people: [other, subject] })).toEqual(found(alone));
  });

  it('is First Contact where an area has no coordinator', () => {
    const { teams, areas } = partnership.places;
    const places = placesOf(
      [...teams.values()].filter(({ id }) => id !== 'coordinator-northgate'),
      [...areas.values()],
    );
    const { area, candidates } = route(someone('ZZ1 1AB', []), places);
    expect(area).toBe('northgate');
    expect(candidates.map(({ reason }) => reason)).toEqual(['no-coordinator-in-area']);
  });
});
