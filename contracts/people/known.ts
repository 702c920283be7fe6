import { type FictionalPerson, given } from './person.ts';

const surgery = { practice: 'Beechwood Surgery', referrer: { name: 'Dr Ama Osei', role: 'General practitioner' } };

const supported = (categories: readonly string[], more: object = {}) => given(['first-contact'], 'support', categories, more);

/** Adults of whom something was known, or said, before. */
export const known = {
  'elsie-ward': {
    name: 'Elsie Ward',
    nhsNumber: '9997701070',
    group: 'adults',
    shows: 'What she agreed to has come to its end: held.',
    lookAt: '`reasonCode`. A new answer, not a new referral, lets it go.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Elsie',
            familyName: 'Ward',
            dateOfBirth: '1939-06-25',
            nhsNumber: '9997701070',
            address: { line1: '1 Chapel Steps', town: 'Northgate', postcode: 'ZZ1 1CH' },
            needs: [{ code: 'daily-living' }],
            consent: supported(['contact', 'need'], { givenOn: '2026-01-12', until: '2026-06-30' }),
          },
        },
        expect: { status: 201, disposition: 'held', reasonCode: 'consent-expired', routedTo: [], asks: true },
      },
    ],
  },
  'kofi-lane': {
    name: 'Kofi Lane',
    nhsNumber: '9997701089',
    group: 'adults',
    shows: 'Two agencies send him: by NHS number, date of birth and family name he is one person.',
    lookAt:
      'Neither receipt says that he was known: no reply varies with what others sent. The team that has both cases sees, in `related`, that there is another.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Kofi',
            familyName: 'Lane',
            dateOfBirth: '1972-10-14',
            nhsNumber: '9997701089',
            address: { line1: '6 Kiln Lane', town: 'Castle Hill', postcode: 'ZZ2 1QT' },
            needs: [{ code: 'carer-strain' }],
            consent: supported(['contact', 'need']),
          },
        },
        expect: { status: 201, disposition: 'routed', routedTo: ['first-contact'], asks: false },
      },
      {
        as: 'fire',
        path: '/v1/referrals/fire',
        body: {
          visit: { date: '2026-11-10', officer: { name: 'Jo Castell', station: 'Castle Hill' } },
          property: {
            address: { line1: '6 Kiln Lane', town: 'Castle Hill', postcode: 'ZZ2 1QT' },
            hazards: [{ code: 'no-smoke-alarm' }],
          },
          occupants: [
            {
              givenName: 'Kofi',
              familyName: 'Lane',
              dateOfBirth: '1972-10-14',
              nhsNumber: '999 770 1089',
              consent: given(['first-contact'], 'safe-and-well', ['contact', 'hazard']),
            },
          ],
        },
        expect: { status: 201, disposition: 'routed', routedTo: ['first-contact'], asks: false },
        seen: [{ as: 'first-contact', people: 1, related: 1 }],
      },
    ],
  },
  'olive-hart': {
    name: 'Olive Hart',
    nhsNumber: '9997701097',
    group: 'adults',
    shows: 'She agreed on the 2nd and said no on the 10th. The form with her yes comes after that: refused.',
    lookAt:
      'The first request records her no, by `identity`. The second says yes and is refused: only a yes given later lifts a no. Change `givenOn` and see.',
    steps: [
      {
        as: 'gp',
        path: '/v1/consents',
        body: {
          identity: { nhsNumber: '9997701097', dateOfBirth: '1947-07-07', familyName: 'Hart' },
          answer: 'refused',
          method: 'in-person',
          givenOn: '2026-11-10',
        },
        expect: { status: 201 },
      },
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Olive',
            familyName: 'Hart',
            dateOfBirth: '1947-07-07',
            nhsNumber: '9997701097',
            address: { line1: '7 Orchard Close', town: 'Oakfield', postcode: 'ZZ4 1AB' },
            needs: [{ code: 'loneliness' }],
            consent: supported(['contact', 'need']),
          },
        },
        expect: { status: 201, disposition: 'refused', reasonCode: 'consent-refused', routedTo: [], asks: false },
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
