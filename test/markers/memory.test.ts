import { beforeAll, describe, expect, test } from 'vitest';
import { aWorld, type World } from '../support/world.ts';
import { followed, namePrefix, prefix } from './plant.ts';
import { placeOf, traces } from './search.ts';
import { type Exchange, placesOf, walk } from './walk.ts';

describe('whatever anyone sends', () => {
  let hub: World;
  let exchanges: Exchange[];
  const published: unknown[] = [];

  beforeAll(async () => {
    hub = await aWorld();
    const { publish } = hub.runtime.bus;
    Object.assign(hub.runtime.bus, {
      publish: (envelopes: Parameters<typeof publish>[0]) => {
        published.push(...envelopes);
        return publish(envelopes);
      },
    });
    exchanges = await walk({ send: hub.call, settle: hub.settle, routes: false });
  });

  const content = () => [prefix, ...followed];

  test('much of it was taken in, shown to those it is for, and much refused', () => {
    const count = (holds: (each: Exchange) => boolean) => exchanges.filter(holds).length;
    expect(count(({ answer }) => answer.status === 201)).toBeGreaterThan(10);
    expect(count(({ answer }) => answer.status === 422)).toBeGreaterThan(20);
    expect(count(({ answer }) => answer.status === 400)).toBeGreaterThan(10);
    expect(exchanges.filter(({ answer }) => answer.status >= 500).map(({ name, answer }) => [name, answer.status])).toEqual([]);
    const shown = exchanges.filter(({ shows }) => shows).map(({ name, answer }) => ({ name, bytes: JSON.stringify(answer.body) }));
    expect(traces([prefix], shown).length).toBeGreaterThan(10);
    expect(followed.size).toBeGreaterThan(50);
    expect(hub.objects.kept.size).toBeGreaterThan(0);
  });

  test('no error, receipt, list or mailbox tells any of it', () => {
    expect(traces(content(), placesOf(exchanges))).toEqual([]);
  });

  test('the log has none of it', () => {
    expect(hub.logged.length).toBeGreaterThan(100);
    expect(traces([...content(), namePrefix], [placeOf('the log', hub.logged)])).toEqual([]);
  });

  test('the bus and the queues have none of it', () => {
    expect(published.length).toBeGreaterThan(10);
    expect(traces([...content(), namePrefix], [placeOf('the bus', published)])).toEqual([]);
  });

  test('commits, mailboxes among them, and views have none of it in the open, nor have keys and objects or their names', () => {
    const streams = hub.store.all();
    expect(streams.some(({ stream }) => stream.startsWith('mailbox#'))).toBe(true);
    const places = [
      placeOf('commits', streams),
      placeOf('views', hub.views.all()),
      placeOf('objects', hub.objects.kept),
      placeOf('keys', hub.keyTable.kept),
    ];
    expect(traces([...content(), namePrefix], places)).toEqual([]);
  });
});
