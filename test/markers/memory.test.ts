import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import { aWorld, type World } from '../support/world.ts';
import { type Exchange, placesOf } from './exchange.ts';
import { followed, namePrefix, prefix } from './plant.ts';
import { linesIn, score, tableOf } from './score.ts';
import { placeOf, traces } from './search.ts';
import { type Strays, straysIn } from './strays.ts';
import { walk } from './walk.ts';

describe('whatever anyone sends', () => {
  let hub: World;
  let exchanges: Exchange[];
  let strays: Strays;
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
    const look = async (soFar: readonly Exchange[]) => {
      strays = await straysIn(soFar, hub);
    };
    exchanges = await walk({ send: hub.call, settle: hub.settle, look, isThorough: true, routes: false });
    hub.travel('2026-12-14T10:00:00.000Z');
    await watch(hub.runtime)();
    await expire(hub.runtime)();
    hub.travel('2027-03-20T10:00:00.000Z');
    await expire(hub.runtime)();
    await hub.settle();
  });

  const content = () => [prefix, ...followed];
  const anything = () => [...content(), namePrefix];
  const kept = () => [
    placeOf('commits', hub.store.all()),
    placeOf('views', hub.views.all()),
    placeOf('objects', hub.objects.kept),
    placeOf('keys', hub.keyTable.kept),
  ];

  test('much of it was taken in, shown to those it is for, and much refused', () => {
    const count = (holds: (each: Exchange) => boolean) => exchanges.filter(holds).length;
    const done = (path: RegExp) => count(({ name, answer }) => path.test(name) && answer.status < 300);
    expect(count(({ answer }) => answer.status === 201)).toBeGreaterThan(50);
    expect(count(({ answer }) => answer.status === 422)).toBeGreaterThan(100);
    expect(count(({ answer }) => answer.status === 400)).toBeGreaterThan(50);
    expect(exchanges.filter(({ answer }) => answer.status >= 500).map(({ name, answer }) => [name, answer.status])).toEqual([]);
    for (const path of [/message by gp/, /consents by/, /GET .*consents/, /withdrawal/, /cancellation/, /acceptance/, /outcome/, /review/])
      expect(done(path), String(path)).toBeGreaterThan(0);
    expect(count(({ answer }) => answer.body?.resourceType === 'OperationOutcome')).toBeGreaterThan(20);
    expect(count(({ answer }) => answer.body?.related?.length > 0)).toBeGreaterThan(0);
    expect(count(({ answer }) => answer.body?.summary?.dropped > 0 && answer.body.summary.faulty > 0)).toBeGreaterThan(0);
    expect(count(({ reader, answer }) => /early-help-.*-police/.test(reader ?? '') && answer.body?.people?.length > 0)).toBeGreaterThan(0);
    const shown = exchanges.filter(({ shows }) => shows).map(({ name, answer }) => ({ name, bytes: JSON.stringify(answer.body) }));
    expect(traces([prefix], shown).length).toBeGreaterThan(50);
    expect(followed.size).toBeGreaterThan(500);
    expect(hub.objects.kept.size).toBeGreaterThan(0);
    const types = new Set(hub.store.all().flatMap(({ events }) => events.map(({ type }) => type)));
    for (const type of ['ContentDestroyed@1', 'SafeguardingOverdue@1', 'HoldReminded@1', 'AbuseReviewed@1', 'ConversationHeld@1'])
      expect(types).toContain(type);
  });

  test('no error, receipt, list or mailbox tells any of it', () => {
    expect(traces(content(), placesOf(exchanges))).toEqual([]);
  });

  test('the log has none of it', () => {
    expect(hub.logged.length).toBeGreaterThan(100);
    expect(traces(anything(), [placeOf('the log', hub.logged)])).toEqual([]);
  });

  test('the bus and the queues have none of it', () => {
    expect(published.length).toBeGreaterThan(10);
    expect(traces(anything(), [placeOf('the bus', published)])).toEqual([]);
  });

  test('commits, mailboxes among them, and views have none of it in the open, nor have keys and objects or their names', () => {
    expect(hub.store.all().some(({ stream }) => stream.startsWith('mailbox#'))).toBe(true);
    expect(traces(anything(), kept())).toEqual([]);
  });

  test('a view holds what it was decided of whom that it may, of them, and nothing else that anyone said', () => {
    expect(strays.compared).toBeGreaterThan(1_000);
    expect(strays.found).toEqual([]);
  });

  test('nothing leaked, and the README says so', () => {
    const elsewhere = [placeOf('the log', hub.logged), placeOf('the bus', published), ...kept()];
    const lines = score({ replies: placesOf(exchanges), elsewhere });
    const table = tableOf(lines);
    process.stdout.write(`\n${table}\n\n`);
    const told = linesIn(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));
    expect(lines.map(({ found }) => found)).toEqual(lines.map(() => 0));
    expect(
      told.map(({ where, found }) => [where, found]),
      `the README should have\n${table}`,
    ).toEqual(lines.map(({ where }) => [where, 0]));
    for (const { where, planted } of told) expect(planted).toBeLessThanOrEqual(lines.find((each) => each.where === where)?.planted ?? 0);
  });
});
