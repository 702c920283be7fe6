import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/**
 * Gethin Mabey, who cannot work since an accident, Nerys, and their two boys, in a rented cottage miles from anywhere.
 * Ellis is four, and nobody knows what to do with him any more.
 */

const hubTeam = 'early-help-quarry-end';
const everyKind = [
  'contact',
  'birth-date',
  'need',
  'hopes',
  'health',
  'mobility',
  'finances',
  'education',
  'consent',
  'referrer',
  'benefits',
];
const toTheHub = {
  recipients: ['first-response', 'early-help-hub'],
  purposes: ['support', 'allocation'],
  categories: everyKind,
};
const yes = { answer: 'given', ...toTheHub, givenOn: '2026-11-16', engagement: 'agreed', method: 'in-person', feedback: true };
const forAChild = { givenBy: 'parental-responsibility', authority: 'evidenced' };
const gethin = {
  givenName: 'Gethin',
  familyName: 'Mabey',
  dateOfBirth: '1987-05-20',
  telephone: ['01632 960581'],
  needs: [{ code: 'disability' }, { code: 'benefits-advice' }, { code: 'arrears' }, { code: 'parenting' }],
  strengths: ['Kept bees, and could show others how'],
  health: ['Broke his back in a fall from a roof'],
  mobility: ['Cannot manage the bus'],
  consent: yes,
};
const nerys = {
  givenName: 'Nerys',
  familyName: 'Mabey',
  dateOfBirth: '1990-01-09',
  health: ['Takes tablets to sleep'],
  consent: { answer: 'refused', givenOn: '2026-11-16' },
};
const ellis = {
  givenName: 'Ellis',
  familyName: 'Mabey',
  dateOfBirth: '2022-03-14',
  school: 'Quarry End Nursery',
  needs: [{ code: 'child-behaviour' }],
  health: ['Does not sleep through'],
  consent: { ...yes, ...forAChild },
};
const huw = { givenName: 'Huw', familyName: 'Mabey', dateOfBirth: '2012-07-30', health: ['Wets the bed'] };

/** What no team is told: of Nerys, who said no, and of Huw, for whom nobody answered. */
const never = ['Nerys', '1990-01-09', 'tablets', 'Huw', '2012-07-30', 'Wets the', 'A long drive'];

let hub: Story;
let id: string;

/** Their landlord tells First Response, which passes them to the hub of their district for its monthly meeting. */
async function toTheMeeting(household: readonly object[] = [gethin, nerys, ellis, huw]): Promise<string> {
  const { officer } = example('housing', 'complete');
  const property = { address: { line1: 'Top Cottage', line2: 'Slate Lane', postcode: 'ZZ6 2TD' } };
  const sent = await hub.sends('housing', { officer, property, tenancy: { arrears: 410 }, household, narrative: 'A long drive.' });
  expect(sent.routedTo.map(({ team }: { team: string }) => team)).toContain('first-response');
  await hub.accepts('first-response', sent.referralId);
  const { passed } = (await hub.passesOn('first-response', sent.referralId, 'early-help-hub')).body;
  expect(passed).toMatchObject([{ team: hubTeam, outcome: 'passed' }]);
  return sent.referralId;
}

beforeEach(async () => {
  hub = await aStory();
  id = await toTheMeeting();
});

describe('Family M, at the monthly meeting of the hub', () => {
  test('are seen by each agency round the table as that agency may see them', async () => {
    tells(
      await hub.seen(hubTeam, id),
      [
        'Gethin',
        'disability',
        'Broke his back',
        'Cannot manage the bus',
        '410.00',
        'Ellis',
        'Quarry End Nursery',
        'Does not sleep',
        'Kept bees',
      ],
      [...never, 'benefits-advice'],
    );
    tells(
      await hub.seen(`${hubTeam}-police`, id),
      ['Gethin', 'Top Cottage', 'parenting', 'Ellis', 'child-behaviour'],
      [
        ...never,
        'disability',
        'Broke his',
        'the bus',
        '£410',
        'arrears',
        '1987-05-20',
        '2022-03-14',
        'Nursery',
        'sleep',
        'Kept bees',
        'Barton',
      ],
    );
    tells(
      await hub.seen(`${hubTeam}-housing`, id),
      ['Gethin', '410.00', 'Ellis', 'child-behaviour'],
      [...never, 'disability', 'Broke his', 'the bus', '1987-05-20', '2022-03-14', 'Nursery', 'sleep', 'Kept bees'],
    );
    tells(
      await hub.seen(`${hubTeam}-gp`, id),
      ['Gethin', 'disability', 'Broke his back', 'Cannot manage the bus', '2022-03-14', 'Does not sleep'],
      [...never, '£410', 'arrears', 'Nursery', 'Kept bees'],
    );
  });

  test('are nobody’s whose meeting it is not', async () => {
    for (const as of ['early-help-northgate', 'early-help-northgate-gp', 'childrens-centre', 'first-contact', 'coordinator-quarry-end'])
      expect([as, (await hub.read(as, id)).status]).toEqual([as, 404]);
  });

  test('are not seen by the police there if Gethin would rather they were not, and by the others as before', async () => {
    const notThePolice = { exceptions: [{ answer: 'deny', recipients: ['police'] }] };
    const asked = (person: typeof gethin | typeof ellis) => ({ ...person, consent: { ...person.consent, ...notThePolice } });
    id = await toTheMeeting([asked(gethin), asked(ellis)]);
    expect((await hub.read(`${hubTeam}-police`, id)).body.people).toEqual([]);
    tells(await hub.seen(`${hubTeam}-gp`, id), ['Gethin', 'Broke his back'], []);
  });
});

