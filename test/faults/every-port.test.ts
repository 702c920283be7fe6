import { expect, test } from 'vitest';
import type { Ports } from '../support/kept.ts';
import { aWorld } from '../support/world.ts';
import { faultsAt, portFaults } from './faults.ts';
import { cases } from './scenarios/cases.ts';
import { operations } from './scenarios/operations.ts';
import { referrals } from './scenarios/referrals.ts';
import { begin, walk } from './walk.ts';

test('every method of every port has faults of its own', async () => {
  const ports: Partial<Ports>[] = [];
  await aWorld({
    agreements: [],
    wrapPorts: (bare) => {
      ports.push(bare);
      return bare;
    },
  });
  const methods = ports.flatMap((bare) =>
    Object.entries(bare).flatMap(([port, members]) =>
      // What a fake shows of itself to a test is no port’s.
      Object.entries(members).flatMap(([name, member]) => (typeof member === 'function' && name !== 'all' ? [`${port}.${name}`] : [])),
    ),
  );
  const known = Object.entries(portFaults).flatMap(([port, members]) => Object.keys(members).map((name) => `${port}.${name}`));
  expect(methods.sort()).toEqual(known.sort());
});

test('every place where something can go wrong is come to in some scenario', async () => {
  const called = new Set<string>();
  for (const scenario of [...referrals, ...cases, ...operations])
    for (const place of (await walk(await begin(scenario))).calls.keys()) called.add(place);
  expect([...faultsAt.keys()].filter((place) => !called.has(place))).toEqual([]);
  expect([...called].filter((place) => !faultsAt.has(place))).toEqual([]);
});
