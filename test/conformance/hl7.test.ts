import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultsOf, fhirExample, type Loose, messageOf, resourceIn } from '../support/fhir.ts';
import { aWorld } from '../support/world.ts';

/** Where HL7’s FHIR R4 (4.0.1) examples are: `FHIR_R4_EXAMPLES`, or beside the project. Without them this fails. */
// biome-ignore lint/style/noProcessEnv: says where data is that is not in the project; no part of the hub reads it
const folder = resolve(process.env['FHIR_R4_EXAMPLES'] ?? '../shared/data/hl7-fhir-r4-examples');
const files = readdirSync(folder);
const namesOf = (type: string) =>
  files.filter((file) => file.startsWith(`${type}-`)).map((file) => file.slice(type.length + 1, -'.json'.length));
const hl7 = (type: string, name: string): Loose => JSON.parse(readFileSync(resolve(folder, `${type}-${name}.json`), 'utf8'));

const fictional = { name: [{ family: 'Vane', given: ['Nell'] }], address: [{ use: 'home', line: ['3 Weir Lane'], postalCode: 'ZZ4 1AB' }] };
/** The fictional patient that an example’s subject refers to; none where it refers to nobody. */
function patientFor({ subject }: Loose): Loose[] {
  const found = /^(.*\/)?Patient\/([^/]+)$/.exec(subject?.reference ?? '');
  return found
    ? [
        {
          fullUrl: `${found[1] ?? 'https://surgery.example/fhir/'}Patient/${found[2]}`,
          resource: { resourceType: 'Patient', id: found[2], ...fictional },
        },
      ]
    : [];
}
const requestEntry = (request: Loose) => ({ fullUrl: `https://surgery.example/fhir/ServiceRequest/${request.id}`, resource: request });
const withMethod = (entry: Loose) => ({ ...entry, request: { method: 'POST', url: entry.resource.resourceType } });

const envelopes: Readonly<Record<string, (request: Loose, more?: readonly Loose[]) => Loose>> = {
  message: (request, more = []) => ({
    resourceType: 'Bundle',
    type: 'message',
    entry: [
      {
        fullUrl: 'urn:uuid:1',
        resource: {
          resourceType: 'MessageHeader',
          id: `hl7-${request.id}`,
          eventCoding: { system: 'https://fhir.nhs.uk/CodeSystem/message-events-bars', code: 'servicerequest-request' },
          source: { endpoint: 'https://surgery.example' },
          focus: [{ reference: `ServiceRequest/${request.id}` }],
        },
      },
      requestEntry(request),
      ...patientFor(request),
      ...more,
    ],
  }),
  transaction: (request, more = []) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [requestEntry(request), ...patientFor(request), ...more].map(withMethod),
  }),
  collection: (request, more = []) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [requestEntry(request), ...patientFor(request), ...more],
  }),
};

/**
 * Why an example is refused, in the codes its sender reads. A completed request asks for nothing any more; a patient who is
 * only named in words is nobody who could be found. All the others are taken.
 */
const refusals: Readonly<Record<string, readonly string[]>> = {
  ambulation: ['status-not-active'],
  'appendectomy-narrative': ['patient-not-found', 'status-not-active'],
  'colon-biopsy': ['status-not-active'],
  colonoscopy: ['status-not-active'],
  'do-not-turn': ['do-not-perform'],
  education: ['patient-not-found', 'status-not-active'],
  example: ['status-not-active'],
  'example-implant': ['status-not-active'],
  ob: ['patient-not-found', 'status-not-active'],
  'physical-therapy': ['status-not-active'],
  physiotherapy: ['status-not-active'],
  vent: ['status-not-active'],
};

describe.each(Object.keys(envelopes))('HL7’s requests in a %s', (kind) => {
  const wrapped = (request: Loose, more: readonly Loose[] = []): Loose => envelopes[kind]?.(request, more);

  test.each(namesOf('ServiceRequest'))('%s is taken, or refused for its reason', (name) => {
    const faults = faultsOf(wrapped(hl7('ServiceRequest', name)));
    expect(faults.map((fault) => fault.split(' ')[1]).sort()).toEqual([...(refusals[name] ?? [])].sort());
  });

  test.each(namesOf('ServiceRequest'))('%s, were it active and its patient known, is taken by the hub', async (name) => {
    const hub = await aWorld();
    const request = { ...hl7('ServiceRequest', name), status: 'active', doNotPerform: undefined };
    if (!request.subject.reference) request.subject = { reference: 'Patient/example' };
    const { status, body } = await hub.post('/v1/referrals/gp', { as: 'gp', body: wrapped(request) });
    // Nobody is recorded as having been asked.
    expect([status, body.disposition, body.reasonCode]).toEqual([201, 'held', 'consent-missing']);
  });

  test('generated narrative is never read: a note is free text, and not the narrative that repeats it', () => {
    const { message } = messageOf(wrapped(hl7('ServiceRequest', 'lipid')));
    expect(message.patient.reason).toBe('patient is afraid of needles');
    expect(JSON.stringify(message)).not.toContain('Generated Narrative');
  });
});

