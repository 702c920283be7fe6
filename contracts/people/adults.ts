import { type FictionalPerson, given } from './person.ts';

const workCoach = { name: 'Priya Nair', office: 'Northgate Jobcentre' };
const surgery = { practice: 'Beechwood Surgery', referrer: { name: 'Dr Ama Osei', role: 'General practitioner' } };

const introduced = given(['local-area-coordinator', 'first-contact'], 'introduction', ['contact', 'need', 'hopes', 'consent', 'referrer']);
const supported = (categories: readonly string[], more: object = {}) => given(['first-contact'], 'support', categories, more);

const nora = {
  givenName: 'Nora',
  familyName: 'Finch',
  dateOfBirth: '1999-05-17',
  nhsNumber: '9997701003',
  address: { line1: '3 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1AB' },
  telephone: '07700 900301',
  needs: [{ code: 'loneliness' }],
  hopes: ['To join a choir'],
};

export const adults = {
  'nora-finch': {
    name: 'Nora Finch',
    nhsNumber: '9997701003',
    group: 'adults',
    shows: 'She was asked and agreed: the referral goes to the coordinator of her area.',
    lookAt: '`routedTo` names the team; `sharing` says what it may know. Benefits are withheld by law, whatever she agreed to.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: { workCoach, customer: { ...nora, benefits: ['Universal Credit'] }, consent: introduced },
        expect: {
          status: 201,
          disposition: 'routed',
          reasonCode: 'area-and-need',
          routedTo: ['coordinator-northgate'],
          asks: false,
          sharing: ['permit agreement', 'withhold statutory-bar'],
          warnings: [],
        },
        seen: [{ as: 'coordinator-northgate', people: 1, kinds: ['contact', 'need', 'hopes', 'consent', 'referrer'] }],
      },
    ],
  },
  'sam-tilley': {
    name: 'Sam Tilley',
    nhsNumber: '9997701011',
    group: 'adults',
    shows: 'Nobody asked him: the referral is held, and no team can see it.',
    lookAt: '`ask` says what to ask him and where the answer belongs. Record it with POST /v1/consents and the `referralId`, and it goes.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: {
          workCoach,
          customer: {
            givenName: 'Sam',
            familyName: 'Tilley',
            dateOfBirth: '1978-01-23',
            nhsNumber: '9997701011',
            address: { line1: '8 Weir Lane', town: 'Millbrook', postcode: 'ZZ1 3AB' },
            needs: [{ code: 'confidence' }],
          },
          consent: { answer: 'not-asked' },
        },
        expect: { status: 201, disposition: 'held', reasonCode: 'engagement-not-asked', routedTo: [], asks: true },
      },
    ],
  },
  'vera-lisle': {
    name: 'Vera Lisle',
    nhsNumber: '9997701038',
    group: 'adults',
    shows: 'She was asked, and said no: refused, and nothing is asked again.',
    lookAt: '`ask` is empty: a no is an answer. Safe to send from a form that nobody filters first.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Vera',
            familyName: 'Lisle',
            dateOfBirth: '1951-08-30',
            nhsNumber: '9997701038',
            address: { line1: '2 Orchard Close', town: 'Oakfield', postcode: 'ZZ4 1AB' },
            needs: [{ code: 'bereavement' }],
            consent: { answer: 'refused', givenOn: '2026-11-02' },
          },
        },
        expect: { status: 201, disposition: 'refused', reasonCode: 'consent-refused', routedTo: [], asks: false },
      },
    ],
  },
  'joan-pike': {
    name: 'Joan Pike',
    nhsNumber: '9997701046',
    group: 'adults',
    shows: 'She would let it be passed on, but does not want to be contacted: refused.',
    lookAt: 'Permission to share (`answer`) and wanting help (`engagement`) are two facts. Early help is voluntary.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: {
          workCoach,
          customer: {
            givenName: 'Joan',
            familyName: 'Pike',
            dateOfBirth: '1969-12-04',
            nhsNumber: '9997701046',
            address: { line1: '5 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1AB' },
            needs: [{ code: 'return-to-work' }],
          },
          consent: { ...introduced, engagement: 'declined' },
        },
        expect: { status: 201, disposition: 'refused', reasonCode: 'help-declined', routedTo: [], asks: false },
      },
    ],
  },
  'ivor-bright': {
    name: 'Ivor Bright',
    nhsNumber: '9997701054',
    group: 'adults',
    shows: 'No coordinator covers his address: it goes to First Contact, where a person finds the right team.',
    lookAt: '`routedTo` is first-contact. An address outside every area is not a fault.',
    steps: [
      {
        as: 'job-centre',
        path: '/v1/referrals/job-centre',
        body: {
          workCoach,
          customer: {
            givenName: 'Ivor',
            familyName: 'Bright',
            dateOfBirth: '1983-03-09',
            nhsNumber: '9997701054',
            address: { line1: '40 Far Road', town: 'Elsewhere', postcode: 'ZZ9 9ZZ' },
            needs: [{ code: 'loneliness' }],
          },
          consent: introduced,
        },
        expect: { status: 201, disposition: 'routed', reasonCode: 'no-coordinator-in-area', routedTo: ['first-contact'], asks: false },
      },
    ],
  },
  'gita-rao': {
    name: 'Gita Rao',
    nhsNumber: '9997701062',
    group: 'adults',
    shows: 'She agreed to part of it: that part goes, and her health stays where it is.',
    lookAt:
      '`sharing` has a line for what goes and one for what is held. It is for the team that has her to ask for more: see `ask` in its view.',
    steps: [
      {
        as: 'gp',
        path: '/v1/referrals/gp',
        body: {
          ...surgery,
          patient: {
            givenName: 'Gita',
            familyName: 'Rao',
            dateOfBirth: '1960-02-11',
            nhsNumber: '9997701062',
            address: { line1: '12 Mill Street', town: 'Oakfield', postcode: 'ZZ4 1AC' },
            telephone: ['01632 960362'],
            needs: [{ code: 'loneliness' }],
            conditions: ['Uses oxygen at night'],
            consent: supported(['contact', 'need']),
          },
        },
        expect: {
          status: 201,
          disposition: 'routed',
          reasonCode: 'no-agreement-with-coordinator',
          routedTo: ['first-contact'],
          asks: false,
          sharing: ['permit agreement', 'hold consent-does-not-cover'],
        },
        seen: [{ as: 'first-contact', people: 1, kinds: ['contact', 'need'] }],
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
