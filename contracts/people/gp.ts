import { visit } from './fire.ts';
import { agreed, answer, inOakfield, referral, send } from './gp-message.ts';
import { unanswered } from './gp-unanswered.ts';
import { atOnce, faulty, given, named, notAsked, oneKeyThrice, repeating, routed, sendsTo } from './making.ts';
import type { SourcePeople } from './person.ts';

const kofi = { ...named('Kofi Lane', '1972-10-14') };
const april = {
  ...named('April Dunn', '1955-04-01'),
  address: inOakfield('15 Orchard Close'),
  needs: [{ code: 'loneliness' }],
  consent: agreed,
};

export const gp = {
  client: 'gp',
  organisation: 'gp',
  answer: { ...answer, categories: ['contact', 'need', 'consent', 'referrer'] },
  people: {
    'gita-rao': {
      name: 'Gita Rao',
      nhsNumber: '9997701062',
      outcome: 'routed',
      shows: 'She agreed to part of it: that part goes, and her health stays where it is.',
      lookAt:
        '`sharing` has a line for what goes and one for what is held. It is for the team that has her to ask for more: see `ask` in its view.',
      steps: [
        send(
          referral({
            ...named('Gita Rao', '1960-02-11'),
            nhsNumber: '9997701062',
            address: inOakfield('12 Mill Street', 'ZZ4 1AC'),
            telephone: ['01632 960362'],
            needs: [{ code: 'loneliness' }],
            conditions: ['Uses oxygen at night'],
            consent: agreed,
          }),
          routed(['first-contact'], {
            reasonCode: 'no-agreement-with-coordinator',
            asks: false,
            sharing: ['permit agreement', 'hold consent-does-not-cover'],
          }),
          { seen: [{ as: 'first-contact', people: 1, kinds: ['contact', 'need'] }] },
        ),
      ],
    },
    'kofi-lane': {
      name: 'Kofi Lane',
      nhsNumber: '9997701089',
      outcome: 'routed',
      shows: 'Two agencies send him: by NHS number, date of birth and family name he is one person.',
      lookAt:
        'Neither receipt says that he was known: no reply varies with what others sent. The team that has both cases sees, in `related`, that there is another.',
      steps: [
        send(
          referral({
            ...kofi,
            nhsNumber: '9997701089',
            address: { line1: '6 Kiln Lane', town: 'Castle Hill', postcode: 'ZZ2 1QT' },
            needs: [{ code: 'carer-strain' }],
            consent: agreed,
          }),
          routed(['first-contact'], { asks: false }),
        ),
        sendsTo('fire')(
          visit('6 Kiln Lane', 'no-smoke-alarm', {
            ...kofi,
            nhsNumber: '999 770 1089',
            consent: given({ recipients: ['first-contact'], purposes: ['safe-and-well'], categories: ['contact', 'hazard'] }),
          }),
          routed(['first-contact'], { asks: false }),
          { seen: [{ as: 'first-contact', people: 1, related: 1 }] },
        ),
      ],
    },
    ...unanswered,
    'ruth-shaw': {
      name: 'Ruth Shaw',
      nhsNumber: '9997701100',
      outcome: 'protected',
      shows: 'Where she lives must stay hidden: it goes, and only the roles that the agreement names see her.',
      lookAt: 'Read the case as first-contact for first-contact-1, who sees nobody, and for first-contact-lead, who sees her.',
      steps: [
        send(
          referral({
            ...named('Ruth Shaw', '1991-11-19'),
            nhsNumber: '9997701100',
            protected: true,
            address: inOakfield('9 Mill Street', 'ZZ4 1AC'),
            telephone: ['07700 900310'],
            safeContact: { method: 'telephone', avoid: 'Leave no message' },
            needs: [{ code: 'confidence' }],
            consent: agreed,
          }),
          routed(['first-contact']),
          {
            seen: [
              { as: 'first-contact', user: 'first-contact-1', people: 0 },
              { as: 'first-contact', user: 'first-contact-lead', people: 1, kinds: ['contact', 'need'] },
            ],
          },
        ),
      ],
    },
    'lydia-park': {
      name: 'Lydia Park, and her son Theo, born 2022',
      outcome: 'safeguarding',
      shows: 'Her doctor has cause to fear for her son: First Response has it at once, though she was not asked.',
      lookAt:
        '`about` in the concern says which of those in the message is at risk. What she might like help with waits until she is asked.',
      steps: [
        send(
          referral(
            {
              ...named('Lydia Park', '1998-02-17'),
              address: inOakfield('11 Orchard Close'),
              needs: [{ code: 'confidence' }],
              consent: notAsked,
            },
            {
              relatives: [{ role: 'household-member', ...named('Theo Park', '2022-03-08'), consent: notAsked }],
              safeguarding: {
                about: 'relative-1',
                atRisk: 'child',
                reasonableCause: true,
                grounds: 'Bruises on both arms, and each time another account of them.',
              },
            },
          ),
          atOnce('first-response', { asks: true }),
          { seen: [{ as: 'first-response', people: 2 }] },
        ),
      ],
    },
    'glyn-moor': {
      name: 'Glyn Moor',
      outcome: 'warned',
      shows: 'His medication is sent with it: taken, and the medication dropped with a warning.',
      lookAt: '`warnings` names its place. Send what help he would like; nobody here needs to know what he takes.',
      steps: [
        send(
          referral({
            ...named('Glyn Moor', '1958-12-12'),
            address: inOakfield('13 Orchard Close'),
            needs: [{ code: 'loneliness' }],
            medication: ['Something each morning'],
            consent: agreed,
          }),
          routed(['first-contact'], { warnings: ['not-mapped'] }),
        ),
      ],
    },
    'hope-lacey': {
      name: 'Hope Lacey',
      outcome: 'faulty',
      shows: 'She has no family name, a birthday to come, a need that is none, and a concern about a relative who is not there.',
      lookAt: 'Four `faults`, each with its place. The same message as FHIR is answered with an OperationOutcome.',
      steps: [
        send(
          referral(
            { givenName: 'Hope', dateOfBirth: '2031-01-01', needs: [{ code: 'unhappiness' }], consent: agreed },
            { safeguarding: { about: 'relative-2', atRisk: 'adult', reasonableCause: true, grounds: 'Something seen' } },
          ),
          faulty('/patient/dateOfBirth', '/patient/familyName', '/patient/needs/0/code', '/safeguarding/about'),
        ),
      ],
    },
    'april-dunn': {
      ...repeating,
      name: 'April Dunn',
      shows: 'Sent, sent again, and sent with another address under the same key.',
      steps: oneKeyThrice(
        send(referral(april), routed(['first-contact'])),
        referral({ ...april, address: inOakfield('17 Orchard Close') }),
      ),
    },
  },
} as const satisfies SourcePeople;
