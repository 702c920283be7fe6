import type { CodeableConcept, Coding, ConsentProvision, ConsentProvisionActor, FhirResource, Organization } from 'fhir/r4';
import { Category } from '../../../categories.ts';
import { RecipientName } from '../../../consent.ts';
import { Purpose, TeamKind, teamKinds } from '../../../vocabulary.ts';
import type { Held, Resources } from './bundle.ts';
import { hub } from './codes.ts';
import { codeIn, codingsOf, hasCode } from './concepts.ts';
import { all, get, isObject, type Node, text } from './node.ts';

/** What a provision names of one kind: nothing said, or some values, and whether all of what is said was understood. */
interface Named<T> {
  readonly isNamed: boolean;
  readonly values: readonly T[];
  readonly isWhole: boolean;
}

/** What a provision covers, in the hub’s words. */
export interface Scope {
  readonly recipients: Named<string>;
  readonly purposes: Named<Purpose>;
  readonly categories: Named<Category>;
  /** Something narrows it that the hub has no word for: certain records, a time, a label, another action. */
  readonly isNarrowed: boolean;
}

/** Actors who receive; any other narrows whose records are meant (an author, a custodian), which the hub cannot tell. */
const recipientRoles = ['PRCP', 'IRCP'];
const sharing = ['access', 'disclose', 'use'];
const narrowing = ['dataPeriod', 'data', 'securityLabel', 'modifierExtension'] as const;

/** Reads what a provision names. Does not read its type, its own period, or what is nested in it. */
export function scopeOf(provision: Node<ConsentProvision>, consent: Held, resources: Resources): Scope {
  const actors = all(provision, 'actor');
  const recipients = actors.filter((actor) => hasCode(get(actor, 'role'), ...recipientRoles));
  const actions = all(provision, 'action');
  return {
    recipients: named(recipients, (actor) => recipientAt(get(actor, 'reference'), consent, resources)),
    purposes: named(all(provision, 'purpose'), (coding) => parsed(Purpose, codeIn(coding, hub.purpose))),
    categories: both(
      named(all(provision, 'class'), (coding) => parsed(Category, codeIn(coding as Node<Coding>, hub.category))),
      named(all(provision, 'code'), categoryOf),
    ),
    isNarrowed:
      recipients.length < actors.length ||
      narrowing.some((name) => isObject(provision.value) && (provision.value[name] ?? undefined) !== undefined) ||
      (actions.length > 0 && !actions.some((action) => hasCode(action, ...sharing))),
  };
}

/** Whether a provision names anything at all. */
export const namesNothing = ({ recipients, purposes, categories, isNarrowed }: Scope): boolean =>
  !isNarrowed && ![recipients, purposes, categories].some(({ isNamed }) => isNamed);

/** The recipient that a reference names, for certain: by the hub’s identifier, on it or on what it leads to, or by a kind of team’s exact name. */
export function recipientAt(
  reference: Node<NonNullable<ConsentProvisionActor['reference']>>,
  from: Held,
  resources: Resources,
): string | undefined {
  const own = get(reference, 'identifier');
  const led = resources.resolve(reference, from)?.node as Node<Organization> | undefined;
  const identifiers = [own, ...(led ? all(led, 'identifier') : [])];
  const id = identifiers
    .map((each) => (text(each, 'system') === hub.recipient ? text(each, 'value') : undefined))
    .find((each) => each !== undefined);
  return (
    parsed(RecipientName, id) ??
    kindNamed(text(reference, 'display')) ??
    (led && kindNamed(text(led as Node<FhirResource & { name?: string }>, 'name')))
  );
}

function kindNamed(name: string | undefined): TeamKind | undefined {
  return TeamKind.options.find((kind) => bare(teamKinds[kind]) === bare(name ?? ''));
}

/** A name as it is compared: in lower case, without an article. */
const bare = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^(the|an?) /, '');

function categoryOf(concept: Node<CodeableConcept>): Category | undefined {
  const codes = codingsOf(concept).filter(({ system }) => system === hub.category);
  return codes.length === 1 ? parsed(Category, codes[0]?.code) : undefined;
}

function named<N, T>(nodes: readonly Node<N>[], read: (node: Node<N>) => T | undefined): Named<T> {
  const values = nodes.map(read);
  const known = values.filter((value) => value !== undefined);
  return { isNamed: nodes.length > 0, values: [...new Set(known)], isWhole: known.length === values.length };
}

/** Two that both narrow: what both name. */
function both<T>(a: Named<T>, b: Named<T>): Named<T> {
  if (!a.isNamed) return b;
  if (!b.isNamed) return a;
  return { isNamed: true, values: a.values.filter((value) => b.values.includes(value)), isWhole: false };
}

function parsed<T>(schema: { safeParse: (value: unknown) => { success: boolean; data?: T } }, value: string | undefined): T | undefined {
  return value === undefined ? undefined : schema.safeParse(value).data;
}
