import { faulty, oneKeyThrice, refused, repeating, routed, saidNo, sendsTo } from './making.ts';
import type { Expected, SourcePeople } from './person.ts';

const send = sendsTo('community', 'ward-team');
const calledOn = (more: Partial<Expected> = {}): Expected => ({
  status: 201,
  disposition: 'conversation-needed',
  reasonCode: 'conversation',
  routedTo: ['ward-team'],
  ...more,
});

const concern = (person: object, more: object = {}) => ({
  recordedBy: { name: 'Ray Fenwick', jobTitle: 'Team leader', team: 'Ward support team' },
  person,
  ...more,
});
const onChapelSteps = (number: number) => ({ line1: `${number} Chapel Steps`, town: 'Northgate', postcode: 'ZZ1 1CH' });
const lonely = [{ code: 'loneliness' }];
const nan = { givenName: 'Nan', familyName: 'Hobbs', address: onChapelSteps(22) };

export const community = {
  client: 'ward-team',
  organisation: 'council',
  people: {
    'stan-rudd': {
      name: 'Stan Rudd',
      outcome: 'conversation-needed',
      shows: 'A neighbour is worried about him: the ward team calls first, and he is nobody’s case until he wants to be.',
      lookAt:
        '`disposition` is conversation-needed, and `sharing` stays empty: what comes of the call is his to tell. The neighbour is never shown.',
      steps: [
        send(
          concern(
            { givenName: 'Stan', familyName: 'Rudd', address: onChapelSteps(12), needs: lonely },
            { informant: { givenName: 'Pam', familyName: 'Low', relationship: 'neighbour' } },
          ),
          calledOn({ sharing: [] }),
          { seen: [{ as: 'ward-team', people: 1, kinds: ['contact', 'need'] }] },
        ),
      ],
    },
    'polly-wynn': {
      name: 'Polly Wynn',
      outcome: 'refused',
      shows: 'No ward team works where she lives: refused, and nothing is kept.',
      lookAt: '`reasonCode`. There is nothing to ask: no answer would change it.',
      steps: [
        send(
          concern({
            givenName: 'Polly',
            familyName: 'Wynn',
            address: { line1: '2 Quay Road', town: 'Wreake Vale', postcode: 'ZZ3 1AA' },
            needs: lonely,
          }),
          refused('not-in-area'),
        ),
      ],
    },
    'abe-norris': {
      name: 'Abe Norris',
      outcome: 'refused',
      shows: 'His sister asked him first, and he said that nobody is to call: refused, and nobody does.',
      lookAt:
        '`reasonCode`. `engagement: declined` says that nobody is to call, `answer: refused` that nothing is to be passed on: either is a no.',
      steps: [
        send(
          concern(
            {
              givenName: 'Abe',
              familyName: 'Norris',
              address: onChapelSteps(14),
              needs: lonely,
              consent: { ...saidNo, engagement: 'declined' },
            },
            { informant: { givenName: 'Ada', familyName: 'Norris', relationship: 'family' } },
          ),
          refused('help-declined'),
        ),
      ],
    },
    'flo-garner': {
      name: 'Flo Garner',
      outcome: 'safeguarding',
      shows: 'What a friend saw is cause to fear for her: Adult Safeguarding has it at once, and the ward team calls as it would have.',
      lookAt: '`routedTo` names two. The ward team is not told of the concern, nor either of them who the friend is.',
      steps: [
        send(
          concern(
            { givenName: 'Flo', familyName: 'Garner', address: onChapelSteps(16), needs: lonely },
            {
              informant: { givenName: 'Jan', familyName: 'Tooley', relationship: 'friend' },
              safeguarding: {
                atRisk: 'adult',
                reasonableCause: true,
                grounds: 'Has been made to sleep on the kitchen floor, and was hit when she said so.',
              },
            },
          ),
          routed(['adult-safeguarding', 'ward-team'], { reasonCode: 'statutory-duty' }),
          { seen: [{ as: 'adult-safeguarding', people: 1 }] },
        ),
      ],
    },
    'jim-wicks': {
      name: 'Jim Wicks',
      outcome: 'warned',
      shows:
        'A worry about him is sent as safeguarding without reasonable cause: the ward team calls, and no safeguarding team hears of it.',
      lookAt: '`warnings`: whoever sent it may think that more came of it.',
      steps: [
        send(
          concern(
            { givenName: 'Jim', familyName: 'Wicks', address: onChapelSteps(18), needs: lonely },
            { safeguarding: { atRisk: 'adult', reasonableCause: false, grounds: 'Looks thinner than he did.' } },
          ),
          calledOn({ warnings: ['concern-without-cause'] }),
        ),
      ],
    },
    'val-thorne': {
      name: 'Val Thorne',
      outcome: 'faulty',
      shows: 'Nobody wrote it down, nothing says how to reach her, and whoever told of her is no friend, family or neighbour.',
      lookAt: 'Three `faults`. An address is enough to call on somebody; a name alone is not.',
      steps: [
        send(
          {
            recordedBy: { team: 'Ward support team' },
            person: { givenName: 'Val', familyName: 'Thorne' },
            informant: { relationship: 'milkman' },
          },
          faulty('/informant/relationship', '/person/address', '/recordedBy/name'),
        ),
      ],
    },
    'nan-hobbs': {
      ...repeating,
      name: 'Nan Hobbs',
      shows: 'Sent, sent again, and sent with a need beside it under the same key.',
      steps: oneKeyThrice(send(concern(nan), calledOn()), concern({ ...nan, needs: lonely })),
    },
  },
} as const satisfies SourcePeople;
