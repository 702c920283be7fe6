import type { FhirResource, Identifier, Reference, Resource } from 'fhir/r4';
import { all, get, isObject, type Node, text } from './node.ts';
import { typeOf } from './types.ts';

/** A resource in what was sent, and what contains it, if it is contained. */
export interface Held {
  readonly node: Node<FhirResource>;
  readonly type: string | undefined;
  readonly container: Held | undefined;
}

/** The resources of a message, indexed once: each look-up costs the same however many there are. */
export interface Resources {
  readonly held: readonly Held[];
  readonly ofType: <T extends FhirResource>(type: T['resourceType']) => readonly (Held & { readonly node: Node<T> })[];
  /** What a reference made by a resource leads to, in this message; nothing if it is not here or leads to two things. */
  readonly resolve: (reference: Node<Reference>, from: Held) => Held | undefined;
}

/** More than one resource answers to the name. */
const ambiguous = Symbol('ambiguous');
type Index = Map<string, Held | typeof ambiguous>;

interface Entry {
  readonly fullUrl?: string | undefined;
  readonly resource: Node<FhirResource>;
}

/** Indexes resources, with what each contains, by full URL, by type and id, by bare id and by identifier. */
export function resourcesOf(entries: readonly Entry[]): Resources {
  const held: Held[] = [];
  const index: Index = new Map();
  const contained = new Map<Held, Map<string, Held>>();
  for (const { fullUrl, resource } of entries) {
    if (!isObject(resource.value)) continue;
    const one: Held = { node: resource, type: typeOf(resource), container: undefined };
    held.push(one);
    const names = [fullUrl && `url ${sameCase(fullUrl)}`, ...namesOf(one)];
    for (const name of names) if (name) add(index, name, one);
    const inside = all(resource as unknown as Node<{ contained?: FhirResource[] }>, 'contained').filter(({ value }) => isObject(value));
    const byId = new Map<string, Held>();
    for (const node of inside) {
      const child: Held = { node, type: typeOf(node), container: one };
      held.push(child);
      const id = text(node as Node<Resource>, 'id');
      if (id !== undefined && !byId.has(id)) byId.set(id, child);
      for (const name of identifiersOf(child)) add(index, name, child);
    }
    contained.set(one, byId);
  }
  const byType = new Map<string | undefined, Held[]>();
  for (const each of held) {
    const known = byType.get(each.type);
    if (known) known.push(each);
    else byType.set(each.type, [each]);
  }
  return {
    held,
    ofType: <T extends FhirResource>(type: T['resourceType']) =>
      (byType.get(type) ?? []) as unknown as (Held & { readonly node: Node<T> })[],
    resolve: (reference, from) => {
      const written = text(reference, 'reference');
      if (written === undefined) return found(index, [identifierName(get(reference, 'identifier'))]);
      const root = from.container ?? from;
      if (written === '#') return root;
      if (written.startsWith('#')) return contained.get(root)?.get(written.slice(1));
      return found(index, namesIn(written));
    },
  };
}

function add(index: Index, name: string, one: Held): void {
  const known = index.get(name);
  if (known !== undefined && known !== one) index.set(name, ambiguous);
  else index.set(name, one);
}

/** By the first name that is known, most exact first; a name that two answer to leads nowhere. */
function found(index: Index, names: readonly (string | undefined)[]): Held | undefined {
  for (const name of names) {
    const one = name === undefined ? undefined : index.get(name);
    if (one === ambiguous) return undefined;
    if (one) return one;
  }
  return undefined;
}

function namesOf(one: Held): (string | undefined)[] {
  const id = text(one.node as Node<Resource>, 'id');
  return [id && one.type && `id ${one.type}/${sameCase(id)}`, id && `bare ${sameCase(id)}`, ...identifiersOf(one)];
}

const identifiersOf = ({ node }: Held): string[] =>
  all(node as unknown as Node<{ identifier?: Identifier[] }>, 'identifier').flatMap((each) => identifierName(each) ?? []);

function identifierName(identifier: Node<Identifier>): string | undefined {
  const [system, value] = [text(identifier, 'system'), text(identifier, 'value')];
  return value === undefined ? undefined : `identifier ${system ?? ''} ${value.replace(/\s+/g, '')}`;
}

/** A UUID is the same in either case (RFC 9562 s.4); whatever else stands in a reference is not. */
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const sameCase = (name: string): string => name.replace(/^urn:uuid:/i, 'urn:uuid:').replace(uuid, (each) => each.toLowerCase());

/**
 * A reference as it may be written: a full URL; `Type/id`, as it is or at the end of an absolute URL, with or without a
 * version; or, as some systems send, an id alone.
 */
function namesIn(written: string): string[] {
  const known = sameCase(written);
  const unversioned = known.replace(/\/_history\/[^/]*$/, '');
  const typed = /(?:^|\/)([A-Za-z]{3,40}\/[A-Za-z0-9.-]{1,64})$/.exec(unversioned)?.[1];
  const bare = /^(?:urn:uuid:)?([A-Za-z0-9.-]{1,64})$/.exec(unversioned)?.[1];
  return [`url ${known}`, `url ${unversioned}`, ...(typed ? [`id ${typed}`] : []), ...(bare ? [`bare ${bare}`] : [])];
}
