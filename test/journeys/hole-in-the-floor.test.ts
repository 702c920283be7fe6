import { beforeEach, describe, expect, test } from 'vitest';
import { teams } from '../../policies/partnership/teams/index.ts';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/**
 * Cyril Hobday, 85, is known to no one. There is a hole in his floor. Brenda Marsh, next door, sees that he is not well, and
 * says so to someone of the ward team; she would not have him know that it was she.
 */

const brenda = ['Brenda', 'Marsh', '7 Chapel', '960212', 'brenda.marsh', 'neighbour', 'informant', 'complainant'];
const inWords = ['lost weight', 'cellar', 'Keep to the edges'];
const onlyIfHeSays = ['"falls"', 'the furniture', 'Mends clocks'];

let hub: Story;
let id: string;
beforeEach(async () => {
  hub = await aStory();
  const { body } = await hub.post('/v1/referrals/community', { as: 'ward-team', body: example('community', 'complete') });
  expect([body.disposition, body.routedTo, body.ask]).toMatchObject(['conversation-needed', [{ team: 'ward-team' }], []]);
  id = body.referralId;
  await hub.settle();
});
const hears = (outcome: string) => hub.post(`/v1/cases/${id}/outcome`, { as: 'ward-team', body: { outcome } });
const team = async (user: string) => JSON.stringify((await hub.get(`/v1/cases/${id}`, { as: 'ward-team', user })).body.people);
const atHisDoor = {
  recipients: ['ward-team'],
  purposes: ['support'],
  categories: ['contact', 'need', 'hazard', 'mobility', 'hopes', 'consent'],
  recordedBy: 'Ray Fenwick',
};

describe('Cyril, before anyone has knocked', () => {
  test('is someone to call on: where he lives, what was seen there, and how to be safe in it', async () => {
    expect(await hub.mailOf('ward-team')).toEqual(['referral.received', 'case.routed']);
    const view = (await hub.read('ward-team', id)).body;
    tells(
      JSON.stringify(view),
      ['Cyril', '6 Chapel Steps', 'unsafe-floor', 'no-heating', 'loneliness', 'He does not answer the telephone', 'building-unsafe'],
      [...brenda, ...inWords, ...onlyIfHeSays, '1941-05-06'],
    );
    expect([view.reason, view.related]).toEqual(['conversation', []]);
  });

  test('was known to nobody, and is to nobody else', async () => {
    const others = teams.map((each) => each.id).filter((each) => each !== 'ward-team');
    for (const as of others) expect([as, (await hub.read(as, id)).status, await hub.mailOf(as)]).toEqual([as, 404, []]);
  });
});

describe('Cyril, on his doorstep', () => {
  test('is not in, then asks them to come back: nothing more is known of him for it', async () => {
    const before = await hub.seen('ward-team', id);
    for (const outcome of ['not-in', 'come-back']) expect((await hears(outcome)).body.status).toBe('awaiting');
    expect(await hub.seen('ward-team', id)).toBe(before);
  });

  test('wants help; what may be known is a second question, and the team is told how to ask it', async () => {
    const { body } = await hears('wants-help');
    expect([body.status, body.links.consents]).toEqual(['accepted', '/v1/consents']);
    expect(body.ask.join(' ')).toMatch(/Ask the person .*recipients ward-team, purposes support, categories contact/);
    tells(await team('ward-team-2'), ['Cyril'], [...brenda, ...onlyIfHeSays]);
  });

  test('says yes, and the whole team knows what it needs to: that he falls, holds on to the furniture, and mends clocks', async () => {
    await hears('wants-help');
    const recorded = await hub.records('ward-team', id, atHisDoor);
    expect([recorded.status, recorded.body.status]).toEqual([201, 'given']);
    for (const user of ['ward-team-1', 'ward-team-2'])
      tells(await team(user), ['Cyril', '6 Chapel Steps', 'unsafe-floor', ...onlyIfHeSays], [...brenda, ...inWords]);
    await hears('support-in-place');
    expect((await hub.read('ward-team', id)).body.status).toBe('closed');
  });

  test('says yes to some of it: the rest stays unsaid', async () => {
    await hears('wants-help');
    await hub.records('ward-team', id, { ...atHisDoor, categories: ['contact', 'need', 'consent'] });
    tells(await team('ward-team-2'), ['Cyril', 'loneliness'], [...onlyIfHeSays, 'unsafe-floor', ...brenda]);
  });

  test('has told the team, and nobody else: an introduction to a befriender is asked again', async () => {
    await hears('wants-help');
    await hub.records('ward-team', id, atHisDoor);
    const { status, body } = await hub.passesOn('ward-team', id, 'befriending');
    expect([status, body.faults[0].code]).toEqual([409, 'held']);
    expect((await hub.read('befriending', id)).status).toBe(404);
    await hub.records('ward-team', id, { ...atHisDoor, recipients: ['befriending'], categories: ['contact', 'hopes'] });
    expect((await hub.passesOn('ward-team', id, 'befriending')).body.passed).toMatchObject([{ outcome: 'passed' }]);
    tells(await hub.seen('befriending', id), ['Cyril', 'Mends clocks'], [...brenda, ...inWords, 'unsafe-floor', 'loneliness', '"falls"']);
  });

  test('wants nothing, and is forgotten at once', async () => {
    await hears('no-wish');
    expect((await hub.read('ward-team', id)).body.people).toEqual([]);
  });
});

test('Brenda is named nowhere: to no team, in no answer, list, event or log, and on no stream outside what is sealed', async () => {
  await hears('wants-help');
  await hub.records('ward-team', id, {
    ...atHisDoor,
    recipients: ['ward-team', 'befriending', 'local-area-coordinator'],
    purposes: ['support', 'introduction'],
  });
  await hub.passesOn('ward-team', id, 'befriending', 'local-area-coordinator');
  const answers = [];
  for (const as of ['ward-team', 'befriending', 'coordinator-northgate']) {
    for (const path of [`/v1/cases/${id}`, '/v1/cases?with=summary', '/v1/events']) answers.push((await hub.get(path, { as })).body);
  }
  const sent = (await hub.get(`/v1/referrals/${id}`, { as: 'ward-team' })).body;
  const names = brenda.slice(0, 5);
  tells(JSON.stringify([answers, sent]), ['Cyril'], names);
  tells(JSON.stringify([hub.store.all(), hub.views.all(), hub.bus, hub.logged]), [], [...names, 'Cyril', 'Chapel Steps']);
});
