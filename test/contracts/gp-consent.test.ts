import { describe, expect, test } from 'vitest';
import { changed, type Loose, messageOf, read, resourceIn } from '../support/fhir.ts';

const consentOf = (bundle: Loose) => resourceIn(bundle, 'Consent');
const said = (change: (consent: Loose, bundle: Loose) => void) => {
  const { message, warnings } = messageOf(changed((bundle) => change(consentOf(bundle), bundle)));
  return { consent: message.patient.consent, warnings };
};
const coding = (system: string, code: string) => ({ coding: [{ system: `urn:referral-hub:${system}`, code }] });
const permit = (...categories: string[]) => ({
  type: 'permit',
  actor: [{ role: { coding: [{ code: 'PRCP' }] }, reference: { display: 'First Contact' } }],
  purpose: [{ system: 'urn:referral-hub:purpose', code: 'support' }],
  code: categories.map((each) => coding('category', each)),
});
const policy = (code: string) => ({ coding: [{ code }] });

describe('what is certain is taken', () => {
  test('recipients, purposes, kinds of information, from when and until when, by whom and how', () => {
    const { consent, warnings } = said(() => undefined);
    expect(warnings).toEqual([]);
    expect(consent).toMatchObject({
      answer: 'given',
      recipients: ['first-contact'],
      purposes: ['support'],
      categories: ['contact', 'need', 'health', 'hopes', 'consent', 'referrer'],
      givenOn: '2026-11-18',
      until: '2028-11-17',
      givenBy: 'self',
      method: 'in-person',
      seenAlone: true,
      engagement: 'agreed',
    });
  });
  test('a policy of opting out with a permit inside it', () => {
    const { consent } = said((each) =>
      Object.assign(each, { policyRule: policy('OPTOUT'), provision: { provision: [permit('contact'), permit('need')] } }),
    );
    expect(consent).toMatchObject({ answer: 'given', recipients: ['first-contact'], categories: ['contact', 'need'] });
  });
  test('a denial inside a permit is an exception', () => {
    const { consent } = said((each) =>
      Object.assign(each.provision, { provision: [{ type: 'deny', code: [coding('category', 'health')] }] }),
    );
    expect(consent?.exceptions).toEqual([{ answer: 'deny', categories: ['health'] }]);
  });
  test('a recipient by what is referred to', () => {
    const { consent } = said((each, bundle) => {
      bundle.entry.push({
        fullUrl: 'urn:uuid:team',
        resource: { resourceType: 'Organization', identifier: [{ system: 'urn:referral-hub:recipient', value: 'first-contact' }] },
      });
      each.provision.actor[0].reference = { reference: 'urn:uuid:team' };
    });
    expect(consent?.recipients).toEqual(['first-contact']);
  });
  test('an end within a day leaves the day before as the last', () => {
    expect(said((each) => Object.assign(each.provision.period, { end: '2027-05-10T17:00:00+01:00' })).consent?.until).toBe('2027-05-09');
    expect(said((each) => Object.assign(each.provision.period, { end: '2027-05-10T23:59:59+01:00' })).consent?.until).toBe('2027-05-10');
  });
});

test('a word the hub does not have is told where it stands', () => {
  const reading = read(
    changed((bundle) => {
      const parts = consentOf(bundle).extension[0].extension;
      parts.splice(0, parts.length, { url: 'seenAlone', valueBoolean: true }, { url: 'method', valueCode: 'by post' });
    }),
  );
  const place = reading.ok && reading.read.placeOf('/patient/consent/method');
  expect(place).toMatch(/^\/entry\/\d+\/resource\/extension\/0\/extension\/1$/);
});

describe('a no is a no', () => {
  test.each<[string, (consent: Loose) => void]>([
    ['type deny', (each) => Object.assign(each.provision, { type: 'deny' })],
    ['a policy of opting out', (each) => Object.assign(each, { policyRule: policy('OPTOUT'), provision: undefined })],
    ['type Deny', (each) => Object.assign(each.provision, { type: 'Deny', actor: undefined, purpose: undefined, code: undefined })],
    ['rejected', (each) => Object.assign(each, { status: 'rejected' })],
    [
      'denied to someone the hub does not know',
      (each) =>
        Object.assign(each.provision, {
          type: 'deny',
          actor: [{ role: { coding: [{ code: 'PRCP' }] }, reference: { display: 'My old surgery' } }],
        }),
    ],
  ])('%s', (_, change) => {
    expect(said(change).consent?.answer).toBe('refused');
  });
  test('beside a yes, whichever comes first', () => {
    for (const place of [3, 99]) {
      const { consent } = said((each, bundle) =>
        bundle.entry.splice(place, 0, {
          fullUrl: 'urn:uuid:no',
          resource: { ...each, policyRule: policy('OPTOUT'), provision: undefined },
        }),
      );
      expect(consent?.answer).toBe('refused');
    }
  });
  test('of which something is not understood withholds more', () => {
    const { consent, warnings } = said((each) =>
      Object.assign(each.provision, { provision: [{ type: 'deny', code: [{ text: 'my drinking' }] }] }),
    );
    expect([consent?.exceptions, warnings]).toEqual([[{ answer: 'deny' }], ['consent-widened']]);
  });
  test('in a consent that is not relied on still withholds', () => {
    const { consent } = said((each, bundle) => {
      const implied = {
        ...each,
        policyRule: policy('IMPLIED'),
        provision: { type: 'permit', provision: [{ type: 'deny', code: [coding('category', 'health')] }] },
      };
      bundle.entry.push({ fullUrl: 'urn:uuid:implied', resource: implied });
    });
    expect(consent).toMatchObject({ answer: 'given', exceptions: [{ answer: 'deny', categories: ['health'] }] });
  });
});

