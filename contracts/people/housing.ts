import {
  atOnce,
  faulty,
  given,
  held,
  named,
  notAsked,
  ofChild,
  ofParent,
  oneKeyThrice,
  refused,
  repeating,
  routed,
  saidNo,
  sendsTo,
} from './making.ts';
import type { SourcePeople } from './person.ts';

const answer = { recipients: ['first-response'], purposes: ['support'], categories: ['contact', 'need', 'finances'] };
const agreed = given(answer);
const send = sendsTo('housing');

/** A household of Loom Street: the first is the tenant. */
const tenancy = (number: number, household: readonly object[], more: object = {}) => ({
  officer: { name: 'Lee Barton', landlord: 'Marlshire Homes' },
  property: { address: { line1: `${number} Loom Street`, town: 'Oakfield', postcode: 'ZZ4 1GR' } },
  tenancy: { arrears: 980, owedSince: '2026-06-01' },
  household,
  ...more,
});
const needs = [{ code: 'eviction-risk' }];
const ofHerChild = (familyName: string, givenName: string, dateOfBirth: string, consent: object = ofChild(ofParent)) => ({
  givenName,
  familyName,
  dateOfBirth,
  needs: [{ code: 'child-behaviour' }],
  consent,
});

const nell = [{ ...named('Nell Corby', '1990-01-17'), needs, consent: agreed }, ofHerChild('Corby', 'Jude', '2019-12-05')];

