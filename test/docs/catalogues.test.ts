import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faults, warnings } from '../../contracts/faults.ts';
import { people } from '../../contracts/people/index.ts';
import { problems } from '../../contracts/problem.ts';
import { rulings } from '../../functions/docs/reasons.ts';
import { routeReasons } from '../../policies/routes/reasons.ts';

const root = resolve(import.meta.dirname, '../..');

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));

/** What is said by agreements and by the register of clients is for operators, and no partner is answered with it. */
const isForOperators = (file: string) =>
  /functions\/(agreements|partners\/(client|scopes)|delivery\/replay)|contracts\/(faults|openapi|replies|operations)/.test(file);
const text = ['contracts', 'functions']
  .flatMap(filesUnder)
  .filter((file) => !isForOperators(file) && !file.includes('functions/docs/'))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** The codes in the code that stand beside a place: `{ pointer: …, code: '…' }`, or given to what makes such a thing. */
const said = new Set(
  [
    /pointer[^{}]{0,200}?\bcode: '([a-z0-9-]+)'/g,
    /\bcode: '([a-z0-9-]+)',\s+detail/g,
    /\b(?:fault|warn|malformed|faulty)\(\s*(?:'[^']*'|[^'(]*(?:\([^()]*(?:\([^()]*\))?[^()]*\))?[^'(]*),\s*'([a-z0-9-]+)'/g,
    /\bnot\('([a-z0-9-]+)'/g,
    /\bconflict\('([a-z0-9-]+)'/g,
    /\bnotUsable = '([a-z0-9-]+)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].map(([, code = '']) => code)),
);

/** Made from what zod says, or from the name of a parameter of the token endpoint, or a case’s status. */
const made = new Set([
  ...['invalid-type', 'invalid-value', 'invalid-format', 'invalid-meaning', 'invalid-union', 'too-small', 'too-big'],
  ...['grant-type', 'client-assertion-type', 'client-assertion', 'scope'],
  ...['awaiting', 'accepted', 'declined', 'closed', 'held', 'refused'],
]);
const known = new Set([...Object.keys(faults), ...Object.keys(warnings)]);
/** Found by the same patterns, and no code of a fault: the log’s, and FHIR’s own. */
const others = new Set(['request', 'informational', 'ok']);

describe('the codes of faults and warnings', () => {
  test('are found in the code at all', () => {
    for (const code of ['missing', 'date-not-whole', 'column-missing', 'too-deep', 'duty', 'consent-implied', 'not-usable'])
      expect(said).toContain(code);
  });

  test('that the code says are all explained', () => {
    expect([...said].filter((code) => !known.has(code) && !others.has(code) && !Object.hasOwn(problems, code))).toEqual([]);
  });

  test('that are explained are all said', () => {
    expect([...known].filter((code) => !made.has(code) && !text.includes(`'${code}'`))).toEqual([]);
  });

  test('are told with problems there are', () => {
    for (const { with: told } of Object.values(faults)) for (const problem of told) expect(Object.keys(problems)).toContain(problem);
  });
});

describe('the codes of reasons', () => {
  const policies = filesUnder('policies')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const explained = new Set(rulings.map(({ code }) => code));

  test('that rules give are all explained, once', () => {
    const given = [...policies.matchAll(/(?:outcome: '(?:hold|withhold|refuse)',\s+code: |\bhold\(\s*)'([a-z0-9-]+)'/g)].map(
      ([, code = '']) => code,
    );
    expect(given.length).toBeGreaterThan(15);
    expect(given.filter((code) => !explained.has(code))).toEqual([]);
    expect(explained.size).toBe(rulings.length);
  });

  test('that people are promised are explained', () => {
    const promised = Object.values(people).flatMap(({ steps }) => steps.flatMap(({ expect: { reasonCode } }) => reasonCode ?? []));
    expect(promised.filter((code) => !explained.has(code) && !Object.hasOwn(routeReasons, code))).toEqual([]);
  });
});
