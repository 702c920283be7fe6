import type { Consent, ConsentProvision } from 'fhir/r4';
import type { Category } from '../../../categories.ts';
import type { ConsentException } from '../../../consent.ts';
import type { Purpose } from '../../../vocabulary.ts';
import type { Held, Resources } from './bundle.ts';
import { hasCode } from './concepts.ts';
import { namesNothing, type Scope, scopeOf } from './consent-scope.ts';
import { all, get, type Node, text } from './node.ts';
import type { Notes } from './notes.ts';

/** What a person permitted: only where all three are named does it cover anything. */
interface Permit {
  readonly recipients: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly Category[];
}

/** What the provisions of one consent come to. What it withholds stands, whatever becomes of the rest. */
export interface Terms {
  readonly kind: 'given' | 'refused' | 'silent';
  readonly permit: Permit;
  readonly denials: readonly ConsentException[];
}

const nothing: Permit = { recipients: [], purposes: [], categories: [] };

/**
 * Reads the provisions of a consent (FHIR R4, Consent.policyRule and Consent.provision). A permit is taken only so far as
 * recipients, purposes and kinds of information are named in the hub’s words; a denial of which anything is not understood
 * is taken as wider. A provision at the root without a type, under a policy of opting in, may be meant either way (HL7’s own
 * examples mean what is withheld), so it permits nothing. Deeper than two levels, only denials are read.
 */
export function termsOf(consent: Held & { readonly node: Node<Consent> }, resources: Resources, notes: Notes): Terms {
  const { node } = consent;
  const root = get(node, 'provision');
  const scope = scopeOf(root, consent, resources);
  const answer = rootAnswer(node, scope, notes);
  const nested = all(root, 'provision');
  const denials = nested.flatMap((each) => denialsOf(each, { consent, resources, notes }));
  if (answer === 'deny' && !namesNothing(scope)) return { kind: 'refused', permit: nothing, denials };
  if (answer === undefined || scope.isNarrowed) {
    notes.warn(
      root,
      'consent-not-read',
      `${answer ? 'Something narrows this' : 'Whether this permits or withholds is not certain'}, so it permits nothing. ${howTo}`,
    );
    return { kind: 'silent', permit: nothing, denials };
  }
  const permits = nested.flatMap((each) => permitOf(each, scope, { consent, resources, notes }));
  const own = answer === 'permit' && isWhole(permitFrom(scope)) ? [permitFrom(scope)] : permits;
  const permit = merged(own, root, notes);
  if (answer === 'deny' && !permit) return { kind: 'refused', permit: nothing, denials };
  if (!permit)
    notes.warn(
      root,
      'consent-names-nothing',
      `It does not name recipients, purposes and kinds of information, so it covers nothing. ${howTo}`,
    );
  return { kind: 'given', permit: permit ?? (answer === 'permit' ? permitFrom(scope) : nothing), denials };
}

const howTo =
  'Name recipients by identifier (urn:referral-hub:recipient), purposes and codes by urn:referral-hub:purpose and urn:referral-hub:category, in a provision of type permit.';

/** What the consent says where nothing else is said of it. */
function rootAnswer(node: Node<Consent>, scope: Scope, notes: Notes): 'permit' | 'deny' | undefined {
  const provision = get(node, 'provision');
  const type = text(provision, 'type');
  if (type === 'permit' || type === 'deny') return type;
  if (type !== undefined) {
    notes.warn(get(provision, 'type'), 'consent-type-not-known', 'It is neither permit nor deny, so it permits nothing.');
    // A word that is nearly the right one is not certain; any other may be a no.
    return type.toLowerCase() === 'permit' ? undefined : 'deny';
  }
  const policy = get(node, 'policyRule');
  if (hasCode(policy, 'OPTOUT', 'OPTOUTE', 'NOCONSENT', 'DISSENT', 'optout', 'opt-out')) return 'deny';
  return hasCode(policy, 'OPTIN', 'OPTINR', 'optin', 'opt-in') && namesNothing(scope) ? 'permit' : undefined;
}

interface Reading {
  readonly consent: Held;
  readonly resources: Resources;
  readonly notes: Notes;
}

/** A nested permit, inside what the root names. */
function permitOf(provision: Node<ConsentProvision>, root: Scope, { consent, resources, notes }: Reading): Permit[] {
  if (text(provision, 'type') !== 'permit') return [];
  const scope = scopeOf(provision, consent, resources);
  const permit = permitFrom({
    recipients: inside(scope.recipients, root.recipients),
    purposes: inside(scope.purposes, root.purposes),
    categories: inside(scope.categories, root.categories),
  });
  const isTimed = get(provision, 'period').value !== undefined;
  if (!scope.isNarrowed && !isTimed && isWhole(permit)) return [permit];
  notes.warn(provision, 'consent-not-read', `Not all of this is named in words the hub has, so it permits nothing. ${howTo}`);
  return [];
}

type Parts = Pick<Scope, 'recipients' | 'purposes' | 'categories'>;
const permitFrom = ({ recipients, purposes, categories }: Parts): Permit => ({
  recipients: recipients.values,
  purposes: purposes.values,
  categories: categories.values,
});
const isWhole = ({ recipients, purposes, categories }: Permit) => recipients.length > 0 && purposes.length > 0 && categories.length > 0;

function inside<T extends Scope[keyof Parts]>(own: T, root: T): T {
  if (!own.isNamed) return root;
  if (!root.isNamed) return own;
  const values = (own.values as readonly unknown[]).filter((value) => (root.values as readonly unknown[]).includes(value));
  return { ...own, values } as T;
}

/** Every denial in a provision, however deep: one that says no type may be one. What is not understood of it makes it wider. */
function denialsOf(provision: Node<ConsentProvision>, reading: Reading): ConsentException[] {
  const below = all(provision, 'provision').flatMap((each) => denialsOf(each, reading));
  if (text(provision, 'type') === 'permit') return below;
  const { recipients, purposes, categories, isNarrowed } = scopeOf(provision, reading.consent, reading.resources);
  const whole = <T>({ isNamed, isWhole: isRead, values }: { isNamed: boolean; isWhole: boolean; values: readonly T[] }) =>
    isNamed && isRead && values.length > 0 ? [...values] : undefined;
  if (isNarrowed || [recipients, purposes, categories].some((each) => each.isNamed && !whole<unknown>(each))) {
    reading.notes.warn(
      provision,
      'consent-widened',
      'Not all of what this withholds is named in words the hub has, so it withholds more. Name it in the hub’s words.',
    );
  }
  return [{ answer: 'deny', recipients: whole(recipients), purposes: whole(purposes), categories: whole(categories) }, ...below];
}

/** Several permits as one, where that says no more than they do: they differ in one thing only. */
function merged(permits: readonly Permit[], at: Node, notes: Notes): Permit | undefined {
  let sum = permits[0];
  for (const permit of permits.slice(1)) {
    const before: Permit = sum as Permit;
    const differ = (['recipients', 'purposes', 'categories'] as const).filter((name) => !sameSet(before[name], permit[name]));
    const [name] = differ;
    if (differ.length === 1 && name) sum = { ...before, [name]: [...new Set<string>([...before[name], ...permit[name]])] };
    if (differ.length > 1) {
      notes.warn(
        at,
        'consent-not-combined',
        'What is permitted differs in more than one thing, and only the first was taken. Send it as one provision.',
      );
    }
  }
  return sum;
}

const sameSet = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((value) => b.includes(value));
