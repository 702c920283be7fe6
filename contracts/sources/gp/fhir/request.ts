import type { FhirResource, MessageHeader, Patient, ServiceRequest } from 'fhir/r4';
import { type Held, type Resources, resourcesOf } from './bundle.ts';
import { hasCode } from './concepts.ts';
import { dayOf } from './dates.ts';
import { all, get, isObject, type Node, text } from './node.ts';
import type { Notes } from './notes.ts';
import { misspelt, typeOf } from './types.ts';

/** What is asked, for whom, by what message. */
export interface Asked {
  readonly request: Held & { readonly node: Node<ServiceRequest> };
  readonly patient: Held & { readonly node: Node<Patient> };
  readonly header: (Held & { readonly node: Node<MessageHeader> }) | undefined;
  readonly resources: Resources;
  /** The day on which it was asked, or else sent; nothing if neither is known. */
  readonly day: string | undefined;
}

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: FhirResource;
  readonly request?: { readonly method?: string };
}
type Bundle = FhirResource & {
  readonly type?: string;
  readonly timestamp?: string;
  readonly entry?: Entry[];
  readonly resource?: never;
};

const bundleTypes = ['message', 'transaction', 'collection'];
const knownEvents = ['booking-request', 'booking-response', 'servicerequest-response'];

/**
 * Finds the one ServiceRequest that is meant and its Patient: the header’s focus, or else the first that is active. Faults
 * for what is not a referral (another kind of Bundle or event, a request that is over, suggested or asks that something not
 * be done), and for a subject that is not a patient who is here.
 */
export function askedIn(root: Node<FhirResource>, notes: Notes): Asked | undefined {
  const entries = entriesOf(root as Node<Bundle>, notes);
  if (!entries) return undefined;
  const resources = resourcesOf(entries);
  checkSpelling(root, resources, notes);
  const header = resources.ofType<MessageHeader>('MessageHeader').find(({ container }) => !container);
  const isMessage = text(root as Node<Bundle>, 'type') === 'message';
  if (isMessage && !header) {
    notes.fault({ value: undefined, pointer: '/entry/0/resource' }, 'missing', 'must be a MessageHeader: it comes first in a message');
  }
  if (header) checkHeader(header.node, notes);
  const request = chosen(header, resources, root, notes);
  if (!request) return undefined;
  checkRequest(request.node, notes);
  const patient = patientOf(request, resources, notes);
  const day = dayOf(text(request.node, 'authoredOn')) ?? dayOf(text(root as Node<Bundle>, 'timestamp'));
  return patient && { request, patient, header, resources, day };
}

/** FHIR’s names of types have capital letters. One in other letters is read as what it is meant to be, but told as a fault. */
function checkSpelling(root: Node<FhirResource>, { held }: Resources, notes: Notes): void {
  const isHeld = held.some(({ node }) => node === root);
  for (const node of [...(isHeld ? [] : [root]), ...held.map((each) => each.node)]) {
    const type = misspelt(node);
    if (type) notes.fault(get(node, 'resourceType'), 'invalid-value', `must be spelt ${type}, with its capital letters`);
  }
}

function entriesOf(root: Node<Bundle>, notes: Notes) {
  if (typeOf(root) === 'ServiceRequest') return [{ resource: root as Node<FhirResource> }];
  if (typeOf(root) !== 'Bundle') {
    notes.fault(
      { value: undefined, pointer: '/resourceType' },
      'not-taken',
      'must be Bundle, or ServiceRequest with its Patient contained',
    );
    return undefined;
  }
  const type = get(root, 'type');
  if (!bundleTypes.includes(text(root, 'type') ?? '')) notes.fault(type, 'not-taken', `must be one of ${bundleTypes.join(', ')}`);
  return all(root, 'entry').map((entry) => {
    const { value: fullUrl } = get(entry as Node<Entry>, 'fullUrl');
    const method = text(get(entry as Node<Entry>, 'request') as Node<{ method?: string }>, 'method');
    const resource = get(entry as Node<Entry>, 'resource') as Node<FhirResource>;
    // What a transaction reads or deletes is not told.
    const isTold = method === undefined || ['POST', 'PUT'].includes(method);
    return { fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined, resource: isTold ? resource : { ...resource, value: undefined } };
  });
}

