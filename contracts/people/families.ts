import { type FictionalPerson, given } from './person.ts';

const officer = { name: 'PC Samira Rahman', collarNumber: '4471', station: 'Northgate' };
const incident = { date: '2026-11-12', place: 'recreation ground' };
const address = { line1: '18 Orchard Close', town: 'Millbrook', postcode: 'ZZ1 3DN' };
const agreed = (more: object = {}) => given(['first-response'], 'support', ['contact', 'birth-date', 'need'], more);
const ofParent = { givenBy: 'parental-responsibility', authority: 'evidenced', authorityEvidence: 'Full birth certificate that names her' };

const notice = (child: object) => ({
  incident,
  officer,
  people: [{ role: 'subject', familyName: 'Fenn', address, personAware: true, needs: [{ code: 'child-behaviour' }], ...child }],
});

export const families = {
  'arlo-fenn': {
    name: 'Arlo Fenn, born 2019',
    group: 'families',
    shows: 'His mother answered for him, and her parental responsibility was seen: it goes to First Response.',
    lookAt: 'A child’s early help begins at First Response, whatever their area.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: notice({ givenName: 'Arlo', dateOfBirth: '2019-03-21', consent: agreed(ofParent) }),
        expect: {
          status: 201,
          disposition: 'routed',
          reasonCode: 'childrens-early-help',
          routedTo: ['first-response'],
        },
        seen: [{ as: 'first-response', people: 1 }],
      },
    ],
  },
  'bea-fenn': {
    name: 'Bea Fenn, born 2017',
    group: 'families',
    shows: 'Someone answered for her and says that they may, but nobody saw evidence of it: held.',
    lookAt: '`ask` says what evidence to record.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: notice({
          givenName: 'Bea',
          dateOfBirth: '2017-06-02',
          consent: agreed({ givenBy: 'parental-responsibility', authority: 'claimed' }),
        }),
        expect: { status: 201, disposition: 'held', reasonCode: 'authority-not-evidenced', routedTo: [], asks: true },
      },
    ],
  },
  'tess-fenn': {
    name: 'Tess Fenn, born 2014',
    group: 'families',
    shows: 'She is under 16 and said yes herself, and nobody recorded whether she can make this decision: held.',
    lookAt: '`competenceAssessed: true` in her answer lets it go (Gillick). She turns 16 on 9 May 2030: then it goes without.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: notice({ givenName: 'Tess', dateOfBirth: '2014-05-09', consent: agreed() }),
        expect: { status: 201, disposition: 'held', reasonCode: 'competence-not-assessed', routedTo: [], asks: true },
      },
    ],
  },
  'the-carters': {
    name: 'Joy and Max Carter',
    group: 'families',
    shows: 'What the child needs and what his mother needs go to two teams, each with its own part.',
    lookAt: '`routedTo` names two. Read the case as each: neither sees what is the other’s, nor that there is another.',
    steps: [
      {
        as: 'police',
        path: '/v1/referrals/police',
        body: {
          incident,
          officer,
          people: [
            {
              role: 'subject',
              givenName: 'Joy',
              familyName: 'Carter',
              dateOfBirth: '1990-12-01',
              address: { line1: '30 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1BD' },
              personAware: true,
              needs: [{ code: 'neighbour-dispute' }],
              consent: given(['ward-team', 'first-response'], 'support', ['contact', 'need']),
            },
            {
              role: 'household-member',
              givenName: 'Max',
              familyName: 'Carter',
              dateOfBirth: '2020-02-15',
              address: { line1: '30 Tanner Row', town: 'Northgate', postcode: 'ZZ1 1BD' },
              personAware: true,
              needs: [{ code: 'child-behaviour' }],
              consent: agreed(ofParent),
            },
          ],
        },
        expect: { status: 201, disposition: 'routed', routedTo: ['first-response', 'ward-team'] },
      },
    ],
  },
  'the-webbs': {
    name: 'Mona, Ian and Zoe Webb',
    group: 'families',
    shows: 'A household that may lose its home: each answers for themself, and who said no is not seen.',
    lookAt: 'The team sees Mona, and Zoe, for whom she answered. Nothing says that there is an Ian. What they owe goes, for she said so.',
    steps: [
      {
        as: 'housing',
        path: '/v1/referrals/housing',
        body: {
          officer: { name: 'Lee Barton', landlord: 'Marlshire Homes' },
          property: { address: { line1: '21 Loom Street', town: 'Oakfield', postcode: 'ZZ4 1GR' } },
          tenancy: { arrears: 980, owedSince: '2026-06-01' },
          household: [
            {
              givenName: 'Mona',
              familyName: 'Webb',
              dateOfBirth: '1988-08-08',
              telephone: ['01632 960421'],
              needs: [{ code: 'eviction-risk' }],
              consent: given(['first-response'], 'support', ['contact', 'need', 'finances']),
            },
            { givenName: 'Ian', familyName: 'Webb', dateOfBirth: '1985-03-30', consent: { answer: 'refused' } },
            {
              givenName: 'Zoe',
              familyName: 'Webb',
              dateOfBirth: '2018-01-19',
              needs: [{ code: 'child-behaviour' }],
              consent: agreed(ofParent),
            },
          ],
        },
        expect: { status: 201, disposition: 'routed', reasonCode: 'childrens-early-help', routedTo: ['first-response'] },
        seen: [{ as: 'first-response', people: 2 }],
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
