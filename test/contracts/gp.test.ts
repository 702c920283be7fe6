import { describe, expect, test } from 'vitest';
import type { GpMessageInput } from '../../contracts/sources/gp/message.ts';
import { mapped } from '../support/decided.ts';
import { example } from '../support/examples.ts';
import { changed, faultsOf, fhirExample, type Loose, messageOf, read, resourceIn } from '../support/fhir.ts';

const patientOf = (bundle: Loose) => resourceIn(bundle, 'Patient');
const requestOf = (bundle: Loose) => resourceIn(bundle, 'ServiceRequest');
const add = (bundle: Loose, resource: Loose) => bundle.entry.push({ fullUrl: `urn:uuid:${bundle.entry.length}`, resource });
const subject = { reference: 'urn:uuid:0b5c7d1e-4f2a-4c3b-9d10-000000000002' };
const snomed = (code: string, display?: string) => ({ coding: [{ system: 'http://snomed.info/sct', code, display }] });
const patientAfter = (change: (bundle: Loose) => void) => messageOf(changed(change)).message.patient;

test('the same story by FHIR and by the surgery’s form is the same referral', () => {
  const { message, warnings } = messageOf(fhirExample('complete'));
  expect(warnings).toEqual([]);
  expect(mapped('gp', message)).toEqual(mapped('gp', example('gp', 'complete')));
});

test('in a transaction, with absolute URLs for references, it is the same but for its reference', () => {
  const { patient, relatives } = messageOf(fhirExample('transaction')).message;
  const complete = messageOf(fhirExample('complete')).message;
  expect({ patient, relatives }).toEqual({ patient: complete.patient, relatives: complete.relatives });
});

test.each([
  ['patient', 'p1'],
  ['relative-1', 'p2'],
  [undefined, undefined],
])('a concern about %s is about %s', (about, key) => {
  const concern = { about, atRisk: 'adult', reasonableCause: true, grounds: 'Bruises on his arms' };
  expect(mapped('gp', { ...example('gp', 'complete'), safeguarding: concern }).referral.safeguarding?.about).toBe(key);
});

