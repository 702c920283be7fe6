import type { CodeableConcept, Consent, Extension, RelatedPerson } from 'fhir/r4';
import type { ConsentException } from '../../../consent.ts';
import type { GpMessageInput } from '../message.ts';
import type { Held, Resources } from './bundle.ts';
import { hub } from './codes.ts';
import { codingsOf, hasCode } from './concepts.ts';
import { type Terms, termsOf } from './consent-terms.ts';
import { dayOf, lastDayOf } from './dates.ts';
import { all, get, isObject, type Node, text } from './node.ts';
import type { Notes } from './notes.ts';

type Statement = NonNullable<GpMessageInput['patient']['consent']>;
type OneConsent = Held & { readonly node: Node<Consent> };
interface Read {
  readonly terms: Terms;
  readonly statement: Statement;
}

/**
 * What a person said, from the Consent resources about them (FHIR R4, 6.2). A refusal in any stands; of those that permit,
 * the latest is taken. Whatever is not certain is as if it had not been asked. Consent that is only implied is none: what a
 * surgery may assume for direct care, a council may not. Nothing where nothing is recorded.
 */
export function statementOf(
  consents: readonly OneConsent[],
  person: Held,
  at: string,
  resources: Resources,
  notes: Notes,
): Statement | undefined {
  if (consents.length === 0) return undefined;
  const read = consents.map((consent) => readOne(consent, person, resources, notes));
  const refused = read.findIndex(({ terms }) => terms.kind === 'refused');
  const given = read
    .map((each, index) => ({ ...each, index }))
    .filter(({ terms }) => terms.kind === 'given')
    .sort((a, b) => (b.statement.givenOn ?? '').localeCompare(a.statement.givenOn ?? ''));
  for (const other of given.slice(1)) {
    warn(
      consents[other.index],
      'consent-not-combined',
      'Another consent permits too, and the latest was taken. What this one withholds stands.',
      notes,
    );
  }
  const chosen = refused >= 0 ? refused : (given[0]?.index ?? 0);
  place(consents[chosen], at, notes);
  const { statement } = read[chosen] as Read;
  if (refused >= 0) return { ...statement, answer: 'refused' };
  if (given.length === 0) return { answer: 'not-asked' };
  const denials = read.flatMap(({ terms }) => terms.denials);
  const { recipients, purposes, categories } = (given[0] as Read).terms.permit;
  const permitted = { recipients: [...recipients], purposes: [...purposes], categories: [...categories] };
  return { ...statement, answer: 'given', ...permitted, ...(denials.length > 0 ? { exceptions: atMost(denials) } : {}) };
}

/** More than a statement can hold withhold everything: none may be left out. */
const atMost = (denials: readonly ConsentException[]): ConsentException[] => (denials.length > 20 ? [{ answer: 'deny' }] : [...denials]);

function place(consent: OneConsent | undefined, at: string, notes: Notes): void {
  if (!consent) return;
  notes.place(at, consent.node);
  notes.place(`${at}/givenOn`, get(consent.node, 'dateTime'));
  notes.place(`${at}/until`, get(get(get(consent.node, 'provision'), 'period'), 'end'));
  for (const part of partsOf(consent.node)) notes.place(`${at}/${text(part, 'url')}`, part);
}

const warn = (consent: OneConsent | undefined, code: string, detail: string, notes: Notes): void => {
  if (consent) notes.warn(consent.node, code, detail);
};

/** One consent: whether it is in force and about sharing, who gave it and when; then its terms. */
function readOne(consent: OneConsent, person: Held, resources: Resources, notes: Notes): Read {
  const { node } = consent;
  const statement = circumstances(node);
  const terms = termsOf(consent, resources, notes);
  const not = (code: string, detail: string, denials = terms.denials): Read => {
    notes.warn(node, code, `${detail} It is as if nobody had asked.`);
    return { terms: { ...terms, kind: 'silent', denials }, statement };
  };
  const status = text(node, 'status');
  if (status === 'rejected') return { terms: { ...terms, kind: 'refused' }, statement };
  if (status !== 'active') return not('consent-not-active', 'This consent is not active.', []);
  const scope = get(node, 'scope');
  const isOther = codingsOf(scope).length > 0 && !hasCode(scope, 'patient-privacy');
  if (isOther) return not('consent-not-about-sharing', 'This consent is not about privacy.', []);
  if (terms.kind === 'refused') return { terms, statement };
  if (isImplied(node))
    return not('consent-implied', 'Consent that is implied, or assumed for direct care, is not permission to share with others.');
  if (!hasCode(scope, 'patient-privacy'))
    return not('consent-not-about-sharing', 'This consent does not say that it is about privacy (scope patient-privacy).');
  if (isModified(node)) return not('consent-not-read', 'Something changes the meaning of this consent in a way the hub does not know.');
  const givenBy = giverOf(consent, person, resources);
  if (!givenBy) return not('consent-by-another', 'Who gave this consent is not the person, nor anyone whose authority can be recorded.');
  const why = outOfTime(node, statement);
  if (why) return not('consent-time-uncertain', why);
  return { terms, statement: { ...statement, givenBy } };
}

