import type { Address, ContactPoint, HumanName, Identifier, Patient, RelatedPerson } from 'fhir/r4';
import type { GpMessageInput } from '../message.ts';
import { codingsOf, hasCode, wordsOf } from './concepts.ts';
import { dayOf } from './dates.ts';
import { all, get, type Node, text } from './node.ts';
import { type Notes, notMapped } from './notes.ts';

type PatientMessage = GpMessageInput['patient'];
/** The part of a person that says who they are and how to reach them. */
export type Identity = Pick<
  PatientMessage,
  | 'title'
  | 'givenName'
  | 'familyName'
  | 'preferredName'
  | 'dateOfBirth'
  | 'nhsNumber'
  | 'address'
  | 'telephone'
  | 'email'
  | 'language'
  | 'interpreterNeeded'
  | 'safeContact'
  | 'protected'
>;

const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';
const nameUses = ['official', 'usual', undefined, 'temp', 'maiden', 'anonymous'];

/** Who a person is, from the parts that Patient, RelatedPerson and a patient’s contact have in common. */
export function identityOf(person: Node<Patient> | Node<RelatedPerson>, at: string, notes: Notes): Identity {
  const node = person as Node<Patient>;
  const name = bestName(all(node, 'name'), node, at, notes);
  return {
    ...name,
    ...telecomOf(all(node, 'telecom'), at, notes),
    address: addressOf(all(node, 'address'), at, notes),
    dateOfBirth: birthDateOf(node, at, notes),
    nhsNumber: nhsNumberOf(all(node, 'identifier'), at, notes),
    ...languageOf(node, at, notes),
    protected: isProtected(node),
  };
}

/** Whether a resource is labelled restricted or very restricted (HL7 v3 Confidentiality R, V). */
export function isProtected(node: Node<{ meta?: { security?: { system?: string; code?: string }[] } }>): boolean {
  const labels = all(get(node, 'meta') as Node<{ security?: { code?: string }[] }>, 'security');
  return labels.some((label) => ['R', 'V'].includes(text(label, 'code')?.toUpperCase() ?? ''));
}

/** Whether there is an end to it: which day it is today is not known here, so it may have come. */
const hasEnded = (node: Node<HumanName> | Node<ContactPoint> | Node<Address>): boolean =>
  text(get(node as Node<Address>, 'period'), 'end') !== undefined;

/** The name in use that is most official; a name that has ended is not theirs, unless they have no other. */
function bestName(names: readonly Node<HumanName>[], person: Node, at: string, notes: Notes) {
  const inUse = names.filter((name) => text(name, 'use') !== 'old');
  const open = inUse.filter((name) => !hasEnded(name));
  const current = open.length > 0 ? open : inUse;
  const rank = (name: Node<HumanName>) => (nameUses.indexOf(text(name, 'use')) + nameUses.length + 1) % (nameUses.length + 1);
  const sorted = [...current].sort((a, b) => rank(a) - rank(b));
  const name = sorted.find((each) => text(each, 'family') !== undefined) ?? sorted[0];
  const nickname = current.find((each) => text(each, 'use') === 'nickname');
  notes.place(`${at}/familyName`, name ? get(name, 'family') : { value: undefined, pointer: `${person.pointer}/name` });
  if (name)
    for (const [part, of] of [
      ['title', 'prefix'],
      ['givenName', 'given'],
    ] as const)
      notes.place(`${at}/${part}`, get(name, of));
  const given = name && all(name, 'given').flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : []));
  const preferred = nickname && [...all(nickname, 'given')].map(({ value }) => value)[0];
  return {
    title: name && [...all(name, 'prefix')].flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : []))[0],
    givenName: given?.filter(Boolean).join(' ') || undefined,
    familyName: (name && text(name, 'family')) as string,
    preferredName: typeof preferred === 'string' ? preferred : undefined,
  };
}

/** Telephones in order of rank, the mobile first where none is ranked; the first email. */
function telecomOf(points: readonly Node<ContactPoint>[], at: string, notes: Notes) {
  const current = points.filter((point) => text(point, 'use') !== 'old' && text(point, 'value') !== undefined && !hasEnded(point));
  for (const point of points) if (typeof get(point, 'value').value === 'number' || hasEnded(point)) notMapped(point, notes);
  const rank = (point: Node<ContactPoint>) => {
    const { value } = get(point, 'rank');
    return typeof value === 'number' ? value : 1_000;
  };
  const ranked = [...current].sort((a, b) => rank(a) - rank(b));
  const phones = ranked.filter((point) => ['phone', 'sms'].includes(text(point, 'system') ?? ''));
  const [email, ...more] = ranked.filter((point) => text(point, 'system') === 'email');
  const rest = ranked.filter((point) => !['phone', 'sms', 'email'].includes(text(point, 'system') ?? ''));
  for (const dropped of [...phones.slice(5), ...more, ...rest]) notMapped(dropped, notes);
  for (const [index, phone] of phones.slice(0, 5).entries()) notes.place(`${at}/telephone/${index}`, get(phone, 'value'));
  if (email) notes.place(`${at}/email`, get(email, 'value'));
  return {
    telephone: phones.length > 0 ? phones.slice(0, 5).map((phone) => text(phone, 'value')) : undefined,
    email: email && text(email, 'value'),
  } as Pick<Identity, 'telephone' | 'email'>;
}