export const housing = {
  client: 'housing',
  organisation: 'housing',
  answer: { ...answer, categories: ['contact', 'birth-date', 'finances', 'consent', 'referrer'] },
  people: {
    'tina-bloom': {
      name: 'Tina Bloom and her daughter Ivy',
      outcome: 'routed',
      shows: 'They may lose their home. Tina agreed, for herself and for Ivy: First Response hears what they owe.',
      lookAt: '`sharing`. What a neighbour complained of is an allegation, and stays: she was not asked about that.',
      steps: [
        send(
          tenancy(
            23,
            [
              { ...named('Tina Bloom', '1993-03-14'), telephone: '01632 960423', needs, consent: agreed },
              ofHerChild('Bloom', 'Ivy', '2020-08-02'),
            ],
            { complaints: [{ text: 'Says that music is played until two in the morning' }] },
          ),
          routed(['first-response'], { reasonCode: 'childrens-early-help', sharing: ['permit agreement'], warnings: [] }),
          { seen: [{ as: 'first-response', people: 2, kinds: ['birth-date', 'contact', 'finances', 'need'] }] },
        ),
      ],
    },
    'the-webbs': {
      name: 'Mona, Ian and Zoe Webb',
      outcome: 'routed',
      shows: 'A household that may lose its home: each answers for themself, and who said no is not seen.',
      lookAt: 'The team sees Mona, and Zoe, for whom she answered. Nothing says that there is an Ian. What they owe goes, for she said so.',
      steps: [
        send(
          tenancy(21, [
            { ...named('Mona Webb', '1988-08-08'), telephone: ['01632 960421'], needs, consent: agreed },
            { ...named('Ian Webb', '1985-03-30'), consent: { answer: 'refused' } },
            ofHerChild('Webb', 'Zoe', '2018-01-19'),
          ]),
          routed(['first-response'], { reasonCode: 'childrens-early-help' }),
          { seen: [{ as: 'first-response', people: 2 }] },
        ),
      ],
    },
    'dawn-keel': {
      name: 'Dawn Keel and her son Finn',
      outcome: 'held',
      shows: 'The officer did not ask, for her or for her son: held, while there is time to ask.',
      lookAt: '`ask` has what to ask of each. Her answer is for herself; for Finn she answers apart.',
      steps: [
        send(
          tenancy(25, [
            { ...named('Dawn Keel', '1991-11-11'), needs, consent: notAsked },
            { ...named('Finn Keel', '2016-04-21'), consent: notAsked },
          ]),
          held('consent-missing'),
        ),
      ],
    },
    'roy-sands': {
      name: 'Roy Sands',
      outcome: 'refused',
      shows: 'He agreed, and he lives alone: the agreement is about families, so nothing covers it, and it is refused.',
      lookAt: '`reasonCode` is no-agreement, and `ask` is empty: asking him again would change nothing.',
      steps: [send(tenancy(27, [{ ...named('Roy Sands', '1964-06-30'), needs, consent: agreed }]), refused('no-agreement'))],
    },
    'petra-lyle': {
      name: 'Petra Lyle and her son Sol',
      outcome: 'refused',
      shows: 'She said no, for herself and for her son: refused.',
      lookAt: '`reasonCode`. Whether her son might be in danger is another question: that is `safeguarding`.',
      steps: [
        send(
          tenancy(37, [
            { ...named('Petra Lyle', '1992-04-04'), needs, consent: saidNo },
            ofHerChild('Lyle', 'Sol', '2019-03-03', { ...saidNo, ...ofParent }),
          ]),
          refused('consent-refused'),
        ),
      ],
    },
    'cass-field': {
      name: 'Cass Field and her son Eli',
      outcome: 'protected',
      shows: 'Nobody may learn where she lives now: it goes, and only the roles that the agreement names see her and her son.',
      lookAt: 'Read the case as first-response for first-response-1, who sees nobody, and for first-response-lead, who sees both.',
      steps: [
        send(
          tenancy(29, [
            { ...named('Cass Field', '1995-05-05'), protected: true, needs, consent: agreed },
            { ...ofHerChild('Field', 'Eli', '2021-07-07'), protected: true },
          ]),
          routed(['first-response']),
          {
            seen: [
              { as: 'first-response', user: 'first-response-1', people: 0 },
              { as: 'first-response', user: 'first-response-lead', people: 2 },
            ],
          },
        ),
      ],
    },
    'rosa-teal': {
      name: 'Rosa Teal and her son Kit',
      outcome: 'safeguarding',
      shows: 'The officer has cause to fear for her son: First Response has it at once, though she said no to help.',
      lookAt: '`member` in the concern says who of the household is at risk. Her no stands for what she owes.',
      steps: [
        send(
          tenancy(31, [{ ...named('Rosa Teal', '1989-09-19'), consent: saidNo }, { ...named('Kit Teal', '2020-10-01') }], {
            safeguarding: {
              member: 2,
              atRisk: 'child',
              reasonableCause: true,
              grounds: 'Was alone in the flat on three visits, and had not eaten that day.',
            },
          }),
          atOnce('first-response'),
          { seen: [{ as: 'first-response', people: 2 }] },
        ),
      ],
    },
    'beth-royd': {
      name: 'Beth Royd and her daughter Una',
      outcome: 'warned',
      shows: 'Her yes names First Response and a team that there is not: taken, with a warning about the other.',
      lookAt: '`warnings`: who she thinks was told may be nobody. With ?strict=true it is a fault.',
      steps: [
        send(
          tenancy(33, [
            {
              ...named('Beth Royd', '1987-07-27'),
              needs,
              consent: { ...agreed, recipients: ['first-response', 'debt-advice'] },
            },
            ofHerChild('Royd', 'Una', '2017-02-13'),
          ]),
          routed(['first-response'], { warnings: ['recipient-unknown'] }),
        ),
      ],
    },
    'ken-vale': {
      name: 'Ken Vale',
      outcome: 'faulty',
      shows: 'No officer, arrears below nothing, a day that never was, and a complaint about a second tenant where there is one.',
      lookAt: 'Four `faults`, each with its place.',
      steps: [
        send(
          {
            officer: { jobTitle: 'Income officer' },
            property: {},
            tenancy: { arrears: -3, servedOn: '2026-02-30' },
            household: [{ givenName: 'Ken', familyName: 'Vale' }],
            complaints: [{ text: 'Noise', about: 2 }],
          },
          faulty('/complaints/0/about', '/officer/name', '/tenancy/arrears', '/tenancy/servedOn'),
        ),
      ],
    },
    'nell-corby': {
      ...repeating,
      name: 'Nell Corby and her son Jude',
      shows: 'Sent, sent again, and sent with other arrears under the same key.',
      steps: oneKeyThrice(send(tenancy(35, nell), routed(['first-response'])), tenancy(35, nell, { tenancy: { arrears: 1_240 } })),
    },
  },
} as const satisfies SourcePeople;
