import fc from 'fast-check';
import { type Category, categoryIds } from '../../contracts/categories.ts';
import type { ConsentException } from '../../contracts/consent.ts';
import { hub, needBySnomed, snomed } from '../../contracts/sources/gp/fhir/codes.ts';
import type { GpMessageInput } from '../../contracts/sources/gp/message.ts';
import { Need, type Purpose } from '../../contracts/vocabulary.ts';

/**
 * What a surgery has to tell, apart from how it says it: each story is told as the surgery’s own form and as FHIR. It
 * holds only what both can say.
 */

interface Said {
  readonly answer: 'given' | 'refused';
  readonly recipients: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly categories: readonly Category[];
  readonly exceptions: readonly ConsentException[];
  readonly until: string | undefined;
  readonly engagement: 'agreed' | 'declined' | undefined;
  readonly feedback: boolean | undefined;
  readonly competenceAssessed: boolean | undefined;
  readonly pressureSuspected: boolean;
  /** Where someone else answers: the mother, who is the first of the relatives. */
  readonly byMother: boolean;
}

interface Someone {
  readonly given: string;
  readonly birthDate: string | undefined;
  readonly postcode: string | undefined;
  readonly telephones: readonly string[];
  readonly email: string | undefined;
  readonly isProtected: boolean;
  readonly said: Said | undefined;
}

/** One of those around the patient: at the patient’s home, or at one of their own. */
interface Relative extends Someone {
  readonly relationship: string;
  readonly isAtHome: boolean;
}

export interface SurgeryStory {
  readonly urgency: keyof typeof priorities;
  readonly requested: readonly string[];
  readonly patient: Someone & { readonly language: string | undefined; readonly nhsNumber: string | undefined };
  /** Needs as a reason of the request, as coded conditions with a day, and as observations: in that order. */
  readonly needs: { readonly asked: readonly Need[]; readonly conditions: readonly Need[]; readonly observed: readonly Need[] };
  readonly health: readonly string[];
  readonly hopes: readonly string[];
  readonly reason: string | undefined;
  readonly warning: 'animals' | 'do-not-visit-alone' | undefined;
  readonly relatives: readonly Relative[];
}

const priorities = { routine: 'routine', soon: 'asap', urgent: 'urgent', emergency: 'stat' } as const;
const since = '2026-08-03';
const givenOn = '2026-11-18';
const recordedBy = 'Dr Ama Osei';
const family = 'Pell';
const home = '9 Orchard Close';
const elsewhere = '3 Mill Row';
const snomedOf = new Map(Object.entries(needBySnomed).map(([code, need]) => [need, code]));

const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const scoped = <T>(values: readonly T[]) => fc.option(some(values), { nil: undefined, freq: 3 });
/** The usual, which lets most stories go somewhere; or else any. */
const mostly = <T>(usual: T, ...others: fc.Arbitrary<T>[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));
const rarely = fc.integer({ min: 0, max: 11 }).map((number) => number === 0);
const recipients = ['first-contact', 'council', 'local-area-coordinator', 'first-response'];
const purposes: Purpose[] = ['support', 'introduction'];
const categories: Category[] = ['contact', 'birth-date', 'need', 'health', 'mobility', 'hopes', 'consent', 'referrer', 'abuse', 'finances'];

const exception: fc.Arbitrary<ConsentException> = fc.record(
  {
    answer: fc.constant('deny' as const),
    recipients: scoped(recipients),
    purposes: scoped(purposes),
    categories: fc.option(some(categories.slice(1)), { nil: undefined, freq: 8 }),
  },
  { noNullPrototype: true },
);

const said: fc.Arbitrary<Said> = fc.record({
  answer: mostly<Said['answer']>('given', fc.constant('refused')),
  recipients: mostly(['first-contact'], some(recipients)),
  purposes: mostly<Purpose[]>(['support'], some(purposes)),
  categories: mostly(categories, some(categoryIds), some(categoryIds)),
  exceptions: mostly<ConsentException[]>([], fc.array(exception, { minLength: 1, maxLength: 2 })),
  until: mostly<string | undefined>('2027-11-17', fc.constantFrom(undefined, '2026-11-19', '2026-11-20')),
  engagement: mostly<Said['engagement']>('agreed', fc.constant(undefined), fc.constant('declined')),
  feedback: maybe(fc.boolean()),
  competenceAssessed: maybe(fc.boolean()),
  pressureSuspected: rarely,
  byMother: fc.constant(false),
});

const someone = (names: readonly string[]) => ({
  given: fc.constantFrom(...names),
  birthDate: mostly<string | undefined>(
    '1948-04-12',
    fc.constantFrom(undefined, '1990-06-01'),
    fc.constantFrom('2010-02-27', '2014-02-27'),
  ),
  postcode: maybe(fc.constantFrom('ZZ1 1AB', 'ZZ4 1AB', 'ZZ9 9AA')),
  telephones: fc.subarray(['07700 900482', '01632 960482']),
  email: maybe(fc.constant('pell@home.example')),
  isProtected: rarely,
  said: fc.option(said, { nil: undefined, freq: 5 }),
});