/** Where the person lives now: a home that has not ended. A postal or old address is not where they live. */
function addressOf(addresses: readonly Node<Address>[], at: string, notes: Notes): Identity['address'] {
  const now = addresses.filter((address) => !['old', 'billing', 'work'].includes(text(address, 'use') ?? '') && !hasEnded(address));
  const places = now.filter((address) => text(address, 'type') !== 'postal');
  const order = ['temp', 'home'];
  const [address] = [...places].sort((a, b) => order.indexOf(text(b, 'use') ?? '') - order.indexOf(text(a, 'use') ?? ''));
  for (const other of addresses) if (other !== address && text(other, 'use') !== 'old') notMapped(other, notes);
  if (!address) return undefined;
  notes.place(`${at}/address`, address);
  notes.place(`${at}/address/postcode`, get(address, 'postalCode'));
  const lines = all(address, 'line').flatMap(({ value }) => (typeof value === 'string' && value.trim() !== '' ? [value] : []));
  if (lines.length > 3) notMapped(get(address, 'line'), notes);
  const [line1, line2, line3] = lines;
  const found = {
    line1,
    line2,
    line3,
    town: text(address, 'city'),
    county: text(address, 'district'),
    postcode: text(address, 'postalCode'),
  };
  // An address in one piece of text cannot be parted without guessing.
  if (line1 === undefined && text(address, 'text') !== undefined) notMapped(get(address, 'text'), notes);
  return Object.values(found).some((value) => value !== undefined) ? found : undefined;
}

function birthDateOf(person: Node<Patient>, at: string, notes: Notes): string | undefined {
  const node = get(person, 'birthDate');
  notes.place(`${at}/dateOfBirth`, node);
  if (node.value === undefined) return undefined;
  const day = typeof node.value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(node.value) ? dayOf(node.value) : undefined;
  if (day === undefined) {
    notes.warn(node, 'date-not-whole', 'Only a whole, real date of birth (YYYY-MM-DD) can be used, so this one was dropped.');
  }
  return day;
}

function nhsNumberOf(identifiers: readonly Node<Identifier>[], at: string, notes: Notes): string | undefined {
  const own = identifiers.filter((each) => text(each, 'use') !== 'old');
  const digitsOf = (each: Node<Identifier>) => text(each, 'value')?.replace(/[\s-]/g, '');
  const [first, ...more] = own.filter((each) => text(each, 'system') === nhsNumberSystem && text(each, 'value') !== undefined);
  if (first) notes.place(`${at}/nhsNumber`, get(first, 'value'));
  if (first && more.some((each) => digitsOf(each) !== digitsOf(first))) {
    notes.warn(first, 'identifier-uncertain', 'Two NHS numbers are given for one person, so neither was relied on.');
    return undefined;
  }
  // A number that is not text may have lost what it began with.
  for (const each of own)
    if (text(each, 'system') !== nhsNumberSystem || (text(each, 'value') === undefined && get(each, 'value').value !== undefined))
      notMapped(each, notes);
  if (!first) return undefined;
  const number = text(first, 'value');
  if (isTraced(first) && number !== undefined && number.length <= 20) return number;
  notes.warn(first, 'identifier-uncertain', 'The NHS number is not one, or is marked as not verified, so it was not relied on.');
  return undefined;
}

/** UK Core, and Care Connect before it, mark how far an NHS number was verified: only one that was is relied on, and one that has no mark. */
const isTraced = (identifier: Node<Identifier>): boolean =>
  all(identifier, 'extension')
    .filter((each) => text(each, 'url')?.includes('NHSNumberVerificationStatus'))
    .every((each) => hasCode(get(each, 'valueCodeableConcept'), '01', 'number-present-and-verified'));

/** UK Core says that an interpreter is needed in an extension of the patient. */
const interpreterUrl = /\/StructureDefinition\/(patient-interpreterRequired|Extension-UKCore-NHSCommunication)$/;

function languageOf(person: Node<Patient>, at: string, notes: Notes): Pick<Identity, 'language' | 'interpreterNeeded'> {
  const spoken = all(person, 'communication');
  const preferred = spoken.find((each) => get(each, 'preferred').value === true) ?? spoken[0];
  const concept = preferred && get(preferred, 'language');
  if (concept) notes.place(`${at}/language`, concept);
  const needed = all(person, 'extension').some((each) => interpreterUrl.test(text(each, 'url') ?? '') && saysInterpreter(each));
  return {
    language: concept && (wordsOf(concept) ?? codingsOf(concept)[0]?.code),
    interpreterNeeded: needed ? true : undefined,
  };
}

const saysInterpreter = (extension: Node<NonNullable<Patient['extension']>[number]>): boolean =>
  get(extension, 'valueBoolean').value === true ||
  all(extension, 'extension').some((each) => text(each, 'url') === 'interpreterRequired' && get(each, 'valueBoolean').value === true);

/** Whether a relationship says that they live with the patient: nothing else says so for certain. */
export const livesWith = (related: Node<RelatedPerson>, patient: Identity, own: Identity): boolean =>
  all(related, 'relationship').some((each) => hasCode(each, 'ROOM', 'household-member')) ||
  (own.address?.postcode !== undefined &&
    own.address.line1 !== undefined &&
    same(own.address.postcode, patient.address?.postcode) &&
    same(own.address.line1, patient.address?.line1));

const same = (a: string, b: string | undefined) => b !== undefined && squeezed(a) === squeezed(b);
const squeezed = (value: string) => value.toLowerCase().replace(/[^a-z0-9]/g, '');
