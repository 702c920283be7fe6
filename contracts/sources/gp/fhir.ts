import type { Consent, FhirResource, Flag, Reference, ServiceRequest } from 'fhir/r4';
import type { Reading } from '../source.ts';
import type { Held } from './fhir/bundle.ts';
import { own, toldOf } from './fhir/clinical.ts';
import { statementOf } from './fhir/consent.ts';
import { recipientAt } from './fhir/consent-scope.ts';
import { dayOf } from './fhir/dates.ts';
import { dropped } from './fhir/dropped.ts';
import { safetyOf } from './fhir/flags.ts';
import { messageIdOf } from './fhir/message-id.ts';
import { all, get, type Node, text } from './fhir/node.ts';
import { type Notes, notes as noted } from './fhir/notes.ts';
import { identityOf, isProtected } from './fhir/person.ts';
import { referrerOf } from './fhir/referrer.ts';
import { aroundOf } from './fhir/relatives.ts';
import { type Asked, askedIn } from './fhir/request.ts';
import type { GpMessageInput } from './message.ts';

/**
 * Reads a FHIR R4 resource as a surgery’s message: a Bundle of type message (NHS Booking and Referral Standard,
 * servicerequest-request), transaction or collection, or a ServiceRequest with its Patient contained. The same story makes
 * the same message as the surgery’s own form. Faults are places in what was sent; nothing sent is repeated in a fault or a
 * warning. Does not validate against profiles, and does not look anything up: what a reference leads to must be here.
 */
export function fhir(resource: unknown): Reading {
  const notes = noted();
  const root: Node<FhirResource> = { value: resource, pointer: '' };
  const asked = askedIn(root, notes);
  if (!asked || notes.faults.length > 0) return { ok: false, faults: notes.faults };
  const messageId = messageIdOf(root, asked.header?.node);
  const message = messageOf(asked, root, notes);
  if (notes.faults.length > 0) return { ok: false, faults: notes.faults };
  dropped(asked, notes);
  return { ok: true, read: { message, warnings: notes.warnings, placeOf: (pointer) => notes.placeOf(pointer), messageId } };
}

function messageOf(asked: Asked, root: Node<FhirResource>, notes: Notes): GpMessageInput {
  const { request, patient, header, resources, day } = asked;
  const { node } = request;
  notes.place('/patient', patient.node);
  notes.place('/referredOn', get(node, 'authoredOn'));
  notes.place('/urgency', get(node, 'priority'));
  const identity = identityOf(patient.node, '/patient', { day, notes });
  const around = aroundOf(asked, identity, notes);
  const answers = consentsBy(
    asked,
    around.flatMap(({ held }) => held ?? []),
    notes,
  );
  const statement = (person: Held, at: string) => statementOf(answers.get(person) ?? [], person, at, resources, notes);
  const isHidden = identity.protected || isProtected(node) || isProtected(root);
  return {
    reference: referenceOf(node, notes),
    referredOn: authoredOn(node, notes),
    urgency: urgencyOf(node, notes),
    ...referrerOf(request, header, resources, notes),
    patient: {
      ...identity,
      protected: isHidden,
      ...toldOf(request, { patient, resources, notes }),
      consent: statement(patient, '/patient/consent'),
    },
    relatives: around.map(({ relative, held }, index) => ({
      ...relative,
      consent: held && statement(held, `/relatives/${index}/consent`),
    })),
    requestedTeams: teamsOf(request, asked, notes),
    staffSafety: safetyOf(own<Flag>('Flag', { patient, resources, notes }), notes),
  };
}

/** The consents about each person. One about nobody who is here says nothing of anyone. */
function consentsBy({ patient, resources }: Asked, relatives: readonly Held[], notes: Notes) {
  const by = new Map<Held, (Held & { readonly node: Node<Consent> })[]>([patient, ...relatives].map((person) => [person, []]));
  for (const consent of resources.ofType<Consent>('Consent')) {
    const person = resources.resolve(get(consent.node, 'patient') as Node<Reference>, consent as Held);
    const known = person && by.get(person);
    if (known) known.push(consent);
    else notes.warn(consent.node, 'consent-about-nobody', 'This consent is about nobody in this referral, so nothing rests on it.');
  }
  return by;
}

const urgencies: Readonly<Record<string, NonNullable<GpMessageInput['urgency']>>> = {
  routine: 'routine',
  urgent: 'urgent',
  asap: 'soon',
  stat: 'emergency',
};

function urgencyOf(request: Node<ServiceRequest>, notes: Notes): GpMessageInput['urgency'] {
  const priority = get(request, 'priority');
  const code = text(request, 'priority');
  if (code !== undefined && Object.hasOwn(urgencies, code)) return urgencies[code];
  if (priority.value !== undefined) notes.fault(priority, 'invalid-value', 'must be one of routine, urgent, asap, stat');
  return undefined;
}

function authoredOn(request: Node<ServiceRequest>, notes: Notes): string | undefined {
  const day = dayOf(text(request, 'authoredOn'));
  const at = get(request, 'authoredOn');
  if (at.value !== undefined && day === undefined)
    notes.warn(at, 'date-not-whole', 'Only a whole, real date can be used, so this one was dropped.');
  return day;
}

/** The sender’s own reference: the first identifier of the request, or what groups it with others. */
function referenceOf(request: Node<ServiceRequest>, notes: Notes): string | undefined {
  const [at] = [...all(request, 'identifier'), get(request, 'requisition')].filter((each) => text(each, 'value') !== undefined);
  const reference = at && text(at, 'value');
  if (at && reference !== undefined && reference.length > 80) {
    notes.warn(at, 'too-long', 'A reference may be at most 80 characters long, so this one was dropped.');
    return undefined;
  }
  return reference;
}

function teamsOf(request: Held & { readonly node: Node<ServiceRequest> }, { resources }: Asked, notes: Notes): string[] {
  return all(request.node, 'performer')
    .slice(0, 5)
    .flatMap((performer) => {
      const team = recipientAt(performer, request, resources);
      if (team === undefined) notes.warn(performer, 'not-mapped', 'This names no team that the hub knows, so it was dropped.');
      return team ?? [];
    });
}