/** A consent that rests on what is assumed, or on what others thought best: never the person’s own permission. */
function isImplied(node: Node<Consent>): boolean {
  const concepts: Node<CodeableConcept>[] = [get(node, 'policyRule'), get(node, 'scope'), ...all(node, 'category')];
  const said = concepts.flatMap((concept) => [
    text(concept, 'text'),
    ...codingsOf(concept).flatMap(({ code, display }) => [code, display]),
  ]);
  const policies = all(node, 'policy').flatMap((policy) => [text(policy, 'uri'), text(policy, 'authority')]);
  return [...said, ...policies].some(
    (each) => each !== undefined && /impl(ied|icit)|presum|assum|deemed|best.?interest|direct.?care/i.test(each),
  );
}

const isModified = ({ value }: Node): boolean =>
  isObject(value) && (value['modifierExtension'] !== undefined || value['implicitRules'] !== undefined);

/** The person, if nobody else is named; or someone who answers for them, by what they are to them (HL7 v3 RoleCode). */
function giverOf(consent: OneConsent, person: Held, resources: Resources): Statement['givenBy'] | undefined {
  if (all(consent.node, 'verification').some((each) => get(each, 'verified').value === false)) return undefined;
  const givers = all(consent.node, 'performer').map((performer) => {
    const held = resources.resolve(performer, consent);
    if (held === person) return 'self' as const;
    return held?.type === 'RelatedPerson' ? authorityOf(held.node as Node<RelatedPerson>) : undefined;
  });
  const [first] = givers;
  if (givers.length === 0) return 'self';
  return givers.every((giver) => giver === first) ? first : undefined;
}

function authorityOf(related: Node<RelatedPerson>): 'parental-responsibility' | 'attorney' | undefined {
  const is = (...codes: string[]) => all(related, 'relationship').some((each) => hasCode(each, ...codes));
  if (is('POWATT', 'HPOWATT')) return 'attorney';
  return is('PRN', 'MTH', 'FTH', 'NMTH', 'NFTH') ? 'parental-responsibility' : undefined;
}

/** Why the time for which it holds cannot be relied on. What begins after the day it was given may not have begun. */
function outOfTime(node: Node<Consent>, { givenOn, until }: Statement): string | undefined {
  const period = get(get(node, 'provision'), 'period');
  const [start, end] = [text(period, 'start'), text(period, 'end')];
  if (end !== undefined && until === undefined) return 'When this consent ends is not a whole date.';
  if (givenOn === undefined && (start !== undefined || get(node, 'dateTime').value !== undefined))
    return 'When this consent was given is not a whole date.';
  const began = start === undefined ? givenOn : dayOf(start);
  if (start !== undefined && (began === undefined || (givenOn !== undefined && began > givenOn)))
    return 'This consent begins after it was given.';
  return until !== undefined && givenOn !== undefined && until < givenOn ? 'This consent ended before it was given.' : undefined;
}

/** What the hub’s own extension of a consent says. */
function partsOf(node: Node<Consent>): Node<Extension>[] {
  const [own] = all(node, 'extension').filter((each) => text(each, 'url') === hub.consent);
  return own ? all(own as Node<Extension>, 'extension') : [];
}

/** How and when the person was asked, with what FHIR R4 has no element for from the hub’s own extension. */
function circumstances(node: Node<Consent>): Statement {
  const parts = partsOf(node);
  const part = (name: string) => parts.find((each) => text(each, 'url') === name);
  const said = (name: string) => {
    const found = part(name);
    return found && (text(found, 'valueString') ?? text(found, 'valueCode'));
  };
  const is = (name: string) => {
    const value = part(name) && get(part(name) as Node<Extension>, 'valueBoolean').value;
    return typeof value === 'boolean' ? value : undefined;
  };
  return {
    answer: 'not-asked',
    givenOn: dayOf(text(node, 'dateTime')),
    until: lastDayOf(text(get(get(node, 'provision'), 'period'), 'end')),
    method: said('method') as Statement['method'],
    recordedBy: said('recordedBy'),
    engagement: said('engagement') as Statement['engagement'],
    interpreter: said('interpreter'),
    othersPresent: parts.filter((each) => text(each, 'url') === 'othersPresent').flatMap((each) => text(each, 'valueString') ?? []),
    feedback: is('feedback'),
    seenAlone: is('seenAlone'),
    competenceAssessed: is('competenceAssessed'),
    // Anything but a plain no is a doubt.
    pressureSuspected: part('pressureSuspected') !== undefined && is('pressureSuspected') !== false,
  };
}
