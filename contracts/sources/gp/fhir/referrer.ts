import type {
  ContactPoint,
  HumanName,
  MessageHeader,
  Organization,
  Practitioner,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from 'fhir/r4';
import type { GpMessageInput } from '../message.ts';
import type { Held, Resources } from './bundle.ts';
import { wordsOf } from './concepts.ts';
import { all, get, type Node, text } from './node.ts';
import type { Notes } from './notes.ts';
import { emailAt, telephoneAt } from './reach.ts';

type Referrer = Pick<GpMessageInput, 'referrer' | 'practice'>;
type Found = NonNullable<GpMessageInput['referrer']> & {
  readonly practice?: string | undefined;
  /** Where the ways to reach them are written. */
  readonly points?: { readonly telephone: Node<ContactPoint> | undefined; readonly email: Node<ContactPoint> | undefined };
};

/** Who makes the referral: the requester, or else the author or the sender of the message. */
export function referrerOf(
  request: Held & { readonly node: Node<ServiceRequest> },
  header: (Held & { readonly node: Node<MessageHeader> }) | undefined,
  resources: Resources,
  notes: Notes,
): Referrer {
  const asked = [
    { reference: get(request.node, 'requester') as Node<Reference>, from: request as Held },
    ...(header
      ? (['author', 'sender'] as const).map((name) => ({ reference: get(header.node, name) as Node<Reference>, from: header as Held }))
      : []),
  ];
  const found = asked.map(({ reference, from }) => foundAt(reference, from, resources, notes));
  const [at] = asked.filter((_, index) => found[index]?.name !== undefined);
  if (at) notes.place('/referrer', at.reference);
  const chosen = found.find((each) => each?.name !== undefined) ?? found.find((each) => each !== undefined) ?? {};
  const { practice: _, points, ...referrer } = chosen;
  for (const name of ['telephone', 'email'] as const) if (points?.[name]) notes.place(`/referrer/${name}`, get(points[name], 'value'));
  const practice = found.find((each) => each?.practice !== undefined)?.practice;
  if (!referrer.name)
    notes.warn(get(request.node, 'requester'), 'referrer-not-named', 'Nobody is named whom a team could ring back. Name the requester.');
  return { referrer: Object.values(referrer).some((value) => value !== undefined) ? referrer : undefined, practice };
}

/** A practitioner, one in their role, or an organisation; by how they are shown, if they are not here. */
function foundAt(reference: Node<Reference>, from: Held, resources: Resources, notes: Notes): Found | undefined {
  const held = resources.resolve(reference, from);
  switch (held?.type) {
    case 'Practitioner':
      return ofPractitioner(held.node as Node<Practitioner>, notes);
    case 'PractitionerRole':
      return ofRole(held as Held & { readonly node: Node<PractitionerRole> }, resources, notes);
    case 'Organization':
      return { practice: text(held.node as Node<Organization>, 'name') };
    default:
      return text(reference, 'display') === undefined ? undefined : { name: text(reference, 'display') };
  }
}

function ofPractitioner(node: Node<Practitioner>, notes: Notes): Found {
  const names = all(node, 'name');
  const name = names.find((each) => text(each, 'use') === 'official') ?? names.find((each) => text(each, 'use') !== 'old');
  return { name: name && shown(name), ...reachedAt(node, notes) };
}

function ofRole(held: Held & { readonly node: Node<PractitionerRole> }, resources: Resources, notes: Notes): Found {
  const { node } = held;
  const person = resources.resolve(get(node, 'practitioner'), held);
  const place = resources.resolve(get(node, 'organization'), held);
  const own =
    person?.type === 'Practitioner'
      ? ofPractitioner(person.node as Node<Practitioner>, notes)
      : { name: text(get(node, 'practitioner'), 'display') };
  const [code] = all(node, 'code');
  const { telephone, email, points } = reachedAt(node, notes);
  return {
    ...own,
    role: code && wordsOf(code),
    ...(telephone ? { telephone } : {}),
    ...(email ? { email } : {}),
    points: { telephone: telephone ? points.telephone : own.points?.telephone, email: email ? points.email : own.points?.email },
    practice: place?.type === 'Organization' ? text(place.node as Node<Organization>, 'name') : text(get(node, 'organization'), 'display'),
  };
}

function reachedAt(node: Node<Practitioner> | Node<PractitionerRole>, notes: Notes) {
  const points = all(node as Node<Practitioner>, 'telecom').filter((point) => text(point, 'use') !== 'home');
  const first = (system: string, read: typeof telephoneAt) => {
    for (const point of points) {
      const value = text(point, 'system') === system && text(point, 'value') !== undefined ? read(point, notes) : undefined;
      if (value !== undefined) return { point, value };
    }
    return undefined;
  };
  const [phone, mail] = [first('phone', telephoneAt), first('email', emailAt)];
  return { telephone: phone?.value, email: mail?.value, points: { telephone: phone?.point, email: mail?.point } };
}

/** A name as it is written, or put together. */
function shown(name: Node<HumanName>): string | undefined {
  const part = (of: 'prefix' | 'given') => all(name, of).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return text(name, 'text') ?? ([...part('prefix'), ...part('given'), text(name, 'family')].filter(Boolean).join(' ') || undefined);
}
