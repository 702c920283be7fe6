import type { FictionalPerson } from './person.ts';

const recordedBy = { name: 'Ray Fenwick', jobTitle: 'Team leader', team: 'Ward support team' };

export const conversations = {
  'stan-rudd': {
    name: 'Stan Rudd',
    group: 'conversations',
    shows: 'A neighbour is worried about him: the ward team calls first, and he is nobody’s case until he wants to be.',
    lookAt:
      '`disposition` is conversation-needed, and `sharing` stays empty: what comes of the call is his to tell. The neighbour is never shown.',
    steps: [
      {
        as: 'ward-team',
        path: '/v1/referrals/community',
        body: {
          recordedBy,
          person: {
            givenName: 'Stan',
            familyName: 'Rudd',
            address: { line1: '12 Chapel Steps', town: 'Northgate', postcode: 'ZZ1 1CH' },
            needs: [{ code: 'loneliness' }],
          },
          informant: { givenName: 'Pam', familyName: 'Low', relationship: 'neighbour' },
        },
        expect: { status: 201, disposition: 'conversation-needed', reasonCode: 'conversation', routedTo: ['ward-team'], sharing: [] },
        seen: [{ as: 'ward-team', people: 1, kinds: ['contact', 'need'] }],
      },
    ],
  },
  'polly-wynn': {
    name: 'Polly Wynn',
    group: 'conversations',
    shows: 'No ward team works where she lives: refused, and nothing is kept.',
    lookAt: '`reasonCode`. There is nothing to ask: no answer would change it.',
    steps: [
      {
        as: 'ward-team',
        path: '/v1/referrals/community',
        body: {
          recordedBy,
          person: {
            givenName: 'Polly',
            familyName: 'Wynn',
            address: { line1: '2 Quay Road', town: 'Wreake Vale', postcode: 'ZZ3 1AA' },
            needs: [{ code: 'loneliness' }],
          },
        },
        expect: { status: 201, disposition: 'refused', reasonCode: 'not-in-area', routedTo: [], asks: false },
      },
    ],
  },
  'bert-lowe': {
    name: 'Bert Lowe, and a neighbour of his',
    group: 'conversations',
    shows: 'A list of two jobs: the one he asked for himself is taken, the one that a neighbour asked for is dropped.',
    lookAt: 'A result for each line. Of a dropped line nothing is kept.',
    steps: [
      {
        as: 'street-scene',
        path: '/v1/referrals/street-scene',
        body: [
          'Job No,Date Received,Job Type,Request Type,Reported By,Forename,Surname,Address 1,Town,Post Code',
          'SS-90001,18/11/2026,Bulky waste quote,Service Request,Self,Bert,Lowe,5 Foundry Street,Northgate,ZZ1 1AB',
          'SS-90002,18/11/2026,Bulky waste quote,Service Request,Neighbour,Bert,Lowe,5 Foundry Street,Northgate,ZZ1 1AB',
          '',
        ].join('\n'),
        expect: { status: 200, lines: ['taken conversation', 'dropped not-own-request'] },
      },
    ],
  },
} as const satisfies Record<string, FictionalPerson>;
