import type { CodeableConcept, Coding } from 'fhir/r4';
import type { Need } from '../../../vocabulary.ts';
import { administrativeSnomed, hub, needBySnomed, needOfWords, snomed } from './codes.ts';
import { all, get, type Node, text } from './node.ts';

/** What a concept says in the hub’s words: needs, and words that are none. */
export interface Said {
  readonly needs: readonly Need[];
  /** What is left to say in words; nothing if the codes say it. */
  readonly words: string | undefined;
  /** Whether the concept says something of the person at all. */
  readonly isAdministrative: boolean;
}

/** The codings of a concept. */
export const codingsOf = (
  concept: Node<CodeableConcept>,
): { system: string | undefined; code: string | undefined; display: string | undefined }[] =>
  all(concept, 'coding').map((coding) => ({
    system: text(coding, 'system'),
    code: text(coding, 'code'),
    display: text(coding, 'display'),
  }));

/** Whether a concept has a code, in whatever system. */
export const hasCode = (concept: Node<CodeableConcept>, ...codes: readonly string[]): boolean =>
  codingsOf(concept).some(({ code }) => code !== undefined && codes.includes(code));

/**
 * A concept by its codes, and by its words where the whole of them is a need. Words beside a code that is a need are kept
 * only if they say more than the code does.
 */
export function saidBy(concept: Node<CodeableConcept>): Said {
  const codings = codingsOf(concept);
  const coded = new Set(codings.flatMap(({ system, code }) => needOf(system, code) ?? []));
  const displays = codings.flatMap(({ display }) => display ?? []);
  const written = text(concept, 'text');
  const words = written ?? displays[0];
  const inWords = words === undefined ? undefined : needOfWords(words);
  const needs = [...coded, ...(inWords !== undefined && !coded.has(inWords) ? [inWords] : [])];
  const isSaid = inWords !== undefined || (coded.size > 0 && (written === undefined || displays.includes(written)));
  const isAdministrative = codings.some(({ system, code }) => system === snomed && code !== undefined && administrativeSnomed.has(code));
  return { needs, words: isSaid ? undefined : words, isAdministrative };
}

function needOf(system: string | undefined, code: string | undefined): Need | undefined {
  if (code === undefined) return undefined;
  if (system === hub.need) return needOfWords(code);
  return system === snomed && Object.hasOwn(needBySnomed, code) ? needBySnomed[code] : undefined;
}

/** A coding’s code, if it is of a system. */
export const codeIn = (coding: Node<Coding>, system: string): string | undefined =>
  text(coding, 'system') === system ? text(coding, 'code') : undefined;

/** What a concept says in words: its text, or how a code of it is shown. */
export const wordsOf = (concept: Node<CodeableConcept>): string | undefined =>
  text(concept, 'text') ?? codingsOf(concept).find(({ display }) => display !== undefined)?.display;

/** The concept at a member that FHIR has as a single one. */
export const conceptAt = <K extends string>(node: Node<{ [P in K]?: CodeableConcept }>, name: K): Node<CodeableConcept> =>
  get(node as Node<Record<string, CodeableConcept>>, name);