function checkHeader(header: Node<MessageHeader>, notes: Notes): void {
  const coding = get(header, 'eventCoding');
  const event = text(coding, 'code');
  if (event !== 'servicerequest-request') {
    const named = event !== undefined && knownEvents.includes(event) ? `; ${event} is not taken` : '';
    notes.fault(get(coding, 'code'), 'event-not-taken', `must be servicerequest-request${named}`);
  }
  if (hasCode(get(header, 'reason'), 'update', 'delete')) {
    notes.fault(
      get(header, 'reason'),
      'update-not-taken',
      'must be new: what was sent before is not changed. Cancel it, or send a new referral',
    );
  }
  if (get(header, 'response').value !== undefined)
    notes.fault(get(header, 'response'), 'not-taken', 'must be left out: this takes requests, not responses');
}

function chosen(header: Asked['header'], resources: Resources, root: Node, notes: Notes): Asked['request'] | undefined {
  const requests = resources.ofType<ServiceRequest>('ServiceRequest').filter(({ container, node }) => !container && isObject(node.value));
  const focus = header ? all(header.node, 'focus') : [];
  const named = header && focus.map((each) => resources.resolve(each, header)).find((held) => held?.type === 'ServiceRequest');
  if (header && focus.length > 0 && !named) {
    notes.fault(focus[0] as Node, 'not-found', 'must refer to a ServiceRequest in this Bundle, by its fullUrl or Type/id');
    return undefined;
  }
  const request = (named as Asked['request'] | undefined) ?? requests.find(({ node }) => text(node, 'status') === 'active') ?? requests[0];
  if (!request)
    notes.fault(
      { value: undefined, pointer: `${root.pointer}/entry` },
      'missing',
      'must hold a ServiceRequest: it says what is asked, and for whom',
    );
  for (const other of requests) {
    if (request && other.node !== request.node)
      notes.warn(other.node, 'not-used', 'One message is one referral: this request was dropped. Send it in a message of its own.');
  }
  return request;
}

const notReferrals: Readonly<Record<string, string>> = {
  draft: 'is not asked yet: send it when it is active',
  'on-hold': 'is on hold: send it when it is active',
  revoked: 'is revoked: nothing is asked. To take back what was sent, cancel that referral',
  completed: 'is completed: nothing is asked any more',
  'entered-in-error': 'is entered in error: nothing is asked. To take back what was sent, cancel that referral',
};

function checkRequest(request: Node<ServiceRequest>, notes: Notes): void {
  const status = text(request, 'status');
  const why = status !== undefined && Object.hasOwn(notReferrals, status) ? notReferrals[status] : undefined;
  if (status === undefined) notes.fault(get(request, 'status'), 'missing', 'is required: active');
  else if (status !== 'active')
    notes.fault(get(request, 'status'), 'status-not-active', `must be active; this request ${why ?? 'has another status'}`);
  const intent = text(request, 'intent');
  if (intent === undefined) notes.fault(get(request, 'intent'), 'missing', 'is required: order, or plan');
  else if (['proposal', 'option'].includes(intent)) {
    notes.fault(get(request, 'intent'), 'intent-not-request', 'must be a request, such as order or plan; a suggestion is not one yet');
  }
  const doNot = get(request, 'doNotPerform');
  if (doNot.value !== undefined && doNot.value !== false) {
    notes.fault(doNot, 'do-not-perform', 'must be false or left out: a referral asks for something to be done');
  }
  checkModifiers(request, notes);
}

/** FHIR R4 (2.5.1): what may change the meaning of the whole must be understood, or the whole not be used. */
function checkModifiers(node: Node<object>, notes: Notes): void {
  for (const name of ['modifierExtension', 'implicitRules'] as const) {
    const found = get(node as Node<{ modifierExtension?: unknown; implicitRules?: unknown }>, name);
    if (found.value !== undefined)
      notes.fault(found, 'modifier-not-known', 'must be left out: it may change the meaning, and the hub does not know how');
  }
}

function patientOf(request: Asked['request'], resources: Resources, notes: Notes): Asked['patient'] | undefined {
  const subject = get(request.node, 'subject');
  const held = resources.resolve(subject, request);
  if (held?.type === 'Patient') {
    checkModifiers(held.node as Node<Patient>, notes);
    return held as Asked['patient'];
  }
  const written = text(subject, 'type') ?? /(?:^|\/)(Group|Device|Location)\//.exec(text(subject, 'reference') ?? '')?.[1];
  const other = ['Group', 'Device', 'Location'].find((type) => type === (held?.type ?? written));
  if (other) notes.fault(subject, 'subject-not-patient', `must refer to a Patient; a ${other} cannot be referred`);
  else notes.fault(subject, 'patient-not-found', 'must refer to a Patient that is in this message: put it in the Bundle, or contain it');
  return undefined;
}
