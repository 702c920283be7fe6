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

const answer = { recipients: ['ward-team'], purposes: ['support'], categories: ['contact', 'need'] };
const agreed = given(answer);
const send = sendsTo('police');

const notice = (place: string, people: readonly object[], more: object = {}) => ({
  incident: { date: '2026-11-14', place },
  officer: { name: 'PC Samira Rahman', collarNumber: '4471', station: 'Northgate' },
  people,
  ...more,
});
const home = (line1: string, postcode: string, town = 'Northgate') => ({ line1, town, postcode });

const fenn = (child: object) =>
  notice('recreation ground', [
    {
      role: 'subject',
      familyName: 'Fenn',
      address: home('18 Orchard Close', 'ZZ1 3DN', 'Millbrook'),
      personAware: true,
      needs: [{ code: 'child-behaviour' }],
      ...child,
    },
  ]);

/** An adult of Foundry Street who has trouble with the neighbours. */
const neighbour = (number: number, person: object) =>
  notice('street', [
    { role: 'subject', address: home(`${number} Foundry Street`, 'ZZ1 2PA'), needs: [{ code: 'neighbour-dispute' }], ...person },
  ]);
const walt = { ...named('Walt Ibbs', '1971-03-03'), personAware: true, consent: agreed };

export const police = {
  client: 'police',
  organisation: 'police',
  answer: { ...answer, categories: ['need', 'consent', 'referrer'] },
  people: {
    'meg-oakes': {
      name: 'Meg Oakes',
      outcome: 'routed',
      shows: 'Trouble with a neighbour: she was told, and agreed that the ward support team may know what she would like help with.',
      lookAt: '`sharing`: what officers were told of her stays with them, under this agreement, whatever she agreed to.',
      steps: [
        send(
          neighbour(20, {
            ...named('Meg Oakes', '1975-05-25'),
            telephone: '07700 900312',
            personAware: true,
            offences: ['Said to have shouted in the street'],
            consent: agreed,
          }),
          routed(['ward-team'], { reasonCode: 'repeat-problem', asks: false, sharing: ['permit agreement'], warnings: [] }),
          { seen: [{ as: 'ward-team', people: 1, kinds: ['contact', 'need'] }] },
        ),
      ],
    },
    'arlo-fenn': {
      name: 'Arlo Fenn, born 2019',
      outcome: 'routed',
      shows: 'His mother answered for him, and her parental responsibility was seen: it goes to First Response.',
      lookAt: 'A child’s early help begins at First Response, whatever their area.',
      steps: [
        send(
          fenn({ givenName: 'Arlo', dateOfBirth: '2019-03-21', consent: ofChild(ofParent) }),
          routed(['first-response'], { reasonCode: 'childrens-early-help' }),
          { seen: [{ as: 'first-response', people: 1 }] },
        ),
      ],
    },
    'the-carters': {
      name: 'Joy and Max Carter',
      outcome: 'routed',
      shows: 'What the child needs and what his mother needs go to two teams, each with its own part.',
      lookAt: '`routedTo` names two. Read the case as each: neither sees what is the other’s, nor that there is another.',
      steps: [
        send(
          notice('recreation ground', [
            {
              role: 'subject',
              ...named('Joy Carter', '1990-12-01'),
              address: home('30 Tanner Row', 'ZZ1 1BD'),
              personAware: true,
              needs: [{ code: 'neighbour-dispute' }],
              consent: given({ ...answer, recipients: ['ward-team', 'first-response'] }),
            },
            {
              role: 'household-member',
              ...named('Max Carter', '2020-02-15'),
              address: home('30 Tanner Row', 'ZZ1 1BD'),
              personAware: true,
              needs: [{ code: 'child-behaviour' }],
              consent: ofChild(ofParent),
            },
          ]),
          routed(['first-response', 'ward-team']),
        ),
      ],
    },
    'frank-dale': {
      name: 'Frank Dale',
      outcome: 'held',
      shows: 'Officers did not tell him that a team may call: held, for nobody should be surprised at their own door.',
      lookAt: '`personAware: true` in the message would have been enough for his address to go.',
      steps: [send(neighbour(22, { ...named('Frank Dale', '1966-02-28'), consent: notAsked }), held('not-told'))],
    },
    'bea-fenn': {
      name: 'Bea Fenn, born 2017',
      outcome: 'held',
      shows: 'Someone answered for her and says that they may, but nobody saw evidence of it: held.',
      lookAt: '`ask` says what evidence to record.',
      steps: [
        send(
          fenn({
            givenName: 'Bea',
            dateOfBirth: '2017-06-02',
            consent: ofChild({ givenBy: 'parental-responsibility', authority: 'claimed' }),
          }),
          held('authority-not-evidenced'),
        ),
      ],
    },
    'tess-fenn': {
      name: 'Tess Fenn, born 2014',
      outcome: 'held',
      shows: 'She is under 16 and said yes herself, and nobody recorded whether she can make this decision: held.',
      lookAt: '`competenceAssessed: true` in her answer lets it go (Gillick). She turns 16 on 9 May 2030: then it goes without.',
      steps: [send(fenn({ givenName: 'Tess', dateOfBirth: '2014-05-09', consent: ofChild() }), held('competence-not-assessed'))],
    },
    'wes-holt': {
      name: 'Wes Holt',
      outcome: 'refused',
      shows: 'He was told that a team may call, and said no: refused, and nobody calls.',
      lookAt: '`reasonCode`. Being told would have been enough for a call, had he not said no.',
      steps: [send(neighbour(24, { ...named('Wes Holt', '1980-10-10'), personAware: true, consent: saidNo }), refused('consent-refused'))],
    },
    'hana-moss': {
      name: 'Hana Moss',
      outcome: 'protected',
      shows: 'Something marks domestic abuse: until someone trained has looked, she is seen alone, and her grown-up daughter is not.',
      lookAt: 'The view has one person, and `precautions`. Whoever is alleged to have harmed her is never shown to any team.',
      steps: [
        send(
          notice('home', [
            {
              role: 'subject',
              ...named('Hana Moss', '1989-04-02'),
              address: home('Flat 2, Mill House', 'ZZ1 2JP'),
              telephone: ['07700 900311'],
              safeContact: { method: 'telephone', times: 'weekday mornings', avoid: 'No letters' },
              personAware: true,
              needs: [{ code: 'neighbour-dispute' }],
              domesticAbuse: { riskAssessment: 'medium', summary: 'Said in confidence.' },
              consent: agreed,
            },
            { role: 'alleged-offender', givenName: 'Karl', familyName: 'Moss', offences: ['Alleged controlling behaviour'] },
            {
              role: 'household-member',
              ...named('Lena Moss', '2001-09-12'),
              needs: [{ code: 'return-to-work' }],
              consent: agreed,
            },
          ]),
          routed(['ward-team']),
          { seen: [{ as: 'ward-team', people: 1 }] },
        ),
      ],
    },
    'leo-marsh': {
      name: 'Leo Marsh, born 2018',
      outcome: 'safeguarding',
      shows: 'Suspected harm to a child goes at once to First Response, whatever anyone said.',
      lookAt: '`reasonCode` is statutory-duty; `emergency` says what the hub does not do: it calls nobody. Danger now is 999.',
      steps: [
        send(
          notice(
            'home',
            [
              {
                role: 'subject',
                ...named('Leo Marsh', '2018-07-11'),
                address: home('11 Quarry View', 'ZZ6 1LN', 'Quarry End'),
                consent: { answer: 'refused', engagement: 'declined' },
              },
            ],
            { safeguarding: { person: 1, atRisk: 'child', reasonableCause: true, grounds: 'Was found alone at night, hungry.' } },
          ),
          atOnce('first-response'),
          { seen: [{ as: 'first-response', people: 1 }] },
        ),
      ],
    },
    'rhys-tarn': {
      name: 'Rhys Tarn',
      outcome: 'warned',
      shows: 'He agreed to help, and officers did not tell him of the notice itself: taken, with a warning to tell him.',
      lookAt: '`warnings`. Had he not answered, it would have been held until he was told.',
      steps: [
        send(
          neighbour(26, { ...named('Rhys Tarn', '1992-08-21'), personAware: false, consent: agreed }),
          routed(['ward-team'], { warnings: ['person-not-told'] }),
        ),
      ],
    },
    'june-ash': {
      name: 'June Ash',
      outcome: 'faulty',
      shows: 'The day is none, the grade and her role are no codes of the contract, and so nobody is the subject.',
      lookAt: 'Four `faults`, each with its place. Exactly one of `people` is the subject.',
      steps: [
        send(
          {
            ...notice('street', [{ role: 'victim', givenName: 'June', familyName: 'Ash' }], { grade: 'gold' }),
            incident: { date: '14/11/2026' },
          },
          faulty('/grade', '/incident/date', '/people', '/people/0/role'),
        ),
      ],
    },
    'walt-ibbs': {
      ...repeating,
      name: 'Walt Ibbs',
      shows: 'Sent, sent again, and sent as of another house under the same key.',
      steps: oneKeyThrice(send(neighbour(28, walt), routed(['ward-team'])), neighbour(30, walt)),
    },
  },
} as const satisfies SourcePeople;
