import { atOnce, faulty, oneKeyThrice, refused, repeating, sendsTo } from './making.ts';
import type { Expected, SourcePeople } from './person.ts';

const send = sendsTo('street-scene');
const calledOn = (more: Partial<Expected> = {}): Expected => ({
  status: 201,
  disposition: 'conversation-needed',
  reasonCode: 'conversation',
  routedTo: ['ward-team'],
  ...more,
});

const job = (reference: string, requester: object, more: object = {}) => ({
  reference,
  requestedOn: '2026-11-18',
  type: 'Bulky waste quote',
  isOwnRequest: true,
  requester,
  ...more,
});
const onFoundryStreet = (number: number) => ({ line1: `${number} Foundry Street`, town: 'Northgate', postcode: 'ZZ1 1AB' });
const gwyn = { givenName: 'Gwyn', familyName: 'Potts', address: onFoundryStreet(15) };

const columns = 'Job No,Date Received,Job Type,Request Type,Reported By,Forename,Surname,Address 1,Town,Post Code';

export const streetScene = {
  client: 'street-scene',
  organisation: 'street-scene',
  people: {
    'amos-reed': {
      name: 'Amos Reed',
      outcome: 'conversation-needed',
      shows: 'He asked for a quote for himself: the leader of the ward team may call on him, and nobody else hears of it.',
      lookAt:
        '`disposition` is conversation-needed. What comes of the call is his to tell: a referral of yours says no more than that it was received.',
      steps: [
        send(
          job('SS-91001', { givenName: 'Amos', familyName: 'Reed', address: onFoundryStreet(7) }),
          calledOn({ asks: false, warnings: [] }),
          {
            seen: [
              { as: 'ward-team', people: 1, kinds: ['contact', 'service-request'] },
              { as: 'ward-team', user: 'ward-team-2', people: 0 },
            ],
          },
        ),
      ],
    },
    'bert-lowe': {
      name: 'Bert Lowe, and a neighbour of his',
      outcome: 'conversation-needed',
      shows: 'A list of two jobs: the one he asked for himself is taken, the one that a neighbour asked for is dropped.',
      lookAt: 'A result for each line. Of a dropped line nothing is kept.',
      steps: [
        send(
          [
            columns,
            'SS-90001,18/11/2026,Bulky waste quote,Service Request,Self,Bert,Lowe,5 Foundry Street,Northgate,ZZ1 1AB',
            'SS-90002,18/11/2026,Bulky waste quote,Service Request,Neighbour,Bert,Lowe,5 Foundry Street,Northgate,ZZ1 1AB',
            '',
          ].join('\n'),
          { status: 200, lines: ['taken conversation', 'dropped not-own-request'] },
        ),
      ],
    },
    'dot-farley': {
      name: 'Dot Farley',
      outcome: 'refused',
      shows: 'She asked for herself, and no ward team works where she lives: refused.',
      lookAt: '`reasonCode`. In a list the same job is a dropped line.',
      steps: [
        send(
          job('SS-91002', {
            givenName: 'Dot',
            familyName: 'Farley',
            address: { line1: '4 Harvest Way', town: 'Southfields', postcode: 'ZZ7 2AB' },
          }),
          refused('not-in-area'),
        ),
      ],
    },
    'edie-brook': {
      name: 'Edie Brook',
      outcome: 'safeguarding',
      shows: 'Whoever went to see what she wanted taken away has cause to fear for her: Adult Safeguarding has it at once.',
      lookAt: '`routedTo` has it, wherever she lives. A list never carries a concern: send it by itself.',
      steps: [
        send(
          job(
            'SS-91003',
            { givenName: 'Edie', familyName: 'Brook', address: { line1: '8 Harvest Way', town: 'Southfields', postcode: 'ZZ7 2AB' } },
            {
              safeguarding: {
                atRisk: 'adult',
                reasonableCause: true,
                grounds: 'Was shut in the back room without food, and says that her lodger has the key.',
              },
            },
          ),
          atOnce('adult-safeguarding'),
          { seen: [{ as: 'adult-safeguarding', people: 1 }] },
        ),
      ],
    },
    'hal-usher': {
      name: 'Hal Usher',
      outcome: 'warned',
      shows: 'The message has the notes that the council keeps of him: taken, and the notes dropped unread.',
      lookAt: '`warnings`. There is no place for notes, and nobody is sent any.',
      steps: [
        send(
          job(
            'SS-91004',
            { givenName: 'Hal', familyName: 'Usher', address: onFoundryStreet(13) },
            { notes: 'Was cross on the telephone.' },
          ),
          calledOn({ warnings: ['unknown-field'] }),
        ),
      ],
    },
    'fay-burrow': {
      name: 'Fay Burrow',
      outcome: 'faulty',
      shows: 'A complaint about a neighbour, with a telephone number that is none: not a job for the hub at all.',
      lookAt: 'Three `faults`: what somebody asks about others is not taken. In a list it is dropped, without a fault.',
      steps: [
        send(
          job(
            'SS-91005',
            { givenName: 'Fay', familyName: 'Burrow', address: onFoundryStreet(17), telephone: ['ring next door'] },
            { type: 'Noise complaint', isOwnRequest: false },
          ),
          faulty('/isOwnRequest', '/requester/telephone/0', '/type'),
        ),
      ],
    },
    'ida-crewe': {
      name: 'Ida Crewe',
      outcome: 'faulty',
      shows: 'A list without names: none of it is taken, and the fault says which columns it needs.',
      lookAt: '`faults`. A fault in one line is told in that line’s result, and the others are taken.',
      steps: [send(['Job No,Job Type,Reported By,Post Code', 'SS-90003,Bulky waste quote,Self,ZZ1 1AB', ''].join('\n'), faulty('/line/1'))],
    },
    'gwyn-potts': {
      ...repeating,
      name: 'Gwyn Potts',
      shows: 'Sent, sent again, and sent as another job under the same key.',
      steps: oneKeyThrice(send(job('SS-91006', gwyn), calledOn()), job('SS-91007', gwyn)),
    },
  },
} as const satisfies SourcePeople;
