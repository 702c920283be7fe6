import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
type Notice = any;
const send = async (name: string, change: (notice: Notice) => void = () => undefined) => {
  const body = example('police', name);
  change(body);
  return hub.post('/v1/referrals/police', { as: 'police', body });
};
const read = async (id: string, as: string, user?: string) => (await hub.get(`/v1/cases/${id}`, user ? { as, user } : { as })).body;
const teamsOf = (body: { routedTo: { team: string }[] }) => body.routedTo.map(({ team }) => team);
const fieldsOf = (person: { facts: { field: string }[] }) => [...new Set(person.facts.map(({ field }) => field))];

describe('Dennis and Maureen, to whom officers are called again and again', () => {
  let id: string;
  beforeEach(async () => {
    const { status, body } = await send('complete');
    expect([status, body.disposition, teamsOf(body), body.warnings]).toEqual([201, 'routed', ['ward-team'], []]);
    id = body.referralId;
  });

  test('the ward team sees how to reach them, that there is a dispute and that it is the eleventh call, for that is the signal', async () => {
    const { people } = await read(id, 'ward-team');
    expect(people.map(({ role }: { role: string }) => role)).toEqual(['subject', 'household-member']);
    const seen = JSON.stringify(people);
    for (const shared of ['Dennis', 'Maureen', '8 Tanner Row', 'neighbour-dispute', '"count":11', 'joiner', 'bookkeeping', 'Samira Rahman'])
      expect(seen).toContain(shared);
  });

  test('nobody there ever sees an allegation, who complained, who else was accused, or what officers wrote', async () => {
    const users = ['ward-team-1', 'ward-team-2', 'ward-team-lead'];
    const seen = JSON.stringify(await Promise.all(users.map((user) => read(id, 'ward-team', user))));
    for (const withheld of [
      'spade',
      'anti-social',
      'Public order',
      'Voss',
      'Petra',
      '10 Tanner',
      'Dunmore',
      'Weir Cottages',
      'fence',
      'Eleventh call',
    ])
      expect(seen).not.toContain(withheld);
    for (const notAgreed of ['9990610002', '1961-04-18', 'Drinks', 'stick', 'Said to']) expect(seen).not.toContain(notAgreed);
  });

  test('nor would they if those people had been told and had agreed to everything: their part hides them', async () => {
    const { body } = await send('complete', ({ people }) => {
      for (const hidden of [people[2], people[3]])
        Object.assign(hidden, { consent: people[0].consent, personAware: true, dateOfBirth: '1970-01-01' });
    });
    const seen = JSON.stringify(await read(body.referralId, 'ward-team'));
    expect(seen).toContain('Dennis');
    for (const hidden of ['Voss', '10 Tanner', 'Dunmore', '1970']) expect(seen).not.toContain(hidden);
  });

  test('what was collected for law enforcement is shown on the authority of the agreement, and the warning to visitors by duty', async () => {
    const { people } = await read(id, 'ward-team');
    const [dennis] = people;
    const under = (field: string) => dennis.facts.find((fact: { field: string }) => fact.field === field).sharedUnder;
    expect(under('attendance')).toMatchObject({ agreement: 'police-ward-team', clause: 'dispute-agreed', consents: [`${id}.p1`] });
    expect(under('staffSafety')).toMatchObject({ duty: 'health-and-safety-at-work-act-1974-ss2-3' });
    expect(JSON.stringify(people)).not.toContain('large dog');
  });

  test('each answers for themself: Maureen says no, and Dennis is seen without her', async () => {
    const { body } = await send('complete', (notice) => {
      notice.people[1].consent = { answer: 'refused' };
    });
    const seen = JSON.stringify(await read(body.referralId, 'ward-team'));
    expect(seen).toContain('Dennis');
    for (const hers of ['Maureen', 'bookkeeping', '07700 900141']) expect(seen).not.toContain(hers);
  });

  test('the police hear that it was received and no more, whatever became of it', async () => {
    await hub.post(`/v1/cases/${id}/acceptance`, { as: 'ward-team', body: {} });
    await hub.settle();
    expect((await hub.get(`/v1/referrals/${id}`, { as: 'police' })).body.progress).toEqual({ stage: 'received' });
    expect((await hub.get('/v1/events', { as: 'police' })).body.items).toHaveLength(1);
  });

  test('no other team sees anything of it', async () => {
    for (const team of ['first-contact', 'coordinator-northgate', 'first-response', 'early-help-northgate'])
      expect((await hub.get(`/v1/cases/${id}`, { as: team })).status).toBe(404);
  });
});