const relative: fc.Arbitrary<Relative> = fc.record({
  ...someone(['Callum', 'Jean', 'Morag']),
  relationship: fc.constantFrom('grandson', 'sister', 'a friend'),
  isAtHome: fc.boolean(),
});

const needs = fc.uniqueArray(fc.constantFrom(...Need.options), { maxLength: 5 }).chain((all) => {
  const coded = all.filter((need) => snomedOf.has(need));
  return fc.record({ conditions: fc.subarray(coded), observed: fc.subarray(coded) }).map(({ conditions, observed }) => {
    const seen = observed.filter((need) => !conditions.includes(need));
    return { asked: all.filter((need) => !conditions.includes(need) && !seen.includes(need)), conditions, observed: seen };
  });
});

/** A story of any shape, in which most people were asked and a fair share said yes. In some a mother answers for a child. */
export const surgeryStory: fc.Arbitrary<SurgeryStory> = fc
  .record({
    urgency: fc.constantFrom('routine', 'soon', 'urgent', 'emergency'),
    requested: fc.subarray(['first-contact', 'local-area-coordinator']),
    patient: fc.record({
      ...someone(['Arthur']),
      language: maybe(fc.constantFrom('English', 'Welsh')),
      nhsNumber: maybe(fc.constant('9991172041')),
    }),
    needs,
    health: fc.subarray(['Eats little since his wife died', 'Sleeps in the chair']),
    hopes: fc.subarray(['To sing again', 'To see the sea']),
    reason: maybe(fc.constant('He asked for company rather than tablets.')),
    warning: maybe(fc.constantFrom('animals', 'do-not-visit-alone')),
    relatives: fc.array(relative, { maxLength: 2 }),
    byMother: rarely,
  })
  .map(({ byMother, ...story }): SurgeryStory => {
    const [first, ...others] = story.relatives;
    if (!byMother || !first || story.patient.said?.answer !== 'given') return story;
    const patient = { ...story.patient, birthDate: '2014-02-27', said: { ...story.patient.said, byMother } };
    return { ...story, patient, relatives: [{ ...first, relationship: 'mother' }, ...others] };
  });

/** A plain story, of which a test says what matters. */
export const aStoryOfArthur = (change: Partial<SurgeryStory> = {}, answer?: Partial<Said>): SurgeryStory => ({
  urgency: 'soon',
  requested: ['first-contact'],
  patient: {
    given: 'Arthur',
    birthDate: '1948-04-12',
    postcode: 'ZZ4 1AB',
    telephones: ['07700 900482'],
    email: undefined,
    isProtected: false,
    language: 'English',
    nhsNumber: '9991172041',
    said: answer && {
      answer: 'given',
      recipients: ['first-contact'],
      purposes: ['support'],
      categories,
      exceptions: [],
      until: undefined,
      engagement: 'agreed',
      feedback: true,
      competenceAssessed: undefined,
      pressureSuspected: false,
      byMother: false,
      ...answer,
    },
  },
  needs: { asked: ['bereavement'], conditions: ['low-mood'], observed: ['loneliness'] },
  health: ['Eats little since his wife died'],
  hopes: ['To sing again'],
  reason: undefined,
  warning: 'animals',
  relatives: [],
  ...change,
});

const withoutNothing = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

/** A story as the surgery’s own form tells it. */
export function asForm({ patient, relatives, needs: told, ...story }: SurgeryStory): GpMessageInput {
  const needsOf = (codes: readonly Need[]) => codes.map((code) => ({ code }));
  return withoutNothing({
    reference: 'BS-1',
    referredOn: givenOn,
    urgency: story.urgency,
    practice: 'Beechwood Surgery',
    referrer: { name: recordedBy, role: 'General practitioner', telephone: '01632 960180' },
    requestedTeams: [...story.requested],
    patient: withoutNothing({
      ...identity(patient),
      nhsNumber: patient.nhsNumber,
      language: patient.language,
      needs: [...needsOf(told.asked), ...told.conditions.map((code) => ({ code, since })), ...needsOf(told.observed)],
      conditions: [...story.health],
      whatMatters: [...story.hopes],
      reason: story.reason,
    }),
    relatives: relatives.map(({ relationship, isAtHome, ...person }) => {
      const role = isAtHome ? ('household-member' as const) : ('professional' as const);
      return withoutNothing({ ...identity(person, isAtHome ? home : elsewhere), role, relationship });
    }),
    staffSafety: story.warning && { advice: [story.warning], recordedOn: givenOn, detail: 'As seen' },
  });
}

