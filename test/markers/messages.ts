import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { sources } from '../../contracts/sources/index.ts';
import { example } from '../support/examples.ts';
import { fhirExample } from '../support/fhir.ts';
import { everything } from './everything.ts';
import { marker, mistyped, namePrefix, planted, withUnknown } from './plant.ts';
import { plantedFhir } from './plant-fhir.ts';
import { lists } from './plant-list.ts';

/** A message to send for a source. */
export interface Message {
  readonly name: string;
  readonly source: string;
  readonly text: string;
  readonly query?: string;
  /** Where to, if not to the source’s own address. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The team it goes to if it is taken, where the reply does not say. */
  readonly team?: string;
}

const examplesOf = (source: string, ending: string) =>
  readdirSync(new URL(`../../contracts/sources/${source}/examples/`, import.meta.url))
    .filter((file) => file.endsWith(ending) && file.indexOf('.') === file.length - ending.length)
    .map((file) => file.replace(ending, ''));

/** So many characters that nothing can compress, three bytes each. */
const incompressible = (length: number) => String.fromCharCode(...Array.from({ length }, () => 0x4e00 + randomInt(0x5000)));

/** A household whose notes are too much for one item. */
function large(): unknown {
  const body = planted(example('fire', 'complete')) as { occupants: Record<string, unknown>[] };
  const [first] = body.occupants;
  const notes = () => `${marker()} ${incompressible(9_000)} ${marker()}`;
  body.occupants = Array.from({ length: 20 }, () => ({
    ...first,
    familyName: marker('structured fields'),
    notes: notes(),
    health: [`${marker()} ${incompressible(400)}`],
  }));
  return body;
}

const json = (value: unknown) => JSON.stringify(value);
const unspeakable = () => `Mrs ${marker('names of fields')}`;
const speakable = () => marker('names of fields', namePrefix);
const strict = '?strict=true';

/** What any JSON source may be sent: its examples, every field it has, fields it has not, and what is no message. */
function ofSource(source: string): Message[] {
  const complete = example(source, 'complete');
  const repeated = marker('names of fields');
  const texts: readonly (readonly [name: string, text: string, query?: string])[] = [
    ...examplesOf(source, '.json').map((name) => [name, json(planted(example(source, name)))] as const),
    ['everything', json(planted(everything(source)))],
    ['unknown fields', json(withUnknown(planted(complete), unspeakable))],
    ['unknown fields, strict', json(withUnknown(planted(complete), unspeakable)), strict],
    ['unknown fields with plain names', json(withUnknown(planted(complete), speakable))],
    ['unknown fields with plain names, strict', json(withUnknown(planted(complete), speakable)), strict],
    ['words for codes', json(mistyped(everything(source), (text) => text))],
    ['objects for texts', json(mistyped(everything(source), (text) => ({ [`Mr ${text}`]: text })))],
    ['lists for texts', json(mistyped(everything(source), (text) => [text, [text]]))],
    ['a text for everything', json(marker())],
    ['a list for everything', json([marker(), { [marker('names of fields')]: marker() }])],
    ['no JSON', `${marker()} said`],
    ['JSON cut short', json(planted(complete)).slice(0, -20)],
    ['JSON with a word too many', `${json(planted(complete))} ${marker()}`],
    ['a name twice', `{"${unspeakable()}":1,"x":{"said by ${repeated}":1,"said by ${repeated}":2}}`],
    ['NUL', json({ [`a\0${marker('names of fields')}`]: `\0${marker()}` })],
    ['half a character', `{"a":"${marker()}\\ud800"}`],
    ['very deep', `${'['.repeat(40)}"${marker()}"${']'.repeat(40)}`],
  ];
  return texts.map(([name, text, query]) => ({ name, source, text, ...(query ? { query } : {}) }));
}

/** Without these a message of FHIR leads nowhere, and is refused before anything else of it is read. */
const skeleton = new Set(['resourceType', 'fullUrl', 'id', 'reference', 'status', 'intent', 'eventCoding', 'type']);