describe('what is not certain is as if it had not been asked', () => {
  test.each<[string, (consent: Loose, bundle: Loose) => void, string]>([
    ['implied', (each) => Object.assign(each, { policyRule: policy('IMPLIED') }), 'consent-implied'],
    ['implied, in words', (each) => Object.assign(each, { policyRule: { text: 'Implied consent for direct care' } }), 'consent-implied'],
    ['in somebody’s best interests', (each) => Object.assign(each, { policyRule: { text: 'Best interests' } }), 'consent-implied'],
    ['a draft', (each) => Object.assign(each, { status: 'draft' }), 'consent-not-active'],
    ['inactive', (each) => Object.assign(each, { status: 'inactive' }), 'consent-not-active'],
    ['to treatment', (each) => Object.assign(each, { scope: { coding: [{ code: 'treatment' }] } }), 'consent-not-about-sharing'],
    ['of no scope', (each) => Object.assign(each, { scope: undefined }), 'consent-not-about-sharing'],
    [
      'given by a practitioner',
      (each) => Object.assign(each, { performer: [{ reference: 'urn:uuid:0b5c7d1e-4f2a-4c3b-9d10-000000000003' }] }),
      'consent-by-another',
    ],
    [
      'given by a grandson',
      (each) => Object.assign(each, { performer: [{ reference: 'urn:uuid:0b5c7d1e-4f2a-4c3b-9d10-000000000009' }] }),
      'consent-by-another',
    ],
    ['not verified', (each) => Object.assign(each, { verification: [{ verified: false }] }), 'consent-by-another'],
    ['of a type that is nearly permit', (each) => Object.assign(each.provision, { type: 'Permit' }), 'consent-type-not-known'],
    ['to begin later', (each) => Object.assign(each.provision.period, { start: '2027-01-01' }), 'consent-time-uncertain'],
    ['to end in some month', (each) => Object.assign(each.provision.period, { end: '2027-01' }), 'consent-time-uncertain'],
    [
      'to end before it was given',
      (each) => Object.assign(each.provision.period, { start: '2025-01-01', end: '2026-01-01' }),
      'consent-time-uncertain',
    ],
    ['given on no certain day', (each) => Object.assign(each, { dateTime: '2026-11' }), 'consent-time-uncertain'],
    ['to certain records', (each) => Object.assign(each.provision, { data: [{ meaning: 'instance' }] }), 'consent-not-read'],
    [
      'of records that someone wrote',
      (each) => Object.assign(each.provision.actor[0], { role: { coding: [{ code: 'AUT' }] } }),
      'consent-not-read',
    ],
    [
      'to something else being done',
      (each) => Object.assign(each.provision, { action: [{ coding: [{ code: 'correct' }] }] }),
      'consent-not-read',
    ],
    ['of a type that is none', (each) => Object.assign(each.provision, { type: undefined }), 'consent-not-read'],
    ['with a modified meaning', (each) => Object.assign(each, { modifierExtension: [{ url: 'urn:x' }] }), 'consent-not-read'],
  ])('%s', (_, change, code) => {
    const { consent, warnings } = said(change);
    expect(consent).toEqual({ answer: 'not-asked' });
    expect(warnings).toContain(code);
  });
  test('about someone else, it is nothing', () => {
    const { consent, warnings } = said((each) => Object.assign(each, { patient: { reference: 'Patient/none' } }));
    expect([consent, warnings]).toEqual([undefined, ['consent-about-nobody']]);
  });
});

describe('what is not named is not permitted', () => {
  test.each([
    ['actor', 'recipients'],
    ['purpose', 'purposes'],
    ['code', 'categories'],
  ] as const)('%s', (element, named) => {
    const { consent, warnings } = said((each) => Object.assign(each.provision, { [element]: undefined }));
    expect([consent?.answer, consent?.[named], warnings]).toEqual(['given', [], ['consent-names-nothing']]);
  });
  test('two permits that differ in more than one thing are not made into one that is wider', () => {
    const other = {
      ...permit('health'),
      actor: [
        { role: { coding: [{ code: 'PRCP' }] }, reference: { identifier: { system: 'urn:referral-hub:recipient', value: 'ward-team' } } },
      ],
    };
    const { consent } = said((each) => Object.assign(each, { provision: { type: 'permit', provision: [permit('contact'), other] } }));
    expect(consent).toMatchObject({ recipients: ['first-contact'], categories: ['contact'] });
  });
  test('a permit does not reach beyond the one it is in', () => {
    const { consent } = said((each) =>
      Object.assign(each.provision, {
        code: undefined,
        actor: [{ role: { coding: [{ code: 'PRCP' }] }, reference: { display: 'Adult Safeguarding' } }],
        provision: [permit('health')],
      }),
    );
    expect(consent).toMatchObject({ recipients: ['adult-safeguarding'], categories: [] });
  });
});

test('a doubt whether an answer was free is kept, however it is said', () => {
  const { consent } = said((each) => each.extension[0].extension.push({ url: 'pressureSuspected', valueString: 'perhaps' }));
  expect(consent?.pressureSuspected).toBe(true);
});
