import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

const agreed = {
  answer: 'given',
  recipients: ['first-response'],
  purposes: ['support'],
  categories: ['contact', 'birth-date', 'need', 'finances', 'education', 'referrer'],
  method: 'in-person',
  givenOn: '2026-11-13',
  seenAlone: true,
  engagement: 'agreed',
};
const asHisMother = { ...agreed, givenBy: 'parental-responsibility', authority: 'evidenced' };
const sara = { title: 'Ms', givenName: 'Sara', familyName: 'Stanway', dateOfBirth: '1985-03-22', nhsNumber: '9994407317' };
const theo = { givenName: 'Theo', familyName: 'Stanway', dateOfBirth: '2015-10-05', school: 'Southfields Primary' };
const address = { line1: '8 Larch Way', town: 'Southfields', postcode: 'ZZ7 1DE' };

/** Their housing association, which owns a share of the home, has heard from the lender. */
function fromHousing() {
  const { complaints: _, staffSafety: __, concernForChildren: ___, ...message } = example('housing', 'complete');
  return {
    ...message,
    reference: 'TEN-5610',
    property: { address },
    tenancy: { arrears: 3310.75, owedSince: '2026-05-01' },
    household: [
      {
        ...sara,
        telephone: ['01632 960577'],
        needs: [{ code: 'eviction-risk' }, { code: 'arrears' }],
        health: ['Says she can hardly get up in the morning'],
        notes: 'Behind with the mortgage since her hours were cut.',
        consent: agreed,
      },
      { ...theo, consent: { answer: 'not-asked' } },
    ],
  };
}

/** Officers brought Theo home. */
function fromThePolice() {
  const { people: _, ...message } = example('police', 'child-coming-to-notice');
  return {
    ...message,
    reference: 'PPN-20977',
    narrative: 'Found on the ring road in his slippers.',
    people: [
      { ...sara, role: 'subject', address, personAware: true, needs: [{ code: 'parenting' }], consent: agreed },
      {
        ...theo,
        role: 'household-member',
        address,
        personAware: true,
        needs: [{ code: 'child-behaviour' }, { code: 'autism', lawEnforcement: false }],
        consent: asHisMother,
      },
    ],
  };
}

let hub: Story;
let housing: string;
let police: string;
beforeEach(async () => {
  hub = await aStory();
  housing = (await hub.sends('housing', fromHousing())).referralId;
  hub.travel('2026-11-21T10:00:00.000Z');
  police = (await hub.sends('police', fromThePolice())).referralId;
});
const related = async (as: string, id: string) => (await hub.read(as, id)).body.related;

describe('Family S, of whom two agencies told', () => {
  test('are one story at First Response: each case leads to the other, and says who told of it', async () => {
    expect(await hub.worklist('first-response')).toHaveLength(2);
    expect(await related('first-response', housing)).toMatchObject([{ caseId: police, source: { organisation: 'police' } }]);
    expect(await related('first-response', police)).toMatchObject([{ caseId: housing, source: { organisation: 'housing' } }]);
  });

  test('each case tells what its own agency may: what is owed in one, the boy in the other, and nobody’s health in either', async () => {
    const never = ['9994407317', 'hardly get up', 'autism', 'mortgage', 'slippers', 'ring road'];
    tells(await hub.seen('first-response', housing), ['Sara', '3310.75', 'arrears', 'eviction-risk'], ['Theo', ...never]);
    tells(await hub.seen('first-response', police), ['Sara', 'Theo', 'Southfields Primary', 'child-behaviour'], ['3310.75', ...never]);
  });

  test('are nothing new to whoever sent either: each reply is as if the other had said nothing', async () => {
    const alone = await aStory();
    alone.travel('2026-11-21T10:00:00.000Z');
    const told = (receipt: object) => ({ ...receipt, referralId: '', links: '', people: '' });
    expect(told(await hub.sends('police', fromThePolice()))).toEqual(told(await alone.sends('police', fromThePolice())));
    const heard = [(await hub.get(`/v1/referrals/${police}`, { as: 'police' })).body, await hub.progress('police', police)];
    expect(JSON.stringify(heard)).not.toMatch(/housing|arrears|3310/i);
    expect((await hub.get(`/v1/referrals/${housing}`, { as: 'police' })).status).toBe(404);
  });

  test('are two stories again where Sara takes back what she said to one of them', async () => {
    await hub.withdraws('police', `${police}.p1`);
    expect([await related('first-response', housing), await related('first-response', police)]).toEqual([[], []]);
  });
});

describe('at the Early Help Hub, once the family agreed that it may know', () => {
  const atTheHub = 'early-help-southfields';
  const everything = ['contact', 'birth-date', 'need', 'finances', 'health', 'education'];
  const toTheHub = { recipients: ['early-help-hub'], purposes: ['allocation'], givenOn: '2026-11-21', categories: everything };
  const theosConsent = async () =>
    `${police}.${(await hub.read('first-response', police)).body.people.find(({ role }: { role: string }) => role === 'household-member').key}`;
  const passOnBoth = async () => {
    for (const id of [housing, police]) {
      await hub.records('first-response', id, toTheHub);
      await hub.accepts('first-response', id);
      await hub.passesOn('first-response', id, 'early-help-hub');
    }
  };

  test('the hub has one story too, and hears of it from First Response and not who first told', async () => {
    await passOnBoth();
    expect(await related(atTheHub, housing)).toMatchObject([{ caseId: police, source: { organisation: 'council' } }]);
    expect(await related(atTheHub, police)).toMatchObject([{ caseId: housing, source: { organisation: 'council' } }]);
    tells(await hub.seen(atTheHub, housing), ['Sara', '3310.75', 'hardly get up'], ['Marlshire Homes', 'Lee Barton', 'mortgage']);
    tells(await hub.seen(atTheHub, police), ['Sara', 'parenting'], ['Theo', 'autism', 'Rahman', 'Marlshire Police', 'slippers']);
  });

  test('Theo is part of it by an answer of his own, which his mother gives for him', async () => {
    await passOnBoth();
    expect(await hub.seen(atTheHub, police)).not.toContain('Theo');
    const { status } = await hub.records('first-response', await theosConsent(), {
      ...toTheHub,
      givenBy: 'parental-responsibility',
      authority: 'evidenced',
    });
    expect(status).toBe(201);
    tells(await hub.seen(atTheHub, police), ['Theo', 'autism', 'Southfields Primary'], ['9994407317', 'slippers']);
    tells(await hub.seen(`${atTheHub}-police`, police), ['Sara', 'Theo'], ['autism', 'Southfields Primary', '2015-10-05']);
  });

  test('it has half the story where only half was agreed to, and cannot tell that there is more', async () => {
    await hub.records('first-response', housing, toTheHub);
    await hub.accepts('first-response', housing);
    await hub.passesOn('first-response', housing, 'early-help-hub');
    expect(await related(atTheHub, housing)).toEqual([]);
    expect((await hub.read(atTheHub, police)).status).toBe(404);
  });
});
