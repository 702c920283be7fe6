import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsOf, uncategorised } from '../../contracts/categories.ts';
import { Referral } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { Source } from '../../contracts/sources/source.ts';
import { validate } from '../../functions/edge/validate.ts';
import { mapped, sent } from '../support/decided.ts';

const folder = new URL('../../contracts/sources/', import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const examplesOf = (source: string) =>
  readdirSync(new URL(`${source}/examples/`, folder)).flatMap((file) =>
    file.endsWith('.json') && !file.endsWith('.fhir.json') ? [file.slice(0, -5)] : [],
  );
const fhirExamplesOf = (source: string) =>
  readdirSync(new URL(`${source}/examples/`, folder)).flatMap((file) => (file.endsWith('.fhir.json') ? [file.slice(0, -5)] : []));
const messageOf = (name: string) => (sources[name] as unknown as Source).message;

it('has a line in the registry for every source folder, and a folder for every line', () => {
  expect(Object.keys(sources).sort()).toEqual(folders.sort());
});

describe.each(folders.filter((name) => fhirExamplesOf(name).length > 0))('the source %s, by FHIR', (name) => {
  const read = (example: string) => (sources[name] as unknown as Source).fhir?.(sent(name, example));

  it.each(fhirExamplesOf(name).filter((example) => !example.startsWith('refused')))(
    'reads its example %s as a message of its own',
    (example) => {
      const reading = read(example);
      if (!reading?.ok) throw new Error(JSON.stringify(reading));
      expect(validate(messageOf(name), reading.read.message, true)).toMatchObject({ ok: true, value: { warnings: [] } });
      const { referral, warnings } = mapped(name, reading.read.message);
      expect(warnings).toEqual([]);
      expect(Referral.parse(referral).people.filter(({ role }) => role === 'subject')).toHaveLength(1);
    },
  );

  it('refuses its example refused.fhir with every fault at once, none with what was sent', () => {
    const reading = read('refused.fhir');
    if (!reading || reading.ok) throw new Error('the example was taken');
    expect(reading.faults.length).toBeGreaterThan(1);
    for (const { pointer, detail } of reading.faults) {
      expect(pointer).toMatch(/^\//);
      expect(detail).toMatch(/^(must|is required)/);
    }
  });
});

describe.each(folders)('the source %s', (name) => {
  it('has an example that says everything, one that says little, and one that is refused', () => {
    expect(examplesOf(name)).toEqual(expect.arrayContaining(['complete', 'sparse', 'refused']));
  });

  it('states a category for every field of its message', () => {
    expect(uncategorised(messageOf(name))).toEqual([]);
  });

  it.each(examplesOf(name).filter((example) => example !== 'refused'))(
    'takes its example %s as a valid referral about one subject',
    (example) => {
      const message = sent(name, example);
      expect(validate(messageOf(name), message, true)).toMatchObject({ ok: true, value: { warnings: [] } });
      const { referral, warnings } = mapped(name, message);
      expect(warnings).toEqual([]);
      expect(Referral.parse(referral).people.filter(({ role }) => role === 'subject')).toHaveLength(1);
    },
  );

  it('loses nothing of its complete example: every word of it is in the referral', () => {
    const message = messageOf(name).parse(sent(name, 'complete'));
    const whole = JSON.stringify(Referral.parse(mapped(name, message).referral));
    const lost = leaves(message).filter((leaf) => !whole.includes(JSON.stringify(leaf).slice(1, -1)) && !/^[\d ]+$/.test(leaf));
    expect(lost).toEqual([]);
  });

  it('gives every fact of its complete example a kind of information', () => {
    const message = messageOf(name).parse(sent(name, 'complete'));
    expect(factsOf(messageOf(name), message).length).toBeGreaterThan(0);
  });

  it('refuses its example refused with every fault at once, each naming its place and what was expected, none what was sent', () => {
    const message = sent(name, 'refused');
    const result = validate(messageOf(name), message, false);
    if (result.ok) throw new Error('the example was taken');
    const { faults = [] } = result.refusal;
    const told = faults.map(({ pointer, code }) => `${pointer} ${code}`).sort();
    expect(told).toEqual([...(refusedFaults[name] ?? told)].sort());
    expect(told).not.toEqual([]);
    for (const { detail } of faults) {
      expect(detail).not.toMatch(/invalid|undefined|received|expected/i);
      for (const value of leaves(message)) expect(detail).not.toContain(value);
    }
  });
});

/** What is wrong with each example that is refused, where it is written down: place and code. */
const refusedFaults: Readonly<Record<string, readonly string[]>> = {
  gp: [
    '/urgency invalid-value',
    '/referredOn invalid-format',
    '/referrer/email invalid-format',
    '/patient/familyName missing',
    '/patient/nhsNumber invalid-type',
    '/patient/needs/0/code invalid-value',
    '/relatives/0/role invalid-value',
    '/safeguarding/about invalid-meaning',
  ],
  police: [
    '/incident/date invalid-format',
    '/grade invalid-value',
    '/officer/name missing',
    '/people/0/role invalid-value',
    '/people/0/needs/0/code invalid-value',
    '/people/1/role invalid-value',
    '/people/1/attendance/count too-small',
    '/safeguarding/grounds missing',
    '/people invalid-meaning',
  ],
  housing: [
    '/officer/name missing',
    '/property/address/postcode invalid-meaning',
    '/tenancy/arrears too-small',
    '/tenancy/servedOn invalid-format',
    '/household/0/familyName missing',
    '/household/0/needs/0/code invalid-value',
    '/complaints/0/text missing',
    '/complaints/0/about invalid-meaning',
  ],
  community: [
    '/recordedOn invalid-format',
    '/recordedBy/name missing',
    '/person/hazards/0/code invalid-value',
    '/person/address missing',
    '/informant/relationship invalid-value',
  ],
  fire: ['/visit/date invalid-format', '/visit/officer/name missing', '/property/hazards/0/code invalid-value', '/occupants too-small'],
  'job-centre': [
    '/workCoach/name missing',
    '/workCoach/email invalid-format',
    '/customer/familyName missing',
    '/customer/dateOfBirth invalid-format',
    '/customer/address/postcode invalid-meaning',
    '/customer/needs/0/code invalid-value',
    '/consent/answer invalid-value',
  ],
  'street-scene': [
    '/reference invalid-meaning',
    '/requestedOn invalid-format',
    '/type invalid-meaning',
    '/isOwnRequest invalid-value',
    '/requester/givenName invalid-meaning',
    '/requester/address/line1 invalid-meaning',
    '/requester/address/postcode invalid-meaning',
    '/requester/telephone/0 invalid-format',
    '/requester/email invalid-format',
    '/requester/familyName missing',
  ],
};

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(leaves) : [];
}