/** What a surgery’s system may send as FHIR, to both addresses. */
function inFhir(): Message[] {
  const complete = () => plantedFhir(fhirExample('complete'));
  const wrong = (how: (text: string) => unknown) => mistyped(complete(), how, skeleton);
  const bodies: readonly (readonly [name: string, text: string, query?: string])[] = [
    ...examplesOf('gp', '.fhir.json').map((name) => [name, json(plantedFhir(fhirExample(name)))] as const),
    ['strict', json(complete()), strict],
    ['unknown elements', json(withUnknown(complete(), unspeakable))],
    ['unknown elements with plain names, strict', json(withUnknown(complete(), speakable)), strict],
    ['words for codes', json(wrong((text) => text))],
    ['objects for texts', json(wrong((text) => ({ [`Mr ${text}`]: text })))],
    ['lists for texts', json(wrong((text) => [text, [text]]))],
    ['words everywhere', json(Object.assign(mistyped(complete(), (text) => text) as object, { resourceType: 'Bundle' }))],
    ['another resource', json({ resourceType: marker(), id: marker('references and identifiers') })],
    ['about nobody', json(complete()).replaceAll('"subject":{"reference":"', `"subject":{"reference":"Patient/${marker('URLs')}`)],
    ['implicit rules', json(complete()).replaceAll('"intent":', `"implicitRules":"https://${marker('URLs')}.example","intent":`)],
    ['FHIR cut short', json(complete()).slice(0, -20)],
    ['FHIR with a word too many', `${json(complete())} ${marker()}`],
  ];
  const fhir = { 'content-type': 'application/fhir+json' };
  return bodies.flatMap(([name, text, query]) => {
    const message = { name: `FHIR: ${name}`, source: 'gp', text, team: 'first-contact', headers: fhir, ...(query ? { query } : {}) };
    // Sent twice, it is one message by its id: the other address gets one of its own.
    const another = text.replaceAll(/Qzxj7Vkwr/g, 'Qzxj7Vkwra');
    return [message, { ...message, text: another, path: '/fhir/$process-message' }];
  });
}

/** Jobs lists, under a file name that says more than it should. */
const asLists = (): Message[] =>
  lists().map(({ charset, ...list }) => ({
    ...list,
    source: 'street-scene',
    team: 'ward-team',
    headers: {
      'content-type': `text/csv${charset ? `; charset=${charset}` : ''}`,
      'content-disposition': `attachment; filename="${marker('headers')}.csv"`,
    },
  }));

/** Someone whom whoever sends it may pass on, to a charity, a coordinator, or the members of a hub. */
function passable(): Message[] {
  const fire = example('fire', 'complete');
  Object.assign(fire.occupants[0].consent, {
    recipients: ['first-contact', 'local-area-coordinator', 'befriending'],
    purposes: ['safe-and-well', 'introduction', 'support'],
    categories: ['contact', 'hazard', 'mobility', 'need', 'hopes', 'consent', 'referrer'],
  });
  const housing = example('housing', 'complete');
  for (const { consent } of housing.household)
    if (consent.answer === 'given')
      Object.assign(consent, {
        recipients: ['first-response', 'early-help-hub'],
        purposes: ['support', 'allocation'],
        categories: ['contact', 'birth-date', 'need', 'health', 'mobility', 'finances', 'consent', 'referrer'],
      });
  const twice = json(planted(fire));
  return [
    { name: 'to be passed on', source: 'fire', text: twice },
    { name: 'the same person again', source: 'fire', text: twice },
    { name: 'to be passed on', source: 'housing', text: json(planted(housing)) },
  ];
}

/** Every message of every source, with markers wherever a sender could put content. */
export const messages = (): Message[] => [
  ...Object.keys(sources).flatMap(ofSource),
  ...inFhir(),
  ...asLists(),
  { name: 'too large for an item', source: 'fire', text: json(large()) },
  ...passable(),
];
