import { forms, marker, whereOf } from './plant.ts';

const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';
const recipientSystem = 'urn:referral-hub:recipient';

/** Elements that are codes, days or addresses of specifications: without them a message is not read at all. */
const kept = new Set([
  'resourceType',
  'system',
  'code',
  'profile',
  'use',
  'status',
  'intent',
  'priority',
  'type',
  'method',
  'authoredOn',
  'dateTime',
  'start',
  'end',
  'lifecycleStatus',
]);
/** Parts of the hub’s own extension of Consent whose values are codes. */
const codedParts = new Set(['method', 'engagement']);

// biome-ignore lint/suspicious/noExplicitAny: FHIR of every shape, some of it wrong on purpose
type Loose = any;

/**
 * A FHIR message with a marker wherever FHIR lets a system put something: in ids and the references to them, addresses,
 * identifiers, displays, text, generated narrative, extensions, tags, and resources contained or of types nobody reads.
 */
export function plantedFhir(message: Loose): Loose {
  const named = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = named.get(id) ?? `${marker('references and identifiers')}-${marker('URLs')}`;
    named.set(id, name);
    return name;
  };
  // The same id is the same everywhere, so that what refers to it still does.
  const renamed = (text: string) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, nameOf).replace(/^#(.+)$/, (_, id) => `#${nameOf(id)}`);

  const plant = (value: Loose, name: string, of: Loose): Loose => {
    if (Array.isArray(value)) return value.map((each) => plant(each, name, of));
    if (value !== null && typeof value === 'object') return withMore(value, plantAll(value));
    if (typeof value !== 'string' || kept.has(name)) return value;
    if (name === 'id' && of.resourceType) return nameOf(value);
    if (['id', 'fullUrl', 'reference'].includes(name)) return renamed(value);
    if (name === 'url' || name === 'endpoint') return name === 'url' ? value : `https://${marker('URLs')}.example/fhir`;
    if (name === 'valueString' && codedParts.has(of.url)) return value;
    return inForm(value, name, of);
  };
  const plantAll = (of: Loose): Loose => Object.fromEntries(Object.entries(of).map(([name, each]) => [name, plant(each, name, of)]));
  return plant(message, '', {});
}

/** A value in the form that its element has. */
function inForm(value: string, name: string, of: Loose): string {
  if (name === 'postalCode') return forms['postcode']?.(value) ?? value;
  if (name === 'birthDate') return forms['dateOfBirth']?.(value) ?? value;
  if (name === 'onsetDateTime') return forms['since']?.(value) ?? value;
  if (name === 'value') {
    if (of.system === recipientSystem) return value;
    if (of.system === nhsNumberSystem) return (forms['nhsNumber']?.(value) ?? value).replaceAll(' ', '');
    if (of.system === 'phone' || of.system === 'sms') return forms['telephone']?.(value) ?? value;
    if (of.system === 'email') return forms['email']?.(value) ?? value;
  }
  return marker(whereOf(name));
}

const narrative = () => ({
  status: 'generated',
  div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="https://${marker('URLs')}.example">${marker()}</a></div>`,
});
const extension = () => ({ url: `https://${marker('URLs')}.example/said`, valueString: marker() });

/** What FHIR allows anywhere, and a hub should not read: narrative and tags on a resource, extensions on whatever has any. */
function withMore(before: Loose, planted: Loose): Loose {
  if (!before.resourceType) return before.telecom || before.identifier ? { ...planted, extension: [extension()] } : planted;
  if (before.resourceType === 'Bundle')
    return { ...planted, entry: [...planted.entry, { fullUrl: `urn:x:${marker('URLs')}`, resource: unread() }] };
  const more = {
    ...planted,
    text: narrative(),
    extension: [...(planted.extension ?? []), extension()],
    meta: { ...planted.meta, tag: [{ system: `https://${marker('URLs')}.example`, code: marker(), display: marker() }] },
    implicitDescription: marker(),
  };
  if (before.resourceType === 'ServiceRequest')
    return { ...more, contained: [...(planted.contained ?? []), unread()], patientInstruction: marker(), bodySite: [{ text: marker() }] };
  if (before.resourceType !== 'Patient') return more;
  return {
    ...more,
    _birthDate: { extension: [extension()] },
    photo: [{ url: `https://${marker('URLs')}.example/${marker('URLs')}.jpg`, title: marker() }],
    maritalStatus: { text: marker() },
    generalPractitioner: [{ reference: `Practitioner/${marker('references and identifiers')}`, display: marker() }],
    contact: [{ relationship: [{ text: marker() }], name: { family: marker('structured fields'), text: marker() }, telecom: [] }],
  };
}

/** A resource that the hub has no use for. */
const unread = () => ({
  resourceType: 'DocumentReference',
  id: marker('references and identifiers'),
  identifier: [{ system: `https://${marker('URLs')}.example`, value: marker('references and identifiers') }],
  subject: { reference: `Patient/${marker('references and identifiers')}`, display: marker() },
  description: marker(),
  text: narrative(),
  content: [{ attachment: { url: `https://${marker('URLs')}.example`, title: marker(), data: Buffer.from(marker()).toString('base64') } }],
});
