import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/**
 * Dennis and Maureen Farrow are at home all day, since the works closed. Officers are called to them, and by them, again and
 * again. He was a joiner; she would like to learn bookkeeping. Nobody has asked what they would rather do.
 */

/** What no team is told: what they are accused of, who complained, who else is accused, what officers wrote. */
const never = [
  'spade',
  'anti-social',
  'Public order',
  'Voss',
  'Petra',
  '10 Tanner',
  'Dunmore',
  'Weir Cottages',
  'fence',
  'words of advice',
];
const private_ = ['9990610002', '1961-04-18', '1963-09-02', 'Drinks', 'with a stick', 'large dog'];
const coordinator = 'coordinator-northgate';
const toTheCoordinator = {
  recipients: ['local-area-coordinator'],
  purposes: ['introduction'],
  categories: ['contact', 'need', 'hopes', 'consent', 'referrer', 'attendance', 'offence'],
};

let hub: Story;
beforeEach(async () => {
  hub = await aStory();
});
// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
const notice = (change: (body: any) => void = () => undefined) => {
  const body = example('police', 'complete');
  change(body);
  return hub.sends('police', body);
};
const maureenIn = async (id: string) => (await hub.read('ward-team', id)).body.people[1]?.key as string;

describe('the repeat', () => {
  test('is the signal: officers came eleven times, and someone of the ward team will visit', async () => {
    const { referralId, routedTo, reasonCode } = await notice();
    expect([routedTo, reasonCode]).toMatchObject([[{ team: 'ward-team' }], 'repeat-problem']);
    tells(
      await hub.seen('ward-team', referralId),
      ['Dennis', 'Maureen', '8 Tanner Row', 'neighbour-dispute', '"count":11', 'joiner', 'bookkeeping', 'do-not-visit-alone'],
      [...never, ...private_],
    );
  });

  test('is enough without a word about a dispute, and one call is not', async () => {
    const called = (count: number) =>
      notice(({ people }) => {
        people.splice(1);
        Object.assign(people[0], { needs: [{ code: 'return-to-work', lawEnforcement: false }], attendance: { count }, offences: [] });
      });
    expect((await called(3)).routedTo).toMatchObject([{ team: 'ward-team' }]);
    expect((await called(1)).routedTo).toEqual([]);
  });

  test('makes of each further notice the same story: the team finds the one before', async () => {
    const first = await notice();
    hub.travel('2026-11-27T09:00:00.000Z');
    const again = await notice(({ people, ...rest }) => {
      Object.assign(rest.incident, { date: '2026-11-26' });
      people[0].attendance.count = 12;
    });
    const view = (await hub.read('ward-team', again.referralId)).body;
    expect(view.related).toMatchObject([{ caseId: first.referralId, source: { organisation: 'police' } }]);
    tells(JSON.stringify(view), ['"count":12'], never);
  });
});

describe('a knock at the door, with nothing but a name and an address', () => {
  let id: string;
  beforeEach(async () => {
    const { disposition, referralId } = await notice(({ people }) => {
      for (const each of people.slice(0, 2)) each.consent = { answer: 'not-asked' };
    });
    expect(disposition).toBe('routed');
    id = referralId;
    await hub.accepts('ward-team', id);
  });

  test('is all the team has while the two were told and not asked', async () => {
    tells(
      await hub.seen('ward-team', id),
      ['Dennis', 'Maureen', '8 Tanner Row', 'Do not ring before noon'],
      [...never, ...private_, 'neighbour-dispute', '"count"', 'joiner', 'bookkeeping', 'Rahman'],
    );
  });

  test('ends with each of them saying for themself what may be known: he yes, she no', async () => {
    const his = { recipients: ['ward-team'], purposes: ['support'], categories: ['contact', 'need', 'attendance', 'hopes'] };
    const maureen = await maureenIn(id);
    await hub.records('ward-team', id, his);
    tells(
      await hub.seen('ward-team', id),
      ['joiner', '"count":11', 'neighbour-dispute', 'Maureen'],
      ['bookkeeping', '"loneliness"', ...never],
    );
    await hub.records('ward-team', id, { person: maureen, answer: 'refused' });
    tells(await hub.seen('ward-team', id), ['Dennis', 'joiner'], ['Maureen', '07700 900141', 'bookkeeping', ...never]);
  });
});

