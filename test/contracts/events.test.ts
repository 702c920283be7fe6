import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Event, type EventType, eventSchemas } from '../../contracts/events.ts';
import { upcast } from '../../functions/store/upcast.ts';

const folder = new URL('../store/fixtures/events/', import.meta.url);
const fixtures = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const read = (type: string): unknown => JSON.parse(readFileSync(new URL(`${type}.json`, folder), 'utf8'));

it('has an example of every event that is written down', () => {
  expect(Object.keys(eventSchemas).filter((type) => !fixtures.includes(type))).toEqual([]);
});

it.each(fixtures)('reads %s as it was written, in its present form', (type) => {
  const {
    events: [event],
  } = upcast([{ type, data: read(type) } as Event]);
  const present = event?.type as EventType;
  expect(Object.keys(eventSchemas)).toContain(present);
  expect(eventSchemas[present].parse(event?.data)).toEqual(event?.data);
});

it('brings an old version to the present one, step by step, and says that it did', () => {
  const steps = {
    'OutcomeRecorded@0': (data: unknown) => ({ type: 'OutcomeRecorded@0.5', data: { ...(data as object), team: 'first-contact' } }),
    'OutcomeRecorded@0.5': (data: unknown) => ({ type: 'OutcomeRecorded@1', data }),
  };
  const old = [{ type: 'OutcomeRecorded@0', data: { outcome: 'passed-on' } } as unknown as Event];
  const { events, changed } = upcast(old, steps);
  expect([events, changed]).toEqual([[{ type: 'OutcomeRecorded@1', data: { outcome: 'passed-on', team: 'first-contact' } }], true]);
  expect(upcast(events, steps).changed).toBe(false);
});
