import type { CodeableConcept, Flag } from 'fhir/r4';
import { SafetyAdvice } from '../../../vocabulary.ts';
import type { GpMessageInput } from '../message.ts';
import type { Held } from './bundle.ts';
import { adviceByCode, hub } from './codes.ts';
import { codingsOf, hasCode, wordsOf } from './concepts.ts';
import { dayOf } from './dates.ts';
import { all, get, type Node, text } from './node.ts';
import { type Notes, notMapped } from './notes.ts';

type Warned = NonNullable<Exclude<GpMessageInput['staffSafety'], undefined>>;
type Advice = NonNullable<typeof SafetyAdvice.options>[number];

const safetyCategories = ['safety', 'scene-safety', 'staff-safety', 'violence', 'security'];
/** What marks a concern in a code or in words: to say that it was not taken as one costs less than to pass over it. */
const safeguarding = /safeguard|child protection|(child|adult) at risk|at risk of (abuse|harm|neglect)|^SG$/i;

/** Whether a concept says that someone may be suffering harm. */
const isConcern = (concept: Node<CodeableConcept>): boolean =>
  [text(concept, 'text'), ...codingsOf(concept).flatMap(({ code, display }) => [code, display])].some((said) =>
    safeguarding.test(said ?? ''),
  );

/** Tells who says so in a concept that a concern is sent otherwise. */
export function warnOfConcern(concept: Node<CodeableConcept>, notes: Notes): void {
  if (isConcern(concept)) notes.warn(concept, 'safeguarding-not-taken', notTaken);
}

const notTaken =
  'This is not taken as a safeguarding concern. If anyone may be suffering harm, send it with its grounds by the JSON form; in danger now, ring 999.';

/**
 * What a visitor must know, from the active flags about the patient. A code says what to do; what is not a code that is
 * known says “ring the referrer first”. Why goes to the words that are withheld. A flag that marks a safeguarding concern
 * is not one: a concern needs grounds, and is sent as such.
 */
export function safetyOf(flags: readonly (Held & { readonly node: Node<Flag> })[], notes: Notes): Warned | undefined {
  const advice = new Set<Advice>();
  const words: string[] = [];
  const dates: string[] = [];
  for (const { node } of flags) {
    const codes = codingsOf(get(node, 'code'));
    const categories = all(node, 'category');
    if (text(node, 'status') !== 'active') {
      notes.warn(node, 'not-current', 'This flag is not active, so it was dropped.');
      continue;
    }
    const concern = [get(node, 'code'), ...categories].some(isConcern);
    if (concern) notes.warn(node, 'safeguarding-not-taken', notTaken);
    if (concern ? codes.some(isAdvice) : isSafety(categories, codes)) {
      for (const one of adviceOf(codes)) advice.add(one);
      const said = wordsOf(get(node, 'code'));
      if (said !== undefined) words.push(said);
      const start = dayOf(text(get(node, 'period'), 'start'));
      if (start !== undefined) dates.push(start);
      notes.place('/staffSafety', node);
    } else if (!concern) notMapped(node, notes);
  }
  if (advice.size === 0) return undefined;
  const detail = words.join('; ').slice(0, 300).trim();
  const [recordedOn] = dates.sort();
  return { advice: [...advice], ...(recordedOn ? { recordedOn } : {}), ...(detail ? { detail } : {}) } as Warned;
}

type Codes = ReturnType<typeof codingsOf>;

const isSafety = (categories: readonly Node<NonNullable<Flag['category']>[number]>[], codes: Codes): boolean =>
  categories.some((each) => hasCode(each, ...safetyCategories)) || codes.some(isAdvice);

const isAdvice = ({ system, code = '' }: Codes[number]): boolean => system === hub.advice || Object.hasOwn(adviceByCode, code);

function adviceOf(codes: Codes): Advice[] {
  const known = codes.flatMap(({ system, code = '' }) => {
    if (system === hub.advice) return SafetyAdvice.safeParse(code).data ?? [];
    return Object.hasOwn(adviceByCode, code) ? (adviceByCode[code] ?? []) : [];
  });
  return known.length > 0 ? known : ['ring-the-referrer-first'];
}
