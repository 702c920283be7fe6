import { readFileSync } from 'node:fs';
import { terminal } from '../terminal.ts';

/** A JSON object whose members a story picks out; what is not there shows as nothing, and surprises. */
export interface Body {
  readonly [name: string]: unknown;
}

/** An example message of a source. */
export const message = (source: string, name: string): Body => JSON.parse(file(source, `${name}.json`)) as Body;

/** An example of a source, as the text of its file. */
export function file(source: string, name: string): string {
  return readFileSync(new URL(`../../../contracts/sources/${source}/examples/${name}`, import.meta.url), 'utf8');
}

/** A member of a reply as text. */
export const text = (body: Body, name: string): string => String(body[name] ?? '');

/** A member of a reply as a list of objects. */
export const list = (body: Body, name: string): readonly Body[] => (Array.isArray(body[name]) ? (body[name] as Body[]) : []);

/** The facts of a case view, one line for each kind of information of each person. */
export function factLines(view: Body): string[] {
  return list(view, 'people').flatMap((person) => {
    const kinds = new Map<string, string[]>();
    for (const fact of list(person, 'facts'))
      kinds.set(text(fact, 'category'), [...(kinds.get(text(fact, 'category')) ?? []), brief(fact['value'])]);
    return [...kinds].map(([kind, values]) => `${text(person, 'role')}: ${terminal.bold(kind)} ${cut(values.join('; '))}`);
  });
}

function brief(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Object.values(value as Body)
    .filter((each) => typeof each !== 'object' || Array.isArray(each))
    .flat()
    .map(String)
    .join(' ');
}

/** What a sender is told of sharing what it sent: what goes and what stays, and by which rule. */
export const sharingLines = (receipt: Body): string[] =>
  list(receipt, 'sharing').map((line) => `${text(line, 'outcome')} ${String(line['categories'])} (${text(line, 'code')})`);

/** The teams a reply names, by name. */
export const teamNames = (body: Body): string =>
  list(body, 'routedTo')
    .map((team) => text(team, 'name'))
    .join(', ');

/** What is to be asked, one line each, without how its answer is to be recorded. */
export const asks = ({ ask }: Body): string[] => (Array.isArray(ask) ? ask.map(String).map(firstSentence) : []);

/** Where a sentence of the hub goes on to say what to do next, the story goes on instead. */
export const firstSentence = (said: string): string => said.replace(/(?<=\.) .*$/, '');

const cut = (line: string) => (line.length > 88 ? `${line.slice(0, 87)}…` : line);