describe('something to do all day', () => {
  let id: string;
  beforeEach(async () => {
    id = (await notice()).referralId;
    await hub.accepts('ward-team', id);
  });

  test('is found by the coordinator, who knows of courses, and hears of neither officers’ calls nor what was alleged', async () => {
    expect((await hub.passesOn('ward-team', id, 'local-area-coordinator')).body.faults).toMatchObject([{ pointer: '/to/0', code: 'held' }]);
    await hub.records('ward-team', id, toTheCoordinator);
    expect((await hub.passesOn('ward-team', id, 'local-area-coordinator')).body.passed).toMatchObject([
      { team: coordinator, outcome: 'passed' },
    ]);
    expect(await hub.mailOf(coordinator)).toEqual(['case.routed']);
    tells(
      await hub.seen(coordinator, id),
      ['Dennis', '8 Tanner Row', 'joiner', 'return-to-work'],
      [...never, ...private_, '"count"', 'attendance', 'Maureen', 'bookkeeping'],
    );
  });

  test('is for Maureen too once she says so herself, and not because Dennis did', async () => {
    const maureen = await maureenIn(id);
    await hub.records('ward-team', id, toTheCoordinator);
    await hub.passesOn('ward-team', id, 'local-area-coordinator');
    tells(await hub.seen(coordinator, id), [], ['Maureen', 'bookkeeping']);
    await hub.records('ward-team', id, { person: maureen, ...toTheCoordinator });
    tells(await hub.seen(coordinator, id), ['Dennis', 'Maureen', 'bookkeeping'], [...never, ...private_]);
    await hub.records('ward-team', id, { answer: 'refused' });
    tells(await hub.seen(coordinator, id), ['Maureen', 'bookkeeping'], ['Dennis', 'joiner', ...never]);
  });

  test('comes to nothing that the police hear: it was received, and that is all, whatever became of it', async () => {
    await hub.records('ward-team', id, toTheCoordinator);
    await hub.passesOn('ward-team', id, 'local-area-coordinator');
    await hub.accepts(coordinator, id);
    await hub.post(`/v1/cases/${id}/outcome`, { as: coordinator, body: { outcome: 'connected-in-community' } });
    await hub.settle();
    expect([await hub.progress('police', id), await hub.mailOf('police')]).toEqual([{ stage: 'received' }, ['referral.received']]);
  });
});

describe('wherever the case goes', () => {
  test('whoever complained and whoever else is accused are shown to nobody, though they agreed to everything', async () => {
    const { referralId: id } = await notice(({ people }) => {
      for (const hidden of people.slice(2)) Object.assign(hidden, { consent: people[0].consent, personAware: true });
    });
    await hub.accepts('ward-team', id);
    await hub.records('ward-team', id, toTheCoordinator);
    await hub.passesOn('ward-team', id, 'local-area-coordinator');
    for (const team of ['ward-team', coordinator]) tells(await hub.seen(team, id), ['Dennis'], never);
  });

  test('it does not go to a charity, whatever he says: no law lets what officers collected be used there', async () => {
    const { referralId: id } = await notice();
    await hub.accepts('ward-team', id);
    await hub.records('ward-team', id, { ...toTheCoordinator, recipients: ['befriending'], purposes: ['support'] });
    expect((await hub.passesOn('ward-team', id, 'befriending')).body.faults).toMatchObject([{ pointer: '/to/0', code: 'refused' }]);
    expect((await hub.read('befriending', id)).status).toBe(404);
  });
});
