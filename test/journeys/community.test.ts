import { beforeEach, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aWorld, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});

// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
const send = (name: string, change: (message: any) => void = () => undefined, as = 'ward-team') => {
  const body = example('community', name);
  change(body);
  return hub.post('/v1/referrals/community', { as, body });
};

test('a neighbour’s concern for Cyril brings someone to his door, who knows what was seen and not who saw it', async () => {
  const { status, body } = await send('complete');
  expect([status, body.disposition, body.routedTo]).toMatchObject([201, 'conversation-needed', [{ team: 'ward-team' }]]);
  const seen = JSON.stringify((await hub.get(`/v1/cases/${body.referralId}`, { as: 'ward-team' })).body);
  for (const shared of ['Cyril', '6 Chapel Steps', 'unsafe-floor', 'no-heating', 'loneliness', 'building-unsafe'])
    expect(seen).toContain(shared);
  for (const withheld of [
    'Brenda',
    'Marsh',
    '7 Chapel',
    '960212',
    'neighbour',
    'cellar',
    'furniture',
    'lost weight',
    'Mends clocks',
    'falls',
  ])
    expect(seen).not.toContain(withheld);
});

test('First Contact may write a concern down too, and does not see the case for it', async () => {
  const { body } = await send('complete', () => undefined, 'first-contact');
  expect(body.routedTo).toMatchObject([{ team: 'ward-team' }]);
  expect((await hub.get(`/v1/cases/${body.referralId}`, { as: 'first-contact' })).status).toBe(404);
});

test('nobody is called on who does not want to be', async () => {
  const { body } = await send('complete', ({ person }) => {
    person.consent = { answer: 'not-asked', engagement: 'declined' };
  });
  expect([body.disposition, body.routedTo]).toEqual(['refused', []]);
});

test('nobody is called on outside the ward', async () => {
  const { body } = await send('outside-the-ward');
  expect([body.disposition, body.routedTo]).toEqual(['refused', []]);
});

test('no other client may send a concern', async () => {
  for (const as of ['police', 'coordinator-northgate']) expect((await send('complete', () => undefined, as)).status).toBe(403);
});
