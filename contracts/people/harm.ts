import type { FictionalPerson } from './person.ts';

export const harm = {
  'leo-marsh': {
    name: 'Leo Marsh, born 2018',
    group: 'harm',
    shows: 'Suspected harm to a child goes at once to First Response, whatever anyone said.',
    lookAt: '`reasonCode` is statutory-duty; `emergency` says what the hub does not do: it calls nobody. Danger now is 999.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: {
          incident: { date: '2026-11-14', place: 'home' },
          officer: { name: 'PC Samira Rahman', collarNumber: '4471', station: 'Northgate' },
          people: [
            {
              role: 'subject',
              givenName: 'Leo',
              familyName: 'Marsh',
              dateOfBirth: '2018-07-11',
              address: { line1: '11 Quarry View', town: 'Quarry End', postcode: 'ZZ6 1LN' },
              consent: { answer: 'refused', engagement: 'declined' },
            },
          ],
          safeguarding: { person: 1, atRisk: 'child', reasonableCause: true, grounds: 'Was found alone at night, hungry.' },
        },
        expect: { status: 201, disposition: 'routed', reasonCode: 'statutory-duty', routedTo: ['first-response'] },
        seen: [{ as: 'first-response', people: 1 }],
      },
    ],
  },
  'dora-quill': {
    name: 'Dora Quill',
    nhsNumber: '9997701127',
    group: 'harm',
    shows: 'Suspected harm to an adult goes at once to Adult Safeguarding, while the rest waits until she is asked.',
    lookAt: '`routedTo` is adult-safeguarding, and `ask` still says what to ask for the help she might like besides.',
    steps: [
      {
        as: 'fire',
        path: '/v1/referrals/fire',
        body: {
          visit: { date: '2026-11-10', officer: { name: 'Jo Castell', station: 'Castle Hill' } },
          property: {
            address: { line1: '4 Kiln Lane', town: 'Castle Hill', postcode: 'ZZ2 1QT' },
            hazards: [{ code: 'no-heating' }],
          },
          occupants: [
            {
              givenName: 'Dora',
              familyName: 'Quill',
              dateOfBirth: '1937-12-22',
              nhsNumber: '9997701127',
              consent: { answer: 'not-asked' },
            },
          ],
          safeguarding: {
            occupant: 1,
            atRisk: 'adult',
            reasonableCause: true,
            grounds: 'Says that her lodger takes her pension, and was afraid when he came in.',
          },
        },
        expect: { status: 201, disposition: 'routed', reasonCode: 'statutory-duty', routedTo: ['adult-safeguarding'], asks: true },
        seen: [{ as: 'adult-safeguarding', people: 1 }],
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
