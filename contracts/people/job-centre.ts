import { atOnce, faulty, given, held, named, notAsked, oneKeyThrice, refused, repeating, routed, sendsTo } from './making.ts';
import type { SourcePeople } from './person.ts';

const answer = {
  recipients: ['local-area-coordinator', 'first-contact'],
  purposes: ['introduction'],
  categories: ['contact', 'need', 'hopes', 'consent', 'referrer'],
};
const agreed = given(answer);
const send = sendsTo('job-centre');
const introduction = (customer: object, consent: object, more: object = {}) => ({
  workCoach: { name: 'Priya Nair', office: 'Northgate Jobcentre' },
  customer,
  consent,
  ...more,
});
const inNorthgate = (line1: string) => ({ line1, town: 'Northgate', postcode: 'ZZ1 1AB' });

const owen = {
  ...named('Owen Frost', '1987-02-03'),
  address: inNorthgate('11 Tanner Row'),
  needs: [{ code: 'confidence' }],
};

export const jobCentre = {
  client: 'job-centre',
  organisation: 'job-centre',
  answer: { ...answer, recipients: ['local-area-coordinator'], categories: ['contact', 'need', 'consent', 'referrer'] },
  people: {
    'nora-finch': {
      name: 'Nora Finch',
      nhsNumber: '9997701003',
      outcome: 'routed',
      shows: 'She was asked and agreed: the referral goes to the coordinator of her area.',
      lookAt: '`routedTo` names the team; `sharing` says what it may know. Benefits are withheld by law, whatever she agreed to.',
      steps: [
        send(
          introduction(
            {
              ...named('Nora Finch', '1999-05-17'),
              nhsNumber: '9997701003',
              address: inNorthgate('3 Tanner Row'),
              telephone: '07700 900301',
              needs: [{ code: 'loneliness' }],
              hopes: ['To join a choir'],
              benefits: ['Universal Credit'],
            },
            agreed,
          ),
          routed(['coordinator-northgate'], {
            reasonCode: 'area-and-need',
            asks: false,
            sharing: ['permit agreement', 'withhold statutory-bar'],
            warnings: [],
          }),
          { seen: [{ as: 'coordinator-northgate', people: 1, kinds: ['contact', 'need', 'hopes', 'consent', 'referrer'] }] },
        ),
      ],
    },
    'ivor-bright': {
      name: 'Ivor Bright',
      nhsNumber: '9997701054',
      outcome: 'routed',
      shows: 'No coordinator covers his address: it goes to First Contact, where a person finds the right team.',
      lookAt: '`routedTo` is first-contact. An address outside every area is not a fault.',
      steps: [
        send(
          introduction(
            {
              ...named('Ivor Bright', '1983-03-09'),
              nhsNumber: '9997701054',
              address: { line1: '40 Far Road', town: 'Elsewhere', postcode: 'ZZ9 9ZZ' },
              needs: [{ code: 'loneliness' }],
            },
            agreed,
          ),
          routed(['first-contact'], { reasonCode: 'no-coordinator-in-area', asks: false }),
        ),
      ],
    },
    'sam-tilley': {
      name: 'Sam Tilley',
      nhsNumber: '9997701011',
      outcome: 'held',
      shows: 'Nobody asked him: the referral is held, and no team can see it.',
      lookAt:
        '`ask` says what to ask him and where the answer belongs. Record it with POST /v1/consents and the `referralId`, and it goes.',
      steps: [
        send(
          introduction(
            {
              ...named('Sam Tilley', '1978-01-23'),
              nhsNumber: '9997701011',
              address: { line1: '8 Weir Lane', town: 'Millbrook', postcode: 'ZZ1 3AB' },
              needs: [{ code: 'confidence' }],
            },
            notAsked,
          ),
          held('engagement-not-asked'),
        ),
      ],
    },
    'joan-pike': {
      name: 'Joan Pike',
      nhsNumber: '9997701046',
      outcome: 'refused',
      shows: 'She would let it be passed on, but does not want to be contacted: refused.',
      lookAt: 'Permission to share (`answer`) and wanting help (`engagement`) are two facts. Early help is voluntary.',
      steps: [
        send(
          introduction(
            {
              ...named('Joan Pike', '1969-12-04'),
              nhsNumber: '9997701046',
              address: inNorthgate('5 Tanner Row'),
              needs: [{ code: 'return-to-work' }],
            },
            { ...agreed, engagement: 'declined' },
          ),
          refused('help-declined'),
        ),
      ],
    },
    'iris-cole': {
      name: 'Iris Cole',
      outcome: 'safeguarding',
      shows: 'She wants no help, and her work coach has cause to fear for her: Adult Safeguarding has it at once.',
      lookAt: '`routedTo` is adult-safeguarding. Her no stands for everything else: nothing goes to a coordinator.',
      steps: [
        send(
          introduction(
            { ...named('Iris Cole', '1994-06-18'), address: inNorthgate('15 Tanner Row') },
            { answer: 'refused', engagement: 'declined' },
            {
              safeguarding: {
                atRisk: 'adult',
                reasonableCause: true,
                grounds: 'Says that her cousin keeps her bank card and locks her in at night.',
              },
            },
          ),
          atOnce('adult-safeguarding'),
          { seen: [{ as: 'adult-safeguarding', people: 1 }] },
        ),
      ],
    },
    'alma-reed': {
      name: 'Alma Reed',
      nhsNumber: '9997701130',
      outcome: 'warned',
      shows: 'Her NHS number fails its check, and there is a field too many: taken all the same, with two warnings.',
      lookAt: '`warnings`. The number was dropped and is matched with nobody. With ?strict=true the extra field is a fault.',
      steps: [
        send(
          introduction(
            {
              ...named('Alma Reed', '1996-09-27'),
              nhsNumber: '9997701130',
              favouriteColour: 'green',
              address: inNorthgate('7 Tanner Row'),
              needs: [{ code: 'loneliness' }],
            },
            agreed,
          ),
          routed(['coordinator-northgate'], { warnings: ['nhs-number-invalid', 'unknown-field'] }),
        ),
      ],
    },
    'ned-crane': {
      name: 'Ned Crane',
      outcome: 'faulty',
      shows: 'Five things are wrong with the message: every one of them is told at once, and nothing is taken.',
      lookAt: '`faults`, each with its place and what was expected. What was sent is never repeated.',
      steps: [
        send(
          {
            workCoach: { office: 'Northgate Jobcentre' },
            customer: {
              givenName: 'Ned',
              dateOfBirth: '1990-02-30',
              address: { line1: '9 Tanner Row', postcode: 'not a postcode' },
              needs: [{ code: 'cheering-up' }],
            },
            consent: agreed,
          },
          faulty(
            '/customer/address/postcode',
            '/customer/dateOfBirth',
            '/customer/familyName',
            '/customer/needs/0/code',
            '/workCoach/name',
          ),
        ),
      ],
    },
    'owen-frost': {
      ...repeating,
      name: 'Owen Frost',
      shows: 'Sent, sent again, and sent with another need under the same key.',
      steps: oneKeyThrice(
        send(introduction(owen, agreed), routed(['coordinator-northgate'])),
        introduction({ ...owen, needs: [{ code: 'loneliness' }] }, agreed),
      ),
    },
  },
} as const satisfies SourcePeople;