describe('someone who was told, and not asked', () => {
  test('may be called on, and nothing else is told: not the dispute, not how often', async () => {
    const { body } = await send('not-asked');
    expect([body.disposition, teamsOf(body)]).toEqual(['routed', ['ward-team']]);
    const { people, tier } = await read(body.referralId, 'ward-team');
    expect(fieldsOf(people[0])).toEqual(expect.arrayContaining(['name', 'address', 'telephones']));
    const seen = JSON.stringify(people);
    for (const withheld of ['neighbour-dispute', 'attendance', '"count"', 'Rahman']) expect(seen).not.toContain(withheld);
    expect(tier).toBeNull();
  });

  test.each([
    ['answered no', { answer: 'refused' }],
    ['did not want to be called on', { answer: 'not-asked', engagement: 'declined' }],
  ])('is not called on if they %s', async (_, consent) => {
    const { body } = await send('not-asked', (notice) => {
      notice.people[0].consent = consent;
    });
    expect([body.disposition, teamsOf(body)]).toEqual(['refused', []]);
    expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'ward-team' })).status).toBe(404);
  });

  test('of whom nobody says that they were told is held, and the officer learns what to do', async () => {
    const { body } = await send('not-asked', (notice) => {
      delete notice.people[0].personAware;
    });
    expect([body.disposition, body.reasonCode, teamsOf(body)]).toEqual(['held', 'not-told', []]);
    expect(JSON.stringify(body.ask)).toContain('Tell the person');
  });

  test('does not stand for others in the home who were not', async () => {
    const { body } = await send('not-asked', (notice) => {
      const { address } = notice.people[0];
      notice.people.push({ role: 'household-member', familyName: 'Amadi', givenName: 'Grace', dateOfBirth: '1970-01-01', address });
      notice.people.push({
        role: 'household-member',
        familyName: 'Amadi',
        givenName: 'Tobi',
        dateOfBirth: '2012-01-01',
        address,
        personAware: true,
      });
    });
    const seen = JSON.stringify(await read(body.referralId, 'ward-team'));
    expect(seen).toContain('Joseph');
    for (const other of ['Grace', 'Tobi', '1970']) expect(seen).not.toContain(other);
  });

  test('lives where no ward team works: nothing goes anywhere', async () => {
    const { body } = await send('not-asked', (notice) => {
      notice.people[0].address.postcode = 'ZZ7 1RG';
    });
    expect(teamsOf(body)).toEqual([]);
  });
});

describe('Kyle, who came to notice', () => {
  test('First Response hears who he is and what would help, by his mother’s answer, and nothing of a window', async () => {
    const { body } = await send('child-coming-to-notice');
    expect(teamsOf(body)).toContain('first-response');
    const { people } = await read(body.referralId, 'first-response');
    const seen = JSON.stringify(people);
    for (const shared of ['Kyle', 'Leanne', 'child-behaviour', 'Millbrook Academy', '2014-02-11', '"count":4'])
      expect(seen).toContain(shared);
    for (const withheld of ['window', 'Missing child', 'Fourth time', 'in goal', '1988-07-30', 'birth certificate'])
      expect(seen).not.toContain(withheld);
  });

  test('nothing goes while his mother’s authority is only claimed', async () => {
    const { body } = await send('child-coming-to-notice', (notice) => {
      notice.people[0].consent.authority = 'claimed';
      notice.people.splice(1);
    });
    expect([body.disposition, teamsOf(body)]).toEqual(['held', []]);
  });
});

describe('Hannah, who told officers of abuse', () => {
  test('is seen by the leader alone, apart from everyone else in the home, with nothing of what she told', async () => {
    const { body } = await send('domestic-abuse');
    expect(teamsOf(body)).toContain('ward-team');
    const leader = await read(body.referralId, 'ward-team', 'ward-team-1');
    expect(leader.people.map(({ role }: { role: string }) => role)).toEqual(['subject']);
    const seen = JSON.stringify(leader);
    for (const withheld of ['abuse', 'Gareth', 'Ivy', 'Primary', 'decides whom', 'MARAC', 'DASH', 'sister', 'shop downstairs', 'Domestic'])
      expect(seen).not.toContain(withheld);
    const member = JSON.stringify(await read(body.referralId, 'ward-team', 'ward-team-2'));
    for (const withheld of ['Hannah', 'Sorley', 'Mill House', '900155']) expect(member).not.toContain(withheld);
  });
});

describe('suspected harm', () => {
  test('to a child goes to First Response at once, though her father said no, with what is necessary and no more', async () => {
    const { body } = await send('safeguarding-child');
    expect([body.disposition, body.reasonCode, teamsOf(body)]).toEqual(['routed', 'statutory-duty', ['first-response']]);
    const seen = JSON.stringify(await read(body.referralId, 'first-response'));
    for (const shared of ['Rosa', 'hungry', 'Samira Rahman', '14 Quarry View']) expect(seen).toContain(shared);
    for (const withheld of ['Marcus', '960171']) expect(seen).not.toContain(withheld);
  });

  test('to an adult goes to adult safeguarding on a practitioner’s reason, and whoever is accused stays hidden', async () => {
    const { body } = await send('safeguarding-adult');
    expect([body.reasonCode, teamsOf(body)]).toEqual(['statutory-duty', ['adult-safeguarding']]);
    const seen = JSON.stringify(await read(body.referralId, 'adult-safeguarding'));
    for (const shared of ['Alfred', 'hot meal', 'Owen Lyle']) expect(seen).toContain(shared);
    for (const withheld of ['Dean', 'pension']) expect(seen).not.toContain(withheld);
  });
});

test('nothing that a notice says is in a log, an event or a worklist', async () => {
  for (const name of ['complete', 'domestic-abuse', 'safeguarding-child']) await send(name);
  await hub.settle();
  const list = (await hub.get('/v1/cases', { as: 'ward-team' })).body;
  expect(list.items.length).toBeGreaterThan(0);
  const told = JSON.stringify([hub.logged, list, (await hub.get('/v1/events', { as: 'ward-team' })).body]);
  for (const content of ['Dennis', 'Farrow', 'Tanner', 'Hannah', 'Rosa', 'neighbour-dispute', 'spade', 'PPN-'])
    expect(told).not.toContain(content);
});
