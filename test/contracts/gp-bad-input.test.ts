import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gp as source } from '../../contracts/sources/gp/to-referral.ts';
import type { Source } from '../../contracts/sources/source.ts';
import { readBody, takeRead } from '../../functions/referrals/receive/read.ts';
import { fhirExample, type Loose } from '../support/fhir.ts';

const gp = source as unknown as Source<never>;
/** Everything that happens to a body before anything is stored: it must be taken or refused, never thrown. */
function taken(body: unknown): boolean {
  const read = readBody(gp, body);
  if (!read.ok) return false;
  for (const { pointer } of read.value.warnings) expect(pointer).toMatch(/^(\/|$)/);
  return takeRead(gp, read.value, { today: '2026-11-20', strict: false }).ok;
}

/** Every place in a value, as the path to it. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path];
  const members: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...members.flatMap(([name, item]) => placesIn(item, [...path, name]))];
}

function put(value: Loose, path: readonly (string | number)[], replacement: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return replacement;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[name] = put(value[name], rest, replacement);
  return copy;
}

const examples = ['complete', 'collection', 'transaction'].map(fhirExample);
const wrong = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    [[]],
    [null],
    '',
    ' ',
    7,
    -1,
    1e300,
    true,
    false,
    '#',
    '#arthur',
    'Patient/',
    'urn:uuid:',
    '2026-02-30',
    '9999-12-31T23:59:59Z',
    'x'.repeat(20_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

describe('FHIR of any wrong shape is taken or refused, and never a fault of the hub', () => {
  test('any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('Bundle', 'ServiceRequest', 'Patient', undefined), (value, resourceType) => {
        const body =
          resourceType && value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value, resourceType } : value;
        taken(body);
      }),
      { numRuns: 500 },
    );
  });
  test('the examples with one to three places put wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.array(fc.tuple(fc.nat(), wrong), { minLength: 1, maxLength: 3 }), (body, changes) => {
        let sent: unknown = body;
        for (const [at, value] of changes) {
          const places = placesIn(sent);
          sent = put(sent, places[at % places.length] ?? [], value);
        }
        taken(sent);
      }),
      { numRuns: 600 },
    );
  });
  test('each member of the complete example left out, or null, in turn', () => {
    const [complete] = examples;
    let accepted = 0;
    for (const place of placesIn(complete))
      for (const value of [undefined, null, [null], {}]) if (taken(put(complete, place, value))) accepted += 1;
    expect(accepted).toBeGreaterThan(0);
  });
});

describe('much of it takes bounded time', () => {
  const timed = (body: unknown) => {
    const start = performance.now();
    taken(body);
    return performance.now() - start;
  };
  const [complete] = examples;
  const many = (make: (index: number) => Loose) => ({
    ...complete,
    entry: [...complete.entry, ...Array.from({ length: 10_000 }, (_, index) => make(index))],
  });
  const subject = { reference: complete.entry[2].fullUrl };
  test.each<[string, (index: number) => Loose]>([
    ['patients with one id', () => ({ resource: { resourceType: 'Patient', id: 'same' } })],
    ['requests', (index) => ({ fullUrl: `urn:uuid:${index}`, resource: { resourceType: 'ServiceRequest', status: 'active', subject } })],
    ['conditions', (index) => ({ resource: { resourceType: 'Condition', subject, code: { text: `c${index}` } } })],
    ['consents', () => ({ resource: { resourceType: 'Consent', status: 'active', patient: subject } })],
    ['related people', (index) => ({ resource: { resourceType: 'RelatedPerson', patient: subject, name: [{ family: `f${index}` }] } })],
    ['flags', () => ({ resource: { resourceType: 'Flag', status: 'active', subject, category: [{ coding: [{ code: 'safety' }] }] } })],
    [
      'encounters in a ring',
      (index) => ({
        fullUrl: `urn:uuid:e${index}`,
        resource: { resourceType: 'Encounter', subject: { reference: `urn:uuid:e${(index + 1) % 10_000}` } },
      }),
    ],
    ['nothings', () => null],
  ])('10,000 %s', (_, make) => {
    expect(timed(many(make))).toBeLessThan(2_000);
  });
});