describe('what refers to what', () => {
  const relink = (bundle: Loose, reference: object) => {
    requestOf(bundle).subject = reference;
  };
  test.each([
    ['urn:uuid', {}],
    ['a relative URL', { reference: 'Patient/0b5c7d1e-4f2a-4c3b-9d10-000000000002' }],
    ['an absolute URL with a version', { reference: 'https://x.example/fhir/Patient/0b5c7d1e-4f2a-4c3b-9d10-000000000002/_history/3' }],
    ['an id alone', { reference: '0b5c7d1e-4f2a-4c3b-9d10-000000000002' }],
    ['an identifier', { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9991172041' } }],
    ['an identifier with spaces', { identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: ' 999 117 2041' } }],
    ['urn:uuid in capital letters', { reference: 'urn:uuid:0B5C7D1E-4F2A-4C3B-9D10-000000000002' }],
    ['URN:UUID', { reference: 'URN:UUID:0B5C7D1E-4F2A-4C3B-9D10-000000000002' }],
    ['a type and an id in capital letters', { reference: 'Patient/0B5C7D1E-4F2A-4C3B-9D10-000000000002' }],
  ])('%s', (_, reference) => {
    const { familyName } = patientAfter((bundle) => relink(bundle, { ...(Object.keys(reference).length ? reference : subject) }));
    expect(familyName).toBe('Pell');
  });
  test('a full URL in capital letters, referred to in small ones', () => {
    const { familyName } = patientAfter((bundle) => {
      for (const entry of bundle.entry) entry.fullUrl = entry.fullUrl.toUpperCase();
      for (const { resource } of bundle.entry) delete resource.id;
    });
    expect(familyName).toBe('Pell');
  });
  test('a request on its own, with its patient contained', () => {
    const bare = requestOf(fhirExample('collection'));
    expect(messageOf(bare).message.patient).toMatchObject({ familyName: 'Pell', consent: undefined });
  });
  test('what refers to itself, or round and round, leads nowhere and ends', () => {
    const body = changed((bundle) => {
      requestOf(bundle).subject = { reference: '#' };
      requestOf(bundle).basedOn = [{ reference: bundle.entry[1].fullUrl }];
    });
    expect(faultsOf(body)).toEqual(['/entry/1/resource/subject patient-not-found']);
  });
  test('a name that two resources answer to leads to neither', () => {
    const body = changed((bundle) => {
      requestOf(bundle).subject = { reference: 'Patient/0b5c7d1e-4f2a-4c3b-9d10-000000000002' };
      add(bundle, { ...patientOf(bundle), name: [{ family: 'Other' }] });
    });
    expect(faultsOf(body)).toEqual(['/entry/1/resource/subject patient-not-found']);
  });
});

describe('what is not a referral is refused by name', () => {
  const cases: readonly [string, (bundle: Loose) => void, string][] = [
    [
      'a booking',
      (b) => Object.assign(b.entry[0].resource.eventCoding, { code: 'booking-request' }),
      '/entry/0/resource/eventCoding/code event-not-taken',
    ],
    [
      'an update',
      (b) => Object.assign(b.entry[0].resource.reason.coding[0], { code: 'update' }),
      '/entry/0/resource/reason update-not-taken',
    ],
    ['not to be done', (b) => Object.assign(requestOf(b), { doNotPerform: true }), '/entry/1/resource/doNotPerform do-not-perform'],
    ['revoked', (b) => Object.assign(requestOf(b), { status: 'revoked' }), '/entry/1/resource/status status-not-active'],
    ['entered in error', (b) => Object.assign(requestOf(b), { status: 'entered-in-error' }), '/entry/1/resource/status status-not-active'],
    [
      'cancelled, as older FHIR said',
      (b) => Object.assign(requestOf(b), { status: 'cancelled' }),
      '/entry/1/resource/status status-not-active',
    ],
    ['not known to be asked', (b) => Object.assign(requestOf(b), { status: 'unknown' }), '/entry/1/resource/status status-not-active'],
    ['a suggestion', (b) => Object.assign(requestOf(b), { intent: 'proposal' }), '/entry/1/resource/intent intent-not-request'],
    ['a group', (b) => Object.assign(requestOf(b), { subject: { reference: 'Group/g' } }), '/entry/1/resource/subject subject-not-patient'],
    [
      'nobody who is here',
      (b) => Object.assign(requestOf(b), { subject: { reference: 'Patient/none' } }),
      '/entry/1/resource/subject patient-not-found',
    ],
    [
      'a modified meaning',
      (b) => Object.assign(requestOf(b), { modifierExtension: [{ url: 'urn:x' }] }),
      '/entry/1/resource/modifierExtension modifier-not-known',
    ],
    ['a search result', (b) => Object.assign(b, { type: 'searchset' }), '/type not-taken'],
    ['a batch', (b) => Object.assign(b, { type: 'batch' }), '/type not-taken'],
    ['another urgency', (b) => Object.assign(requestOf(b), { priority: 'whenever' }), '/entry/1/resource/priority invalid-value'],
    [
      'a focus that is not here',
      (b) => Object.assign(b.entry[0].resource, { focus: [{ reference: 'ServiceRequest/none' }] }),
      '/entry/0/resource/focus/0 not-found',
    ],
  ];
  test.each(cases)('%s', (_, change, fault) => {
    expect(faultsOf(changed(change))).toEqual([fault]);
  });
  test.each([[null], [[]], ['text'], [7], [{}], [{ resourceType: 'Patient' }], [{ resourceType: 'Bundle' }]])('%j', (body) => {
    expect(faultsOf(body)).not.toEqual([]);
  });
});

test.each(['Patient', 'ServiceRequest', 'Consent', 'MessageHeader', 'RelatedPerson'])(
  'a %s spelt in small letters is told as that, and nothing else is wrong',
  (type) => {
    const at = fhirExample('complete').entry.findIndex((entry: Loose) => entry.resource.resourceType === type);
    const reading = read(changed((bundle) => Object.assign(bundle.entry[at].resource, { resourceType: type.toLowerCase() })));
    const fault = {
      pointer: `/entry/${at}/resource/resourceType`,
      code: 'invalid-value',
      detail: expect.stringContaining(`spelt ${type}`),
    };
    expect(reading).toEqual({ ok: false, faults: [fault] });
  },
);
test('so is a bundle', () => {
  expect(faultsOf(changed((bundle) => Object.assign(bundle, { resourceType: 'bundle' })))).toEqual(['/resourceType invalid-value']);
});

describe('several requests', () => {
  test('the one in focus is taken, and the others are told of', () => {
    const body = changed((bundle) =>
      bundle.entry.splice(1, 0, { fullUrl: 'urn:uuid:first', resource: { ...requestOf(bundle), note: [], id: 'first' } }),
    );
    const { message, warnings } = messageOf(body);
    expect(message.patient.reason).toContain('Jean');
    expect(warnings).toEqual(['not-used']);
  });
});

describe('who the patient is', () => {
  test.each([['2026'], ['1948-04'], ['1948-02-31'], [19480412]])(
    'a date of birth %j that is not a whole day is dropped, with a warning',
    (birthDate) => {
      const { message, warnings } = messageOf(changed((bundle) => Object.assign(patientOf(bundle), { birthDate })));
      expect([message.patient.dateOfBirth, warnings]).toEqual([undefined, ['date-not-whole']]);
    },
  );
  test('a number not verified, or one of two, is not relied on', () => {
    const unverified = messageOf(
      changed((b) => {
        patientOf(b).identifier[0].extension[0].valueCodeableConcept.coding[0].code = 'number-not-present-but-trace-required';
      }),
    );
    const two = messageOf(
      changed((b) => patientOf(b).identifier.push({ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990456704' })),
    );
    for (const { message, warnings } of [unverified, two])
      expect([message.patient.nhsNumber, warnings]).toEqual([undefined, ['identifier-uncertain']]);
  });
  test('a number that Care Connect marks as not traced is not relied on either', () => {
    const { message, warnings } = messageOf(
      changed((b) => {
        const [mark] = patientOf(b).identifier[0].extension;
        mark.url = 'https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-NHSNumberVerificationStatus-1';
        mark.valueCodeableConcept.coding[0].code = '02';
      }),
    );
    expect([message.patient.nhsNumber, warnings]).toEqual([undefined, ['identifier-uncertain']]);
  });
  test('the same number twice is one, however it is spaced', () => {
    const again = { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '999 117 2041' };
    expect(patientAfter((b) => patientOf(b).identifier.push(again)).nhsNumber).toBe('9991172041');
  });
  test.each<[string, (patient: Loose) => void, keyof GpMessageInput['patient'], unknown]>([
    ['an NHS number that is not text', (each) => Object.assign(each.identifier[0], { value: 9991172041 }), 'nhsNumber', undefined],
    [
      'a telephone number that is not text',
      (each) => Object.assign(each, { telecom: [{ system: 'phone', value: 1632960482 }] }),
      'telephone',
      undefined,
    ],
    [
      'a telephone number that has an end',
      (each) => Object.assign(each, { telecom: [{ system: 'phone', value: '01632 960482', period: { end: '2024-01-31' } }] }),
      'telephone',
      undefined,
    ],
    [
      'an address in one piece, beside its postcode',
      (each) => Object.assign(each, { address: [{ text: '9 Orchard Close', postalCode: 'ZZ4 1AB' }] }),
      'address',
      { postcode: 'ZZ4 1AB' },
    ],
    ['an address that has an end', (each) => Object.assign(each.address[1], { period: { end: '2024-01-31' } }), 'address', undefined],
  ])('%s is not used, and that is told', (_, change, name, left) => {
    const { message, warnings } = messageOf(changed((b) => change(patientOf(b))));
    expect(warnings).toEqual(['not-mapped']);
    expect(message.patient[name]).toEqual(left);
  });
  test('a name that has an end is theirs where they have no other', () => {
    const patient = patientAfter((b) => Object.assign(patientOf(b), { name: [{ family: 'Pell', period: { end: '2030-12-31' } }] }));
    expect(patient.familyName).toBe('Pell');
  });
  describe('how to reach them, where it cannot be used, costs nothing else', () => {
    const reach = (person: Loose, telecom: object[]) => Object.assign(person, { telecom });
    const phone = (value: string) => ({ system: 'phone', value });
    const mail = (value: string) => ({ system: 'email', value });
    const practitioner = (bundle: Loose) => resourceIn(bundle, 'Practitioner');
    test.each<[string, (bundle: Loose) => unknown, object, string[]]>([
      [
        'an email that is none',
        (b) => reach(patientOf(b), [mail('SECRET')]),
        { patient: { email: undefined } },
        ['/entry/2/resource/telecom/0/value'],
      ],
      [
        'an email that is none, before one that is',
        (b) => reach(patientOf(b), [mail('SECRET'), mail('arthur@post.example')]),
        { patient: { email: 'arthur@post.example' } },
        ['/entry/2/resource/telecom/0/value'],
      ],
      [
        'words after a number',
        (b) => reach(patientOf(b), [phone('07700 900123 (wife, SECRET)')]),
        { patient: { telephone: ['07700 900123 (wife, SECRET)'] } },
        [],
      ],
      [
        'many words after a number',
        (b) => reach(patientOf(b), [phone('07700 900123 (daughter, after SECRET)')]),
        { patient: { telephone: ['07700 900123'] } },
        ['/entry/2/resource/telecom/0/value'],
      ],
      [
        'a number with a caution too long to keep',
        (b) => reach(patientOf(b), [phone('07700 900123 do not ring SECRET SECRET'), phone('01632 960001')]),
        { patient: { telephone: ['01632 960001'] } },
        ['/entry/2/resource/telecom/0/value'],
      ],
      [
        'many words',
        (b) => reach(patientOf(b), [phone('SECRET: please ask at reception')]),
        { patient: { telephone: undefined } },
        ['/entry/2/resource/telecom/0/value'],
      ],
      [
        'a postcode of elsewhere',
        (b) => Object.assign(patientOf(b).address[1], { postalCode: 'SECRET' }),
        { patient: { address: { line1: '9 Orchard Close', postcode: undefined } } },
        ['/entry/2/resource/address/1/postalCode'],
      ],
      [
        'a practitioner’s email that is none',
        (b) => reach(practitioner(b), [mail('SECRET'), phone('01632 960180')]),
        { referrer: { name: 'Dr Ama Osei', email: undefined, telephone: '01632 960180' } },
        ['/entry/3/resource/telecom/0/value'],
      ],
      [
        'words after a practitioner’s number',
        (b) => reach(practitioner(b), [phone('01632 960180 (weekdays, SECRET SECRET)')]),
        { referrer: { telephone: '01632 960180' } },
        ['/entry/3/resource/telecom/0/value'],
      ],
      [
        'a relative’s email that is none',
        (b) => reach(resourceIn(b, 'RelatedPerson'), [mail('SECRET')]),
        { relatives: [{ familyName: 'Pell', email: undefined }] },
        [
          `/entry/${fhirExample('complete').entry.findIndex((entry: Loose) => entry.resource.resourceType === 'RelatedPerson')}/resource/telecom/0/value`,
        ],
      ],
    ])('%s', (_, change, left, places) => {
      const reading = read(changed(change));
      if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
      expect(reading.read.message).toMatchObject(left);
      expect(reading.read.warnings.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(places.map((place) => `${place} not-usable`));
      expect(JSON.stringify(reading.read.warnings)).not.toMatch(/SECRET|900123|960180/);
      expect(mapped('gp', reading.read.message).referral.people.length).toBeGreaterThan(0);
    });
  });

  describe('what has an end is over when the referral is later than that, and not before', () => {
    const ending = (bundle: Loose, end: string) => {
      const { name, telecom, address, identifier } = patientOf(bundle);
      for (const part of [...name, ...telecom, address[1], ...identifier]) part.period = { end };
    };
    const isKept = ({ telephone, address, nhsNumber }: GpMessageInput['patient']) =>
      [telephone, address, nhsNumber].map((part) => part !== undefined);
    // The referral is of 18 November 2026.
    test.each([
      ['2030-12-31', true],
      ['2026-11-18', true],
      ['2026-11', true],
      ['2026', true],
      ['2026-11-19T00:00:00Z', true],
      ['2026-11-17', false],
      ['2026-10', false],
      ['2025', false],
      ['2026-11-17T12:00:00Z', false],
      ['soon', false],
    ])('an end of %s: still theirs, %s', (end, isTheirs) => {
      expect(isKept(patientAfter((bundle) => ending(bundle, end)))).toEqual([isTheirs, isTheirs, isTheirs]);
    });
    test('by when the message was sent, where the request has no day; and what is not known to be over is theirs', () => {
      const undated = (timestamp: string | undefined) => (bundle: Loose) => {
        ending(bundle, '2026-11-17');
        delete requestOf(bundle).authoredOn;
        bundle.timestamp = timestamp;
      };
      expect(isKept(patientAfter(undated('2026-11-18T09:42:10+00:00')))).toEqual([false, false, false]);
      expect(isKept(patientAfter(undated('2026-11-17T09:42:10+00:00')))).toEqual([true, true, true]);
      expect(isKept(patientAfter(undated(undefined)))).toEqual([true, true, true]);
    });
    test('a name that is over is not theirs, though it is the official one', () => {
      const name = [
        { use: 'official', family: 'Before', period: { end: '2020-01-01' } },
        { use: 'usual', family: 'Pell', period: { end: '2030-01-01' } },
      ];
      expect(patientAfter((bundle) => Object.assign(patientOf(bundle), { name })).familyName).toBe('Pell');
    });
  });

  test.each(['\u200b', '\u200d\u2060\ufeff', '\u00ad \u3164', '\u2800'])('what nobody can see (%j) is not a name', (unseen) => {
    const { message } = messageOf(
      changed((b) => {
        patientOf(b).name = [
          { use: 'official', family: unseen },
          { use: 'usual', family: `${unseen}Pell${unseen}`, given: [unseen] },
        ];
      }),
    );
    expect([message.patient.familyName, message.patient.givenName]).toEqual(['Pell', undefined]);
  });

  describe('a contact', () => {
    const withContact = (name: object) => messageOf(changed((b) => Object.assign(patientOf(b), { contact: [{ name }] })));
    test.each<[string, object, object]>([
      ['of whom only a whole name is told has that', { text: 'Sue Hart' }, { familyName: 'Sue Hart', givenName: undefined }],
      [
        'whose parts are in it has it once',
        { text: 'Mrs Sue Hart', given: ['Sue'], prefix: ['Mrs'] },
        { familyName: 'Mrs Sue Hart', givenName: undefined },
      ],
      ['whose parts are not in it keeps them', { text: 'Hart', given: ['Sue'] }, { familyName: 'Hart', givenName: 'Sue' }],
      ['with a family name goes by that', { text: 'Sue Hart', family: 'Hart', given: ['Sue'] }, { familyName: 'Hart', givenName: 'Sue' }],
    ])('%s', (_, name, known) => {
      const { message, warnings } = withContact(name);
      expect([message.relatives?.[1], warnings]).toMatchObject([known, []]);
    });
    test.each<[string, object]>([
      ['of whom no name is told', { given: ['Sue'] }],
      ['whose whole name is too long to hold', { text: 'x'.repeat(81) }],
      ['who had a name once', { use: 'old', family: 'Hart' }],
    ])('%s is dropped, with a warning', (_, name) => {
      const { message, warnings } = withContact(name);
      expect([message.relatives?.length, warnings]).toEqual([1, ['not-named']]);
    });
  });

  test('the fault is told where it is', () => {
    const body = changed((b) => {
      for (const name of patientOf(b).name) name.family = undefined;
    });
    const reading = read(body);
    expect(reading.ok && reading.read.placeOf('/patient/familyName')).toBe('/entry/2/resource/name/1/family');
    expect(reading.ok && reading.read.placeOf('/referrer/email')).toBe('/entry/3/resource/telecom/1/value');
  });
  test('someone restricted, or very restricted, is protected, wherever it is said', () => {
    for (const at of [patientOf, requestOf, (bundle: Loose) => bundle])
      for (const code of ['V', 'r']) {
        const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code }];
        expect(patientAfter((bundle) => Object.assign(at(bundle), { meta: { security } })).protected).toBe(true);
      }
  });
  test('a relative of someone protected, at the same address, is protected with them', () => {
    const message = { ...example('gp', 'complete') };
    message.patient.protected = true;
    expect(mapped('gp', message).referral.people.map((person) => person.protected)).toEqual([true, true]);
  });
  test('another person’s facts never become the patient’s', () => {
    const { message, warnings } = messageOf(
      changed((bundle) => {
        add(bundle, { resourceType: 'Patient', id: 'wife', name: [{ family: 'Other' }] });
        add(bundle, { resourceType: 'Condition', subject: { reference: 'Patient/wife' }, code: { text: 'OTHERSILLNESS' } });
        add(bundle, { resourceType: 'Condition', code: { text: 'NOBODYSILLNESS' } });
        patientOf(bundle).contact = [{ name: { family: 'Hart' }, telecom: [{ system: 'phone', value: '01632 960001' }] }];
      }),
    );
    expect([...warnings].sort()).toEqual(['about-someone-else', 'about-someone-else', 'not-used']);
    expect(JSON.stringify(message)).not.toMatch(/OTHERSILLNESS|NOBODYSILLNESS/);
    expect(message.patient.telephone).not.toContain('01632 960001');
    expect(message.relatives?.map(({ role }) => role)).toEqual(['household-member', 'professional']);
  });
});

describe('what the patient needs', () => {
  const withCondition = (condition: object) => (bundle: Loose) => add(bundle, { resourceType: 'Condition', subject, ...condition });
  const withObservation = (observation: object) => (bundle: Loose) =>
    add(bundle, { resourceType: 'Observation', status: 'final', subject, code: snomed('129839007', 'At risk for falls'), ...observation });
  const needs = (change: (bundle: Loose) => void) => patientAfter(change).needs?.map(({ code }) => code);

  test('a code that is a need becomes one; other words are about health', () => {
    expect(needs(withCondition({ code: snomed('52448006', 'Dementia') }))).toContain('dementia');
    expect(patientAfter(withCondition({ code: snomed('38341003', 'High blood pressure') })).conditions).toContain('High blood pressure');
  });
  test.each([
    ['resolved', { clinicalStatus: { coding: [{ code: 'resolved' }] } }],
    ['ruled out', { verificationStatus: { coding: [{ code: 'refuted' }] } }],
  ])('a condition that was %s is not one', (_, status) => {
    expect(needs(withCondition({ code: snomed('52448006', 'Dementia'), ...status }))).not.toContain('dementia');
  });
  test.each([
    ['there', { valueBoolean: true }, true],
    ['said without a value', {}, true],
    ['not there', { valueBoolean: false }, false],
    ['not known', { dataAbsentReason: { text: 'unknown' } }, false],
    ['entered in error', { status: 'entered-in-error', valueBoolean: true }, false],
  ])('a finding that is %s', (_, value, isNeed) => {
    expect(needs(withObservation(value))?.includes('falls')).toBe(isNeed);
  });
  test('what the patient said matters is theirs; a clinician’s aim is free text', () => {
    const patient = patientAfter((bundle) => add(bundle, { resourceType: 'Goal', subject, description: { text: 'CLINICALAIM' } }));
    expect(patient.whatMatters).toEqual(['To sing again: he was a bass in the town choir']);
    expect(patient.reason).toContain('CLINICALAIM');
  });
  test('a reason that is long is free text, and a reference that is long is dropped', () => {
    const { message, warnings } = messageOf(
      changed((bundle) =>
        Object.assign(requestOf(bundle), { reasonCode: [{ text: 'x'.repeat(600) }], identifier: [{ value: 'y'.repeat(90) }] }),
      ),
    );
    expect([message.patient.reason?.includes('x'.repeat(600)), message.reference, warnings]).toEqual([true, undefined, ['too-long']]);
  });
  test('generated narrative is never read', () => {
    const body = changed((bundle) => {
      for (const { resource } of bundle.entry) resource.text = { status: 'generated', div: '<div>NARRATIVE</div>' };
    });
    expect(JSON.stringify(read(body))).not.toContain('NARRATIVE');
  });
});

describe('a warning to visitors', () => {
  const withFlag = (flag: object) => messageOf(changed((bundle) => Object.assign(resourceIn(bundle, 'Flag'), flag)));
  test('a code that is not known says to ring first, and why stays in words', () => {
    const { message } = withFlag({ code: { text: 'WHYNOT' } });
    expect(message.staffSafety).toMatchObject({ advice: ['ring-the-referrer-first'], detail: 'WHYNOT' });
  });
  test('one that is over is dropped', () => {
    expect(withFlag({ status: 'inactive' })).toMatchObject({ message: { staffSafety: undefined }, warnings: ['not-current'] });
  });
  test('a safeguarding flag is not a concern, and the sender is told what to do', () => {
    expect(
      withFlag({ code: { text: 'On a plan' }, category: [{ coding: [{ code: 'SG', display: 'Safeguarding Concern' }] }] }),
    ).toMatchObject({
      message: { staffSafety: undefined },
      warnings: ['safeguarding-not-taken'],
    });
  });
  test('nor is one that says so in words alone', () => {
    expect(withFlag({ code: { text: 'Subject to a child protection plan' } })).toMatchObject({
      message: { staffSafety: undefined },
      warnings: ['safeguarding-not-taken'],
    });
  });
  test('what a visitor should do stays, though the flag speaks of safeguarding too', () => {
    const code = { text: 'Safeguarding', coding: [{ system: 'urn:referral-hub:safety-advice', code: 'do-not-visit-alone' }] };
    expect(withFlag({ code })).toMatchObject({
      message: { staffSafety: { advice: ['do-not-visit-alone'] } },
      warnings: ['safeguarding-not-taken'],
    });
  });
});

test('a reason or a condition that speaks of safeguarding is kept as it is, and the sender told that it is no concern', () => {
  for (const says of [
    (b: Loose) => requestOf(b).reasonCode.push({ text: 'Safeguarding: bruises that nobody explains' }),
    (b: Loose) => add(b, { resourceType: 'Condition', subject, code: { text: 'Child at risk' } }),
  ])
    expect(messageOf(changed(says)).warnings).toEqual(['safeguarding-not-taken']);
});

test('what is dropped is told once each, never in the words that were sent, and at most a hundred times', () => {
  const reading = read(
    changed((bundle) => {
      for (let index = 0; index < 300; index += 1)
        add(bundle, { resourceType: 'MedicationStatement', id: `SECRET-${index}`, note: 'SECRET' });
      patientOf(bundle).generalPractitioner = [{ reference: 'Practitioner/SECRET' }];
      requestOf(bundle).occurrenceDateTime = 'SECRET';
    }),
  );
  if (!reading.ok) throw new Error('refused');
  expect(reading.read.warnings.length).toBe(100);
  expect(JSON.stringify(reading)).not.toContain('SECRET');
});