function identity({ given: givenName, birthDate, postcode, telephones, email, isProtected, said: answered }: Someone, line1 = home) {
  return withoutNothing({
    givenName,
    familyName: family,
    dateOfBirth: birthDate,
    address: postcode === undefined ? undefined : { line1, town: 'Oakfield', postcode },
    telephone: telephones.length > 0 ? [...telephones] : undefined,
    email,
    protected: isProtected,
    consent: answered && formConsent(answered),
  });
}

function formConsent(told: Said): NonNullable<GpMessageInput['patient']['consent']> {
  const { engagement, feedback, competenceAssessed, pressureSuspected, byMother, until } = told;
  const how = { givenOn, recordedBy, method: 'in-person' as const, until, engagement, feedback, competenceAssessed, pressureSuspected };
  if (told.answer === 'refused') return withoutNothing({ answer: told.answer, ...how });
  return withoutNothing({
    answer: told.answer,
    ...how,
    givenBy: byMother ? ('parental-responsibility' as const) : ('self' as const),
    recipients: [...told.recipients],
    purposes: [...told.purposes],
    categories: [...told.categories],
    exceptions: told.exceptions.map(withoutNothing),
  });
}

/** The ways FHIR may carry a story. They differ in what surrounds the resources, and in how one refers to another. */
export const envelopes = ['message', 'transaction', 'collection', 'contained'] as const;
export type Envelope = (typeof envelopes)[number];

type Resource = { readonly resourceType: string; readonly id: string } & Record<string, unknown>;
const base = 'https://beechwood.example/fhir';
const references: Readonly<Record<Envelope, (type: string, id: string) => string>> = {
  message: (_, id) => `urn:uuid:${id}`,
  transaction: (type, id) => `${base}/${type}/${id}`,
  collection: (type, id) => `${type}/${id}`,
  contained: (_, id) => `#${id}`,
};

/** A story as FHIR R4 tells it. */
export function asFhir(story: SurgeryStory, envelope: Envelope): object {
  const to = (type: string, id: string) => ({ reference: references[envelope](type, id) });
  const request = requestOf(story, to);
  const others = [...aroundThe(story, to), ...clinical(story, to), ...consentsOf(story, to)];
  switch (envelope) {
    case 'message': {
      const header: Resource = {
        resourceType: 'MessageHeader',
        id: 'header',
        eventCoding: { code: 'servicerequest-request' },
        reason: { coding: [{ code: 'new' }] },
        focus: [to('ServiceRequest', 'request')],
      };
      const entry = [header, request, ...others].map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource }));
      return { resourceType: 'Bundle', type: envelope, entry };
    }
    case 'transaction': {
      const entry = [...others, request].map((resource) => {
        const url = `${resource.resourceType}/${resource.id}`;
        return { fullUrl: `${base}/${url}`, resource, request: { method: 'PUT', url } };
      });
      return { resourceType: 'Bundle', type: envelope, entry };
    }
    case 'collection':
      return { resourceType: 'Bundle', type: envelope, entry: [request, ...others].map((resource) => ({ resource })) };
    case 'contained':
      return { ...request, contained: others };
  }
}

type To = (type: string, id: string) => { readonly reference: string };

const requestOf = (story: SurgeryStory, to: To): Resource => ({
  resourceType: 'ServiceRequest',
  id: 'request',
  identifier: [{ value: 'BS-1' }],
  status: 'active',
  intent: 'order',
  priority: priorities[story.urgency],
  subject: to('Patient', 'patient'),
  authoredOn: `${givenOn}T09:41:00+00:00`,
  requester: to('PractitionerRole', 'role'),
  performer: story.requested.map((value) => ({ identifier: { system: hub.recipient, value } })),
  // By code and in words, one after the other.
  reasonCode: story.needs.asked.map((code, index) =>
    index % 2 === 0 ? { coding: [{ system: hub.need, code }] } : { text: code.replaceAll('-', ' ') },
  ),
  ...(story.reason ? { note: [{ text: story.reason }] } : {}),
});

function aroundThe({ patient, relatives }: SurgeryStory, to: To): Resource[] {
  const { language, nhsNumber } = patient;
  const mother = patient.said?.byMother ? ['MTH'] : [];
  return [
    {
      resourceType: 'Patient',
      id: 'patient',
      ...named(patient),
      ...(nhsNumber && { identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }] }),
      ...(language && { communication: [{ language: { text: language } }] }),
    },
    {
      resourceType: 'Practitioner',
      id: 'doctor',
      name: [{ prefix: ['Dr'], given: ['Ama'], family: 'Osei' }],
      telecom: [{ system: 'phone', value: '01632 960180', use: 'work' }],
    },
    {
      resourceType: 'PractitionerRole',
      id: 'role',
      practitioner: to('Practitioner', 'doctor'),
      organization: to('Organization', 'surgery'),
      code: [{ text: 'General practitioner' }],
    },
    { resourceType: 'Organization', id: 'surgery', name: 'Beechwood Surgery' },
    ...relatives.map((each, index): Resource => {
      const codes = [...(each.isAtHome ? ['ROOM'] : []), ...(index === 0 ? mother : [])];
      const relationship = [{ text: each.relationship, coding: codes.map((code) => ({ code })) }];
      return {
        resourceType: 'RelatedPerson',
        id: `relative-${index}`,
        patient: to('Patient', 'patient'),
        relationship,
        ...named(each, each.isAtHome ? home : elsewhere),
      };
    }),
  ];
}

