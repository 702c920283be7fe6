import { type FictionalPerson, given } from './person.ts';

const surgery = { practice: 'Beechwood Surgery', referrer: { name: 'Dr Ama Osei', role: 'General practitioner' } };
const officer = { name: 'PC Samira Rahman', collarNumber: '4471', station: 'Northgate' };

export const protectedPeople = {
  'ruth-shaw': {
    name: 'Ruth Shaw',
    nhsNumber: '9997701100',
    group: 'protected',
    shows: 'Where she lives must stay hidden: it goes, and only the roles that the agreement names see her.',
    lookAt: 'Read the case as first-contact for first-contact-1, who sees nobody, and for first-contact-lead, who sees her.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Ruth',
            familyName: 'Shaw',
            dateOfBirth: '1991-11-19',
            nhsNumber: '9997701100',
            protected: true,
            address: { line1: '9 Mill Street', town: 'Oakfield', postcode: 'ZZ4 1AC' },
            telephone: ['07700 900310'],
            safeContact: { method: 'telephone', avoid: 'Leave no message' },
            needs: [{ code: 'confidence' }],
            consent: given(['first-contact'], 'support', ['contact', 'need']),
          },
        },
        expect: { status: 201, disposition: 'routed', routedTo: ['first-contact'] },
        seen: [
          { as: 'first-contact', user: 'first-contact-1', people: 0 },
          { as: 'first-contact', user: 'first-contact-lead', people: 1, kinds: ['contact', 'need'] },
        ],
      },
    ],
  },
  'hana-moss': {
    name: 'Hana Moss',
    group: 'protected',
    shows: 'Something marks domestic abuse: until someone trained has looked, she is seen alone, and her grown-up daughter is not.',
    lookAt: 'The view has one person, and `precautions`. Whoever is alleged to have harmed her is never shown to any team.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: {
          incident: { date: '2026-11-14', place: 'home' },
          officer,
          people: [
            {
              role: 'subject',
              givenName: 'Hana',
              familyName: 'Moss',
              dateOfBirth: '1989-04-02',
              address: { line1: 'Flat 2, Mill House', town: 'Northgate', postcode: 'ZZ1 2JP' },
              telephone: ['07700 900311'],
              safeContact: { method: 'telephone', times: 'weekday mornings', avoid: 'No letters' },
              personAware: true,
              needs: [{ code: 'neighbour-dispute' }],
              domesticAbuse: { riskAssessment: 'medium', summary: 'Said in confidence.' },
              consent: given(['ward-team'], 'support', ['contact', 'need']),
            },
            { role: 'alleged-offender', givenName: 'Karl', familyName: 'Moss', offences: ['Alleged controlling behaviour'] },
            {
              role: 'household-member',
              givenName: 'Lena',
              familyName: 'Moss',
              dateOfBirth: '2001-09-12',
              needs: [{ code: 'return-to-work' }],
              consent: given(['ward-team'], 'support', ['contact', 'need']),
            },
          ],
        },
        expect: { status: 201, disposition: 'routed', routedTo: ['ward-team'] },
        seen: [{ as: 'ward-team', people: 1 }],
      },
    ],
  },
  'mabel-stone': {
    name: 'Mabel Stone',
    nhsNumber: '9997701119',
    group: 'protected',
    shows: 'She said yes, but perhaps not freely: held until she has been seen alone.',
    lookAt: '`ask`: how to ask again. A no given under pressure would have been a no.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Mabel',
            familyName: 'Stone',
            dateOfBirth: '1944-01-05',
            nhsNumber: '9997701119',
            address: { line1: '3 Orchard Close', town: 'Oakfield', postcode: 'ZZ4 1AB' },
            needs: [{ code: 'daily-living' }],
            consent: given(['first-contact'], 'support', ['contact', 'need'], { seenAlone: false, pressureSuspected: true }),
          },
        },
        expect: { status: 201, disposition: 'held', reasonCode: 'pressure-suspected', routedTo: [], asks: true },
      },
    ],
  },
  'frank-dale': {
    name: 'Frank Dale',
    group: 'protected',
    shows: 'Officers did not tell him that a team may call: held, for nobody should be surprised at their own door.',
    lookAt: '`personAware: true` in the message would have been enough for his address to go.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: {
          incident: { date: '2026-11-14', place: 'street' },
          officer,
          people: [
            {
              role: 'subject',
              givenName: 'Frank',
              familyName: 'Dale',
              dateOfBirth: '1966-02-28',
              address: { line1: '22 Foundry Street', town: 'Northgate', postcode: 'ZZ1 2PA' },
              needs: [{ code: 'neighbour-dispute' }],
              consent: { answer: 'not-asked' },
            },
          ],
        },
        expect: { status: 201, disposition: 'held', reasonCode: 'not-told', routedTo: [], asks: true },
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
