import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

const agreed = {
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['support'],
  categories: ['contact', 'need', 'health', 'hopes', 'referrer'],
  method: 'in-person',
  givenOn: '2026-11-18',
  seenAlone: true,
  engagement: 'agreed',
};
const asTheirMother = { ...agreed, seenAlone: false, givenBy: 'parental-responsibility', authority: 'evidenced' };
const asHimself = { ...agreed, givenOn: '2026-11-20', competenceAssessed: true };

/** Mary and her children, Ella, 9, and Rhys, 15, as their surgery tells of them. */
function mary(consents: { readonly ella?: object; readonly rhys?: object } = {}) {
  const { patient: _, relatives: __, staffSafety: ___, ...message } = example('gp', 'complete');
  const home = { familyName: 'Adair', role: 'household-member' };
  return {
    ...message,
    reference: 'BS-2026-1233',
    requestedTeams: ['first-contact'],
    patient: {
      title: 'Mrs',
      givenName: 'Mary',
      familyName: 'Adair',
      dateOfBirth: '1981-08-15',
      nhsNumber: '9993303291',
      address: { line1: '21 Butter Cross', town: 'Market Cross', postcode: 'ZZ5 1CD' },
      telephone: ['07700 900655'],
      needs: [{ code: 'bereavement', since: '2026-04-11' }, { code: 'return-to-work', since: '2026-07-01' }, { code: 'carer-strain' }],
      conditions: ['Sleeps badly'],
      whatMatters: ['To get through the winter together'],
      reason: 'Lost her husband in April and her job in July.',
      consent: agreed,
    },
    relatives: [
      {
        ...home,
        givenName: 'Ella',
        dateOfBirth: '2017-02-03',
        relationship: 'daughter',
        needs: [{ code: 'anxiety' }],
        conditions: ['Selective mutism'],
        consent: consents.ella,
      },
      {
        ...home,
        givenName: 'Rhys',
        dateOfBirth: '2011-06-20',
        relationship: 'son',
        telephone: ['07700 900656'],
        needs: [{ code: 'young-carer' }],
        conditions: ['Obsessive compulsive disorder'],
        consent: consents.rhys,
      },
    ],
  };
}
const ofElla = ['Ella', 'Selective mutism', 'anxiety'];
const ofRhys = ['Rhys', 'Obsessive compulsive', 'young-carer', '07700 900656'];
const ofMary = ['Mary', '21 Butter Cross', 'bereavement', 'return-to-work', 'carer-strain', 'Sleeps badly', 'through the winter'];
const neverTold = ['9993303291', '1981-08-15', '2017-02-03', '2011-06-20', 'Lost her husband', 'daughter'];

let hub: Story;
beforeEach(async () => {
  hub = await aStory();
});
const sends = async (consents: Parameters<typeof mary>[0] = {}) => {
  const { referralId: id, routedTo, people } = await hub.sends('gp', mary(consents));
  const [, ella = '', rhys = ''] = people.map(({ consentId }: { consentId: string }) => consentId);
  return { id, routedTo, ella, rhys };
};
const firstContactSees = (id: string) => hub.seen('first-contact', id);

describe('Mary, bereaved and out of work, with two children who have diagnoses of their own', () => {
  test('is one story: her loss, her job and her home are told once, to one team', async () => {
    const { id, routedTo } = await sends({ ella: asTheirMother, rhys: asTheirMother });
    expect(routedTo).toMatchObject([{ team: 'first-contact' }]);
    expect(await hub.worklist('first-contact')).toMatchObject([{ caseId: id }]);
    expect(await hub.mailOf('first-contact')).toEqual(['case.routed']);
    tells(await firstContactSees(id), [...ofMary, ...ofElla, ...ofRhys], neverTold);
    for (const team of ['first-response', 'early-help-market-cross', 'coordinator-market-cross'])
      expect((await hub.read(team, id)).status).toBe(404);
  });

  test('answers for herself, and so tells nothing of her children: not their names, nor that there are any', async () => {
    const { id } = await sends();
    tells(await firstContactSees(id), ofMary, [...ofElla, ...ofRhys, ...neverTold]);
    const { body } = await hub.read('first-contact', id);
    expect(body.people.map(({ role }: { role: string }) => role)).toEqual(['subject']);
    expect(JSON.stringify(body.ask)).not.toMatch(/child|Gillick|parental/i);
    expect(body.tier).toBe(2);
  });

  test('hears from no one what is asked about her children but her own doctor', async () => {
    const { id, ella } = await sends();
    expect((await hub.records('first-contact', ella, asTheirMother)).status).toBe(404);
    expect((await hub.records('gp', ella, asTheirMother)).status).toBe(201);
    expect(await firstContactSees(id)).toContain('Ella');
  });
});

describe('Ella, 9, for whom her mother answers', () => {
  test('is told of once her mother’s right to answer was seen, and nothing of Rhys with her', async () => {
    const { id, ella } = await sends();
    await hub.records('gp', ella, { ...asTheirMother, authority: 'claimed' });
    tells(await firstContactSees(id), ['Mary'], ofElla);
    await hub.records('gp', ella, asTheirMother);
    tells(await firstContactSees(id), ofElla, [...ofRhys, ...neverTold]);
  });

  test('is told of as far as her mother said: who she is, and not what her diagnosis is', async () => {
    const { id } = await sends({ ella: { ...asTheirMother, categories: ['contact'] } });
    tells(await firstContactSees(id), ['Ella'], ['Selective mutism', 'anxiety']);
  });
});

describe('Rhys, 15, who can decide for himself', () => {
  test('says no, and his mother’s yes for him tells nothing of him', async () => {
    const { id, rhys } = await sends({ rhys: asTheirMother });
    expect(await firstContactSees(id)).toContain('Rhys');
    await hub.records('gp', rhys, { ...asHimself, answer: 'refused' });
    tells(await firstContactSees(id), ofMary, ofRhys);
  });

  test('says yes to help as a young carer, and keeps his diagnosis to himself, whatever she said', async () => {
    const { id, rhys } = await sends({ rhys: asTheirMother });
    await hub.records('gp', rhys, { ...asHimself, categories: ['contact', 'need'] });
    tells(await firstContactSees(id), ['Rhys', 'young-carer'], ['Obsessive compulsive']);
  });

  test('is not held to what his mother says of herself when she withdraws', async () => {
    const { id } = await sends({ rhys: { ...asHimself, givenOn: '2026-11-18' } });
    await hub.withdraws('gp', `${id}.p1`);
    tells(
      await firstContactSees(id),
      ['Rhys', 'young-carer'],
      ofMary.filter((fact) => fact !== '21 Butter Cross'),
    );
  });
});

test('onward, Mary’s yes to a charity takes her there without her children', async () => {
  const { id } = await sends({ ella: asTheirMother, rhys: asTheirMother });
  await hub.accepts('first-contact', id);
  await hub.records('first-contact', id, { recipients: ['befriending'], purposes: ['support'], categories: ['contact', 'need', 'health'] });
  await hub.passesOn('first-contact', id, 'befriending');
  tells(await hub.seen('befriending', id), ['Mary', 'bereavement'], [...ofElla, ...ofRhys, ...neverTold, 'Sleeps badly', 'Beechwood']);
});
