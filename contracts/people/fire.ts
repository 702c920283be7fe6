import { atOnce, faulty, given, held, named, notAsked, oneKeyThrice, refused, repeating, routed, saidNo, sendsTo } from './making.ts';
import type { SourcePeople } from './person.ts';

const answer = {
  recipients: ['first-contact'],
  purposes: ['safe-and-well'],
  categories: ['contact', 'hazard', 'mobility', 'need', 'consent', 'referrer'],
};
const agreed = given(answer);
const send = sendsTo('fire');

/** A visit to a home on Kiln Lane, where one person lives. */
export const visit = (line1: string, hazard: string, occupant: object, more: object = {}) => ({
  visit: { date: '2026-11-10', officer: { name: 'Jo Castell', station: 'Castle Hill' } },
  property: { address: { line1, town: 'Castle Hill', postcode: 'ZZ2 1QT' }, hazards: [{ code: hazard }] },
  occupants: [occupant],
  ...more,
});

const enid = { ...named('Enid Marlow', '1943-10-02'), consent: agreed };

export const fire = {
  client: 'fire',
  organisation: 'fire',
  answer: { ...answer, categories: ['contact', 'hazard', 'consent', 'referrer'] },
  people: {
    'edwin-shore': {
      name: 'Edwin Shore',
      outcome: 'routed',
      shows: 'He was asked at the visit and agreed: First Contact hears of the hazard, and how he gets about.',
      lookAt: 'His health is withheld: the agreement does not name it, so no answer of his would let it go.',
      steps: [
        send(
          visit('10 Kiln Lane', 'no-smoke-alarm', {
            ...named('Edwin Shore', '1948-04-20'),
            telephone: '01632 960431',
            needs: [{ code: 'falls' }],
            mobility: ['Uses two sticks'],
            health: ['Short of breath on the stairs'],
            consent: agreed,
          }),
          routed(['first-contact'], { asks: false, sharing: ['permit agreement', 'withhold category-not-in-agreement'], warnings: [] }),
          { seen: [{ as: 'first-contact', people: 1, kinds: ['consent', 'contact', 'hazard', 'mobility', 'referrer'] }] },
        ),
      ],
    },
    'greta-vane': {
      name: 'Greta Vane',
      outcome: 'held',
      shows: 'Nobody asked her at the visit: held, hazard and all.',
      lookAt: '`ask`: the officer can ring her, ask, and record what she says.',
      steps: [
        send(visit('14 Kiln Lane', 'blocked-exit', { ...named('Greta Vane', '1952-01-30'), consent: notAsked }), held('consent-missing')),
      ],
    },
    'cliff-mason': {
      name: 'Cliff Mason',
      outcome: 'refused',
      shows: 'He said no to the officer at his door: refused.',
      lookAt: '`ask` is empty. Whether he might be in danger is another question: that is `safeguarding`.',
      steps: [
        send(visit('16 Kiln Lane', 'hoarding', { ...named('Cliff Mason', '1961-09-09'), consent: saidNo }), refused('consent-refused')),
      ],
    },
    'dora-quill': {
      name: 'Dora Quill',
      nhsNumber: '9997701127',
      outcome: 'safeguarding',
      shows: 'Suspected harm to an adult goes at once to Adult Safeguarding, while the rest waits until she is asked.',
      lookAt: '`routedTo` is adult-safeguarding, and `ask` still says what to ask for the help she might like besides.',
      steps: [
        send(
          visit(
            '4 Kiln Lane',
            'no-heating',
            { ...named('Dora Quill', '1937-12-22'), nhsNumber: '9997701127', consent: notAsked },
            {
              safeguarding: {
                occupant: 1,
                atRisk: 'adult',
                reasonableCause: true,
                grounds: 'Says that her lodger takes her pension, and was afraid when he came in.',
              },
            },
          ),
          atOnce('adult-safeguarding', { asks: true }),
          { seen: [{ as: 'adult-safeguarding', people: 1 }] },
        ),
      ],
    },
    'wilf-arden': {
      name: 'Wilf Arden',
      outcome: 'warned',
      shows: 'It is marked as an emergency: taken, with a warning that the hub rings nobody.',
      lookAt: '`warnings` and `emergency`. Danger now is 999, before any referral.',
      steps: [
        send(
          visit('18 Kiln Lane', 'no-heating', { ...named('Wilf Arden', '1950-07-15'), consent: agreed }, { urgency: 'emergency' }),
          routed(['first-contact'], { warnings: ['nobody-rung'] }),
        ),
      ],
    },
    'lena-cobb': {
      name: 'Lena Cobb',
      outcome: 'faulty',
      shows: 'The visit has no day and no officer, the hazard is no code of the contract, and her family name is missing.',
      lookAt: 'Four `faults`, each with its place. All the codes of hazards are in the contract.',
      steps: [
        send(
          {
            visit: { officer: { station: 'Castle Hill' } },
            property: { address: { line1: '20 Kiln Lane', postcode: 'ZZ2 1QT' }, hazards: [{ code: 'dragons' }] },
            occupants: [{ givenName: 'Lena', consent: agreed }],
          },
          faulty('/occupants/0/familyName', '/property/hazards/0/code', '/visit/date', '/visit/officer/name'),
        ),
      ],
    },
    'enid-marlow': {
      ...repeating,
      name: 'Enid Marlow',
      shows: 'Sent, sent again, and sent with another hazard under the same key.',
      steps: oneKeyThrice(
        send(visit('22 Kiln Lane', 'no-smoke-alarm', enid), routed(['first-contact'])),
        visit('22 Kiln Lane', 'no-heating', enid),
      ),
    },
  },
} as const satisfies SourcePeople;
