import type { CarePlan, CodeableConcept, Condition, FhirResource, Goal, Observation, Reference, ServiceRequest } from 'fhir/r4';
import { type Need, trimmed } from '../../../vocabulary.ts';
import type { GpMessageInput } from '../message.ts';
import type { Held, Resources } from './bundle.ts';
import { conceptAt, hasCode, saidBy, wordsOf } from './concepts.ts';
import { dayOf } from './dates.ts';
import { warnOfConcern } from './flags.ts';
import { all, get, type Node, text } from './node.ts';
import { type Notes, notMapped } from './notes.ts';

type Patient = GpMessageInput['patient'];

/** What is told of the patient: coded needs, words about health, what matters, and free text. */
export type Told = Pick<Patient, 'needs' | 'conditions' | 'whatMatters' | 'reason'>;

interface Telling {
  readonly patient: Held;
  readonly resources: Resources;
  readonly notes: Notes;
}

/**
 * What the request, and what came with it about the same patient, tells. What is about someone else, or about nobody that
 * can be found, is dropped; so is what was ruled out, entered in error, or is over. Generated narrative is never read.
 */
export function toldOf(request: Held & { readonly node: Node<ServiceRequest> }, telling: Telling): Told {
  const told = collector(telling.notes);
  const { node } = request;
  told.concept(get(node, 'code'));
  for (const name of ['reasonCode', 'orderDetail'] as const) for (const concept of all(node, name)) told.concept(concept);
  for (const category of all(node, 'category')) told.kind(category);
  for (const note of all(node, 'note')) told.free(get(note, 'text'));
  for (const condition of own<Condition>('Condition', telling)) ofCondition(condition, told, telling.notes);
  for (const observation of own<Observation>('Observation', telling)) ofObservation(observation, told, telling.notes);
  for (const goal of own<Goal>('Goal', telling)) ofGoal(goal, told, telling);
  for (const plan of own<CarePlan>('CarePlan', telling)) {
    told.free(get(plan.node, 'description'));
    for (const note of all(plan.node, 'note')) told.free(get(note, 'text'));
    for (const activity of all(plan.node, 'activity')) notMapped(activity, telling.notes);
  }
  return told.all();
}

/** The resources of a type that are the patient’s. The others are told of, once each, and dropped. */
export function own<T extends FhirResource & { subject?: Reference }>(
  type: T['resourceType'],
  { patient, resources, notes }: Telling,
): (Held & { readonly node: Node<T> })[] {
  return resources.ofType<T>(type).filter((held) => {
    if (subjectOf(held as Held, resources) === patient) return true;
    notes.warn(held.node, 'about-someone-else', 'This is not certainly about the patient of the referral, so it was dropped.');
    return false;
  });
}

/** Whom a resource is about; if it does not say, whom its encounter is about. */
function subjectOf(held: Held, resources: Resources): Held | undefined {
  const node = held.node as unknown as Node<{ subject?: Reference; encounter?: Reference }>;
  if (get(node, 'subject').value !== undefined) return resources.resolve(get(node, 'subject'), held);
  const encounter = resources.resolve(get(node, 'encounter'), held);
  return encounter?.type === 'Encounter'
    ? resources.resolve(get(encounter.node as unknown as Node<{ subject?: Reference }>, 'subject'), encounter)
    : undefined;
}

const isOver = ['inactive', 'remission', 'resolved'];
const isNot = ['refuted', 'entered-in-error'];

function ofCondition({ node }: Held & { readonly node: Node<Condition> }, told: Collector, notes: Notes): void {
  if (hasCode(get(node, 'clinicalStatus'), ...isOver) || hasCode(get(node, 'verificationStatus'), ...isNot)) {
    notes.warn(node, 'not-current', 'This condition is over, or was ruled out, so it was dropped.');
    return;
  }
  const onset = get(node, 'onsetDateTime') as Node<string>;
  const since = dayOf(text(node, 'onsetDateTime'));
  if (onset.value !== undefined && since === undefined)
    notes.warn(onset, 'date-not-whole', 'Only a whole, real date can be used, so this one was dropped.');
  told.concept(conceptAt(node, 'code'), since, onset);
  for (const note of all(node, 'note')) told.free(get(note, 'text'));
}