/**
 * What each consent says, by its own narrative, and so the most that may be made of it for a council’s team: none names one.
 * `refused`: all is withheld, or all but what no referral is. `not-asked`: what is permitted or withheld is about something
 * else, a time, a person or a record that the hub cannot tell apart, or is not the person’s own word. `given` names nobody.
 */
const consents: Readonly<Record<string, 'refused' | 'not-asked' | 'given'>> = {
  // Wishes no data of the hospital to be used, but in an emergency.
  'consent-example-Emergency': 'refused',
  // Wishes no data of the hospital to be available for treatment.
  'consent-example-Out': 'refused',
  // Normal access for treatment; its period ended before it was written down.
  'consent-example-basic': 'not-asked',
  // One individual may read; all else is opted out of.
  'consent-example-grantor': 'refused',
  // What one hospital wrote is withheld from every provider.
  'consent-example-notAuthor': 'not-asked',
  // Withheld from one organisation, where a former spouse works.
  'consent-example-notOrg': 'refused',
  // Withheld from one nurse.
  'consent-example-notThem': 'not-asked',
  // One order and its results are withheld.
  'consent-example-notThis': 'not-asked',
  // What was recorded within a month is withheld.
  'consent-example-notTime': 'not-asked',
  // A patient’s own record: who may see which of its parts.
  'consent-example-pkb': 'refused',
  // To one practitioner, documents of one author, within a year that is over.
  'consent-example-signature': 'not-asked',
  // Half an hour of access to prescriptions, granted by someone else.
  'consent-example-smartonfhir': 'not-asked',
};

describe('HL7’s consents, attached to a request', () => {
  const attached = (name: string) => {
    const request = hl7('ServiceRequest', 'myringotomy');
    const consent = { ...hl7('Consent', name), patient: request.subject };
    // Whoever signed as the patient is the patient.
    if (consent.performer?.[0]?.reference?.startsWith('Patient/')) consent.performer = [request.subject];
    return envelopes['message']?.(request, [{ fullUrl: `https://surgery.example/fhir/Consent/${name}`, resource: consent }]);
  };

  test('each has an expectation, written after reading it', () => {
    expect(Object.keys(consents).sort()).toEqual(namesOf('Consent').sort());
  });

  test.each(Object.entries(consents))('%s is at most %s', async (name, most) => {
    const { consent } = messageOf(attached(name)).message.patient;
    expect(consent?.answer).toBe(most);
    expect([consent?.recipients ?? [], consent?.categories ?? []]).toEqual([[], []]);
    const hub = await aWorld();
    const { status, body } = await hub.post('/v1/referrals/gp', { as: 'gp', body: attached(name) });
    expect([status, body.disposition]).toEqual([201, most === 'refused' ? 'refused' : 'held']);
  });

  test.each(Object.keys(consents))('%s, were the one it names First Contact, permits First Contact nothing', async (name) => {
    const bundle = attached(name);
    const { provision } = bundle.entry.at(-1).resource;
    const team = { identifier: { system: 'urn:referral-hub:recipient', value: 'first-contact' } };
    for (const actor of provision.actor ?? []) Object.assign(actor, { reference: team, role: { coding: [{ code: 'PRCP' }] } });
    provision.purpose = [{ system: 'urn:referral-hub:purpose', code: 'support' }];
    provision.code = ['contact', 'need', 'consent'].map((code) => ({ coding: [{ system: 'urn:referral-hub:category', code }] }));
    const hub = await aWorld();
    const { status, body } = await hub.post('/v1/referrals/gp', { as: 'gp', body: bundle });
    expect(status).toBe(201);
    expect(body.disposition).not.toBe('routed');
  });

  test.each(Object.keys(consents))('%s takes nothing from what was refused elsewhere, nor adds to what was given', (name) => {
    const bundle = fhirExample('complete');
    const own = resourceIn(bundle, 'Consent');
    const before = messageOf(bundle).message.patient.consent;
    bundle.entry.push({ fullUrl: 'urn:uuid:hl7', resource: { ...hl7('Consent', name), patient: own.patient } });
    const after = messageOf(bundle).message.patient.consent;
    if (after?.answer === 'given') expect(before?.categories).toEqual(expect.arrayContaining([...(after.categories ?? [])]));
    own.policyRule = { coding: [{ code: 'OPTOUT' }] };
    own.provision = undefined;
    expect(messageOf(bundle).message.patient.consent?.answer).toBe('refused');
  });
});