test('twins are two people: that a parent said no for one of them keeps nobody from hearing of the other', async () => {
  const mali = { ...ellis, givenName: 'Mali', consent: { answer: 'refused', ...forAChild } };
  id = await toTheMeeting([gethin, mali, ellis]);
  for (const as of ['first-response', hubTeam]) tells(await hub.seen(as, id), ['Gethin', 'Ellis', 'child-behaviour'], ['Mali']);
});

describe('what is agreed there', () => {
  const toTheCentre = { recipients: ['family-support'], purposes: ['allocation'], categories: everyKind };
  const toALinkWorker = { recipients: ['social-prescribing'], purposes: ['support'], categories: everyKind };
  const ellisIn = async () => {
    const { people } = (await hub.read(hubTeam, id)).body;
    return people.find(({ role }: { role: string }) => role === 'household-member').key as string;
  };

  test('is asked of the family first: what they told the landlord was for the meeting', async () => {
    await hub.accepts(hubTeam, id);
    const { status, body } = await hub.passesOn(hubTeam, id, 'childrens-centre', 'social-prescribing');
    expect([status, body.faults]).toMatchObject([409, [{ code: 'held' }, { code: 'held' }]]);
    expect(body.faults[0].detail).toMatch(/recipients family-support, purposes allocation/);
    expect(body.faults[1].detail).toMatch(/recipients community-organisation, purposes support/);
  });

  test('Ellis goes to the children’s centre and Gethin to someone who knows where advice is to be had, each without the other', async () => {
    await hub.accepts(hubTeam, id);
    await hub.records(hubTeam, id, { person: await ellisIn(), ...toTheCentre, ...forAChild });
    await hub.records(hubTeam, id, toALinkWorker);
    const { body } = await hub.passesOn(hubTeam, id, 'childrens-centre', 'social-prescribing');
    expect(body.passed).toMatchObject([{ outcome: 'passed' }, { outcome: 'passed' }]);
    tells(
      await hub.seen('childrens-centre', id),
      ['Ellis', '2022-03-14', 'child-behaviour', 'Quarry End Nursery', 'Does not sleep'],
      [...never, 'Gethin', 'Broke his', 'the bus', '£410', 'disability', 'Kept bees'],
    );
    tells(
      await hub.seen('social-prescribing', id),
      ['Gethin', '01632 960581', 'disability', 'Cannot manage the bus', 'Kept bees'],
      [...never, 'Ellis', 'child-behaviour', '£410', 'arrears', '1987-05-20', 'benefits-advice', 'Barton'],
    );
    expect([await hub.mailOf('childrens-centre'), await hub.mailOf('social-prescribing')]).toEqual([['case.routed'], ['case.routed']]);
  });

  test('goes for Ellis alone where Gethin wants nothing for himself', async () => {
    await hub.accepts(hubTeam, id);
    await hub.records(hubTeam, id, { person: await ellisIn(), ...toTheCentre, ...forAChild });
    const { body } = await hub.passesOn(hubTeam, id, 'childrens-centre', 'social-prescribing');
    expect(body.passed).toMatchObject([{ outcome: 'passed' }, { outcome: 'held' }]);
    expect((await hub.read('social-prescribing', id)).status).toBe(404);
  });

  test('is heard of by the landlord as far as Gethin wished, and by nobody round the table through it', async () => {
    await hub.accepts(hubTeam, id);
    expect(await hub.progress('housing', id)).toMatchObject({ stage: 'accepted' });
    await hub.records(hubTeam, id, { person: await ellisIn(), ...toTheCentre, ...forAChild });
    const shown = async () => (await hub.read(`${hubTeam}-police`, id)).body.people;
    const before = await shown();
    await hub.passesOn(hubTeam, id, 'childrens-centre');
    expect(await shown()).toEqual(before);
    const told = (await hub.get(`/v1/referrals/${id}`, { as: 'housing' })).body;
    tells(JSON.stringify(told.progress), ['passed-on'], ['centre', 'childrens', 'Ellis']);
  });
});