/** A finding that is there. A code whose value is no, or not known, must not become a need. */
function ofObservation({ node }: Held & { readonly node: Node<Observation> }, told: Collector, notes: Notes): void {
  if (['entered-in-error', 'cancelled'].includes(text(node, 'status') ?? '')) {
    notes.warn(node, 'not-current', 'This observation was cancelled or entered in error, so it was dropped.');
    return;
  }
  const concept = get(node, 'code');
  const value = get(node, 'valueCodeableConcept');
  const written = text(node, 'valueString') ?? wordsOf(value);
  const isThere = get(node, 'valueBoolean').value;
  const isBare = !Object.keys((node.value ?? {}) as object).some((name) =>
    /^_?value|^dataAbsentReason$|^component$|^interpretation$/.test(name),
  );
  const notesOfIt = all(node, 'note');
  if (isThere === true || (isBare && notesOfIt.length === 0)) told.concept(concept);
  else if (written !== undefined) {
    const { needs } = saidBy(value);
    if (needs.length > 0) told.concept(value);
    else told.words([wordsOf(concept), written].filter(Boolean).join(': '), node);
  } else if (notesOfIt.length === 0) notMapped(node, notes);
  for (const note of notesOfIt) told.free(get(note, 'text'));
}

/** What the patient hopes for, where it is they who said it; a clinician’s aim is free text. */
function ofGoal(goal: Held & { readonly node: Node<Goal> }, told: Collector, { patient, resources }: Telling): void {
  const description = get(goal.node, 'description');
  const words = wordsOf(description);
  if (words === undefined) return;
  if (resources.resolve(get(goal.node, 'expressedBy'), goal) === patient) told.hope(words, description);
  else told.free({ value: words, pointer: description.pointer });
}

interface Collector {
  /** The kind of request it is: only a need says something of the person. */
  kind(concept: Node<CodeableConcept>): void;
  concept(concept: Node<CodeableConcept>, since?: string, at?: Node): void;
  words(words: string, at: Node): void;
  hope(words: string, at: Node): void;
  free(at: Node<string>): void;
  all(): Told;
}

const mostConditions = 20;
const longestCondition = 500;

function collector(notes: Notes): Collector {
  const needs = new Map<Need, string | undefined>();
  const needPlaces = new Map<Need, Node>();
  const conditions = new Map<string, Node>();
  const hopes = new Map<string, Node>();
  const free: Node<string>[] = [];
  const need = (said: Need, at: Node, since?: string) => {
    if (!needs.get(said)) needs.set(said, since);
    if (!needPlaces.has(said)) needPlaces.set(said, at);
  };
  const words = (said: string, at: Node) => {
    if (conditions.has(said)) return;
    // Too long for a fact about health: it is the story, in words.
    if (said.length > longestCondition) return void free.push({ value: said, pointer: at.pointer });
    if (conditions.size < mostConditions) conditions.set(said, at);
    else notes.warn(at, 'too-many', `Only ${mostConditions} can be held, so this one was dropped.`);
  };
  return {
    concept(concept, since, at = concept) {
      if (concept.value === undefined) return;
      warnOfConcern(concept, notes);
      const said = saidBy(concept);
      for (const each of said.needs) need(each, at, since);
      if (said.isAdministrative) return;
      if (said.words !== undefined) words(said.words, concept);
      else if (said.needs.length === 0) notMapped(concept, notes);
    },
    kind(category) {
      for (const each of saidBy(category).needs) need(each, category);
    },
    words,
    hope(said, at) {
      if (hopes.size < mostConditions) hopes.set(said, at);
      else notes.warn(at, 'too-many', `Only ${mostConditions} can be held, so this one was dropped.`);
    },
    free(at) {
      if (typeof at.value === 'string' && trimmed(at.value) !== '') free.push(at);
    },
    all() {
      for (const [index, each] of [...needs.keys()].entries()) notes.place(`/patient/needs/${index}`, needPlaces.get(each) as Node);
      for (const [index, at] of [...conditions.values()].entries()) notes.place(`/patient/conditions/${index}`, at);
      for (const [index, at] of [...hopes.values()].entries()) notes.place(`/patient/whatMatters/${index}`, at);
      if (free[0]) notes.place('/patient/reason', free[0]);
      return {
        needs: [...needs].map(([code, since]) => (since ? { code, since } : { code })),
        conditions: [...conditions.keys()],
        whatMatters: [...hopes.keys()],
        reason: free.map(({ value }) => trimmed(value as string)).join('\n') || undefined,
      };
    },
  };
}
