import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { promiseNames } from '../faults/invariants.ts';
import { cases } from '../faults/scenarios/cases.ts';
import { operations } from '../faults/scenarios/operations.ts';
import { referrals } from '../faults/scenarios/referrals.ts';
import { bugs } from './bugs.ts';

test.each(bugs)('can be planted: $name', ({ file, find, replace, scenario, test: list }) => {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(text.split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
  expect({ referrals, cases, operations }[list].map(({ name }) => name)).toContain(scenario);
});

test('every promise has a bug that breaks it', () => {
  const broken = new Set(bugs.map(({ breaks }) => breaks));
  expect(promiseNames.filter((name) => !broken.has(name))).toEqual([]);
});