function named({ given, birthDate, postcode, telephones, email, isProtected }: Someone, line = home) {
  const phones = telephones.map((value, index) => ({ system: 'phone', value, rank: index + 1 }));
  return {
    name: [{ use: 'official', given: [given], family }],
    telecom: [...phones, ...(email ? [{ system: 'email', value: email }] : [])],
    ...(birthDate && { birthDate }),
    ...(postcode && { address: [{ use: 'home', line: [line], city: 'Oakfield', postalCode: postcode }] }),
    ...(isProtected && { meta: { security: [{ code: 'R' }] } }),
  };
}

function clinical({ needs: told, health, hopes, warning }: SurgeryStory, to: To): Resource[] {
  const subject = to('Patient', 'patient');
  const coded = (need: Need) => ({ coding: [{ system: snomed, code: snomedOf.get(need) }] });
  return [
    ...told.conditions.map((need) => ({ resourceType: 'Condition', id: `is-${need}`, subject, code: coded(need), onsetDateTime: since })),
    ...health.map((text, index) => ({ resourceType: 'Condition', id: `health-${index}`, subject, code: { text } })),
    ...told.observed.map((need) => ({ resourceType: 'Observation', id: `seen-${need}`, subject, code: coded(need), valueBoolean: true })),
    ...hopes.map((text, index) => ({
      resourceType: 'Goal',
      id: `goal-${index}`,
      subject,
      description: { text },
      expressedBy: subject,
    })),
    ...(warning
      ? [
          {
            resourceType: 'Flag',
            id: 'flag',
            status: 'active',
            subject,
            category: [{ coding: [{ code: 'safety' }] }],
            code: { coding: [{ system: hub.advice, code: warning }], text: 'As seen' },
            period: { start: givenOn },
          },
        ]
      : []),
  ];
}

function consentsOf({ patient, relatives }: SurgeryStory, to: To): Resource[] {
  const people = [
    { person: to('Patient', 'patient'), told: patient.said },
    ...relatives.map((each, index) => ({ person: to('RelatedPerson', `relative-${index}`), told: each.said })),
  ];
  return people.flatMap(({ person, told }, index) => (told ? [fhirConsent(`consent-${index}`, person, told, to)] : []));
}

function fhirConsent(id: string, person: object, told: Said, to: To): Resource {
  const { engagement, feedback, competenceAssessed, pressureSuspected, until } = told;
  const parts = [
    { url: 'method', valueString: 'in-person' },
    { url: 'recordedBy', valueString: recordedBy },
    ...(engagement ? [{ url: 'engagement', valueString: engagement }] : []),
    ...Object.entries({ feedback, competenceAssessed }).flatMap(([url, valueBoolean]) =>
      valueBoolean === undefined ? [] : [{ url, valueBoolean }],
    ),
    ...(pressureSuspected ? [{ url: 'pressureSuspected', valueBoolean: true }] : []),
  ];
  const period = until ? { period: { end: until } } : {};
  const provision =
    told.answer === 'refused'
      ? { type: 'deny', ...period }
      : { type: 'permit', ...period, ...scopeOf(told), provision: told.exceptions.map((each) => ({ type: 'deny', ...scopeOf(each) })) };
  return {
    resourceType: 'Consent',
    id,
    extension: [{ url: hub.consent, extension: parts }],
    status: 'active',
    scope: { coding: [{ code: 'patient-privacy' }] },
    patient: person,
    dateTime: givenOn,
    performer: [told.byMother ? to('RelatedPerson', 'relative-0') : person],
    provision,
  };
}

function scopeOf(scope: {
  recipients?: readonly string[] | undefined;
  purposes?: readonly string[] | undefined;
  categories?: readonly string[] | undefined;
}) {
  const role = { coding: [{ code: 'IRCP' }] };
  return withoutNothing({
    actor: scope.recipients?.map((value) => ({ role, reference: { identifier: { system: hub.recipient, value } } })),
    purpose: scope.purposes?.map((code) => ({ system: hub.purpose, code })),
    code: scope.categories?.map((code) => ({ coding: [{ system: hub.category, code }] })),
  });
}
