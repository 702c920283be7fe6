import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Referral } from '../../contracts/referral.ts';
import { sources } from '../../contracts/sources/index.ts';
import { readBody, takeRead } from '../../functions/referrals/receive/read.ts';
import { example } from '../support/examples.ts';
import { asFhir, asForm, envelopes, surgeryStory } from '../support/surgery-stories.ts';

/** Where each person of a message stands in it: promises of every mapping, over messages that tell of any number of people. */

const most = 5;
const several = (least: number) => fc.integer({ min: least, max: most });
/** As many people as that, of names that nobody else in the message has. */
const some = (count: number, called: string, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ givenName: `${called}${index}`, familyName: `Of${called}${index}`, ...more(index) }));
const changed = (source: string, change: object) => ({ ...example(source, 'complete'), safeguarding: undefined, ...change });

const others = fc.array(fc.constantFrom('household-member', 'complainant', 'alleged-offender', 'professional'), { maxLength: most });

/** Messages of each source as its system sends them: a source without a line here fails. */
const messages: Readonly<Record<string, fc.Arbitrary<object>>> = {
  fire: several(1).map((count) => changed('fire', { occupants: some(count, 'Occupant') })),
  'job-centre': several(1).map((count) => changed('job-centre', { customer: some(1, `Customer${count}`)[0] })),
  'street-scene': several(1).map((count) =>
    changed('street-scene', { requester: { ...example('street-scene', 'complete').requester, ...some(1, `Requester${count}`)[0] } }),
  ),
  community: fc.boolean().map((isTold) => (isTold ? changed('community', {}) : changed('community', { informant: undefined }))),
  housing: fc.tuple(several(1), fc.array(fc.boolean(), { maxLength: most })).map(([count, complaints]) =>
    changed('housing', {
      household: some(count, 'Member'),
      complaints: complaints.map((isNamed, index) => ({
        text: 'Noise',
        complainant: isNamed ? some(index + 1, 'Neighbour')[index] : undefined,
      })),
    }),
  ),
  police: fc.tuple(others, fc.nat(most)).map(([roles, place]) => {
    const all: string[] = [...roles.slice(0, place), 'subject', ...roles.slice(place)];
    return changed('police', { people: some(all.length, 'Named', (index) => ({ role: all[index] })) });
  }),
  gp: surgeryStory.chain(({ relatives, ...story }) => {
    const told = { ...story, relatives: relatives.map((each, index) => ({ ...each, given: `${each.given}${index}` })) };
    return fc.constantFrom(asForm(told), ...envelopes.map((envelope) => asFhir(told, envelope)));
  }),
};

function takenOf(name: string, body: object): { referral: Referral; places: readonly string[] } {
  const source = sources[name];
  if (!source) throw new Error(`no source ${name}`);
  const read = readBody(source, body);
  const taken = read.ok ? takeRead(source, read.value, { today: '2026-11-20', strict: false }) : read;
  if (!taken.ok) throw new Error(JSON.stringify(taken.refusal));
  return taken.value;
}

/** What stands at a JSON Pointer none of whose names is escaped. */
const at = (pointer: string, body: unknown): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((inside: unknown, name) => (inside as Record<string, unknown> | undefined)?.[name], body);

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each person’s place leads to an object that has their names; no two share one, and none is within another’s. */
function holds(body: object, { referral, places }: ReturnType<typeof takenOf>): void {
  expect(places).toHaveLength(referral.people.length);
  for (const [index, { name }] of referral.people.entries()) {
    const found = at(places[index] ?? '', body);
    expect(isObject(found)).toBe(true);
    const { givenName, familyName, name: inFhir } = found as Readonly<Record<string, unknown>>;
    const own = JSON.stringify([givenName, familyName, inFhir]);
    expect([name?.given, name?.family].filter((part) => part !== undefined && !own.includes(JSON.stringify(part)))).toEqual([]);
  }
  const within = places.filter((place) => places.some((other) => `${place}/`.startsWith(`${other}/`) && other !== place));
  expect([new Set(places).size, within]).toEqual([places.length, []]);
}

test.each(Object.keys(sources))('%s: everyone’s place leads to them, in what was sent, and to nobody else', (name) => {
  const sizes = new Set<number>();
  const one = fc.property(messages[name] ?? fc.constant({}), (body) => {
    const sent = JSON.parse(JSON.stringify(body));
    const taken = takenOf(name, sent);
    sizes.add(taken.places.length);
    holds(sent, taken);
  });
  fc.assert(one, { numRuns: 150 });
  const onlyOne = ['job-centre', 'street-scene'].includes(name);
  expect(Math.max(...sizes) > 1).toBe(!onlyOne);
});

test('gp: a contact of the patient stands within the patient, by a place of their own', () => {
  const bundle = example('gp', 'complete.fhir');
  const index = bundle.entry.findIndex(({ resource }: { resource: { resourceType: string } }) => resource.resourceType === 'Patient');
  bundle.entry[index].resource.contact = [null, { name: { family: 'Contact', given: ['Nell'] } }];
  const { places, referral } = takenOf('gp', bundle);
  const [patient, contact] = [places[0], places[referral.people.findIndex(({ name }) => name?.family === 'Contact')]];
  expect([patient, contact]).toEqual([`/entry/${index}/resource`, `/entry/${index}/resource/contact/1`]);
});
