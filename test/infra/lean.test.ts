import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { options } from '../../infra/aws/bundle.ts';
import { projectRoot } from '../../infra/aws/entry.ts';
import { lean } from '../../infra/aws/lean.ts';
import * as source from './stated.ts';

/** Leaving documentation out of a bundle must not change what a field is: what leaves the hub is decided by its category. */

let folder: string;
let bundle: typeof source;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lean-'));
  const outfile = join(folder, 'stated.mjs');
  await build({ ...options, entryPoints: [`${projectRoot}test/infra/stated.ts`], plugins: [lean({ isDocumented: false })], outfile });
  bundle = (await import(pathToFileURL(outfile).href)) as typeof source;
});

afterAll(() => rm(folder, { recursive: true }));

test('two fields made from one schema are each what they were said to be', () => {
  const facts = [
    { pointer: '/alleged', category: 'offence', value: 'arson' },
    { pointer: '/nickname', category: 'contact', value: 'Art' },
  ];
  expect(source.twoOfOneSchema()).toEqual(facts);
  expect(bundle.twoOfOneSchema()).toEqual(facts);
});

test.each(Object.keys(source.stated))(
  'in a bundle, every field of the contract %s is of the category that it is of in the source',
  (name) => {
    expect(bundle.stated[name]).toEqual(source.stated[name]);
  },
);

test('there are contracts, of many fields, and the bundle is one without documentation', () => {
  expect(Object.keys(source.stated).length).toBeGreaterThan(7);
  for (const fields of Object.values(source.stated)) expect(fields.length).toBeGreaterThan(5);
  expect([source.description, bundle.description]).toEqual([expect.stringMatching(/./), '']);
});
