import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { sources } from '../../contracts/sources/index.ts';
import { example } from '../support/examples.ts';
import { everything } from './everything.ts';
import { marker, mistyped, namePrefix, planted, withUnknown } from './plant.ts';

/** A message to send for a source, and whether its contract takes it. */
export interface Message {
  readonly name: string;
  readonly source: string;
  readonly text: string;
  readonly query?: string;
}

const examplesOf = (source: string) =>
  readdirSync(new URL(`../../contracts/sources/${source}/examples/`, import.meta.url))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace('.json', ''));

/** So many characters that nothing can compress, three bytes each. */
const incompressible = (length: number) => String.fromCharCode(...Array.from({ length }, () => 0x4e00 + randomInt(0x5000)));

/** A household whose notes are too much for one item. */
function large(): unknown {
  const body = planted(example('fire', 'complete')) as { occupants: Record<string, unknown>[] };
  const [first] = body.occupants;
  const notes = () => `${marker()} ${incompressible(9_000)} ${marker()}`;
  body.occupants = Array.from({ length: 20 }, () => ({
    ...first,
    familyName: marker(),
    notes: notes(),
    health: [`${marker()} ${incompressible(400)}`],
  }));
  return body;
}

const json = (value: unknown) => JSON.stringify(value);

/** Every message of every source, with markers wherever a sender could put content. */
export function messages(): Message[] {
  const all: Message[] = Object.keys(sources).flatMap((source) => {
    const complete = example(source, 'complete');
    const unspeakable = () => `Mrs ${marker()}`;
    const speakable = () => marker(namePrefix);
    return [
      ...examplesOf(source).map((name) => ({ name, source, text: json(planted(example(source, name))) })),
      { name: 'everything', source, text: json(planted(everything(source))) },
      { name: 'unknown fields', source, text: json(withUnknown(planted(complete), unspeakable)) },
      { name: 'unknown fields, strict', source, text: json(withUnknown(planted(complete), unspeakable)), query: '?strict=true' },
      { name: 'unknown fields with plain names', source, text: json(withUnknown(planted(complete), speakable)) },
      {
        name: 'unknown fields with plain names, strict',
        source,
        text: json(withUnknown(planted(complete), speakable)),
        query: '?strict=true',
      },
      { name: 'words for codes', source, text: json(mistyped(everything(source), (text) => text)) },
      { name: 'objects for texts', source, text: json(mistyped(everything(source), (text) => ({ [`Mr ${text}`]: text }))) },
      { name: 'lists for texts', source, text: json(mistyped(everything(source), (text) => [text, [text]])) },
      { name: 'a text for everything', source, text: json(marker()) },
      { name: 'a list for everything', source, text: json([marker(), { [marker()]: marker() }]) },
      { name: 'no JSON', source, text: `${marker()} said` },
      { name: 'JSON cut short', source, text: json(planted(complete)).slice(0, -20) },
      { name: 'JSON with a word too many', source, text: `${json(planted(complete))} ${marker()}` },
      { name: 'a name twice', source, text: `{"Mrs ${marker()}":1,"x":{"said by ${prefixed}":1,"said by ${prefixed}":2}}` },
      { name: 'NUL', source, text: json({ [`a\0${marker()}`]: `\0${marker()}` }) },
      { name: 'half a character', source, text: `{"a":"${marker()}\\ud800"}` },
      { name: 'very deep', source, text: `${'['.repeat(40)}"${marker()}"${']'.repeat(40)}` },
    ];
  });
  return [...all, { name: 'too large for an item', source: 'fire', text: json(large()) }];
}
const prefixed = marker();
