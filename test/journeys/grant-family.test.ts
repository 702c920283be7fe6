import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/**
 * Denise Grant, her husband Lloyd, and Tyrone and Jade. They owe rent and may lose their home; neighbours complained;
 * their landlord’s officer is uneasy about the children. Denise wants help. Lloyd wants nobody told of him.
 */

const door = 'first-response';
const support = 'supporting-families';
const everyKind = ['contact', 'birth-date', 'need', 'hopes', 'health', 'finances', 'education', 'consent', 'referrer', 'offence'];
const onward = { recipients: ['family-support'], purposes: ['allocation'], categories: everyKind };
const forAChild = { ...onward, givenBy: 'parental-responsibility', authority: 'evidenced' };

/** What no team is told: of Lloyd, of who complained, and what the officer wrote. */
const never = [
  'Lloyd',
  '900417',
  'good knee',
  'Pickard',
  'Norman',
  '15 Loom',
  '960418',
  'Cried',
  'opened the door',
  'nine years',
  'Two dogs',
];
const allegations = ['bins', 'music'];

let hub: Story;
beforeEach(async () => {
  hub = await aStory();
});
// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a message at a time
const refer = async (change: (message: any) => void = () => undefined) => {
  const body = example('housing', 'complete');
  change(body);
  return hub.sends('housing', body);
};

/** First Response has met the family and asked Denise, for herself and for her children, whether others may know. */
async function askedAtTheDoor(id: string) {
  const { people } = (await hub.read(door, id)).body;
  await hub.records(door, id, onward);
  for (const { key, role } of people) if (role === 'household-member') await hub.records(door, id, { person: key, ...forAChild });
}

describe('the Grant family, from their landlord to First Response to family support', () => {
  let id: string;
  beforeEach(async () => {
    const sent = await refer();
    expect([sent.disposition, sent.routedTo]).toMatchObject(['routed', [{ team: door }]]);
    id = sent.referralId;
  });

  test('First Response hears who they are and what they owe; not what they are accused of, nor by whom', async () => {
    expect(await hub.mailOf(door)).toEqual(['case.routed']);
    tells(
      await hub.seen(door, id),
      ['Denise', 'Tyrone', 'Jade', '17 Loom Street', '£2140.50', 'May lose the home on 2027-01-18', 'eviction-risk', 'Lee Barton'],
      [...never, ...allegations, 'slept', 'Oakfield High', 'breakfast club'],
    );
  });

  test('family support hears nothing until Denise was asked about it: what she told the landlord was for First Response', async () => {
    await hub.accepts(door, id);
    const { status, body } = await hub.passesOn(door, id, support);
    expect([status, body.faults]).toMatchObject([409, [{ pointer: '/to/0', code: 'held' }]]);
    expect(body.faults[0].detail).toMatch(/Ask the person .*recipients family-support, purposes allocation, categories contact/);
    expect([(await hub.read(support, id)).status, await hub.mailOf(support)]).toEqual([404, []]);
  });

  test('once she says yes for herself and her children it sees them; and no allegation, though she named that kind too', async () => {
    await hub.accepts(door, id);
    await askedAtTheDoor(id);
    expect((await hub.passesOn(door, id, support)).body.passed).toMatchObject([{ team: support, outcome: 'passed' }]);
    expect(await hub.mailOf(support)).toEqual(['case.routed']);
    tells(
      await hub.seen(support, id),
      ['Denise', 'Tyrone', 'Jade', 'eviction-risk', 'child-behaviour', '£2140.50', 'breakfast club', 'not slept', 'Oakfield Primary'],
      [...never, ...allegations, 'offence'],
    );
  });

  test('each child is seen by an answer for that child: of one for whom nobody answered, nothing goes on', async () => {
    await hub.accepts(door, id);
    const [, tyrone] = (await hub.read(door, id)).body.people;
    await hub.records(door, id, onward);
    await hub.records(door, id, { person: tyrone.key, ...forAChild });
    await hub.passesOn(door, id, support);
    tells(await hub.seen(support, id), ['Denise', 'Tyrone'], ['Jade', '2018-11-30', 'Oakfield Primary', ...never]);
  });

  test('the landlord hears how far they have come, because Denise wanted it, and never with whom', async () => {
    expect(await hub.progress('housing', id)).toEqual({ stage: 'received' });
    await hub.accepts(door, id);
    expect(await hub.progress('housing', id)).toMatchObject({ stage: 'accepted' });
    await askedAtTheDoor(id);
    await hub.passesOn(door, id, support);
    expect(await hub.progress('housing', id)).toMatchObject({ stage: 'closed', outcome: 'passed-on' });
    await hub.accepts(support, id);
    await hub.post(`/v1/cases/${id}/outcome`, { as: support, body: { outcome: 'support-in-place' } });
    expect(await hub.progress('housing', id)).toMatchObject({ stage: 'closed', outcome: 'support-in-place' });
    const told = [(await hub.get(`/v1/referrals/${id}`, { as: 'housing' })).body, (await hub.get('/v1/events', { as: 'housing' })).body];
    tells(JSON.stringify(told), [], [support, 'Denise', 'Jade', 'slept']);
  });

  test('withdrawn, she is seen no more by anyone it went on to; her children are, by the answers for them', async () => {
    await hub.accepts(door, id);
    await askedAtTheDoor(id);
    await hub.passesOn(door, id, support);
    await hub.records(door, id, { answer: 'refused' });
    for (const team of [door, support])
      tells(await hub.seen(team, id), ['Tyrone', 'Jade'], ['Denise', '£2140', '960417', 'slept', '"code":"eviction-risk"']);
  });
});

describe('a complaint of anti-social behaviour', () => {
  test('is an allegation of an offence: First Response hears it where Denise names it, and it stops there', async () => {
    const { referralId: id } = await refer(({ household }) => household[0].consent.categories.push('offence'));
    tells(await hub.seen(door, id), ['music is played'], ['bins', ...never]);
    await hub.accepts(door, id);
    await askedAtTheDoor(id);
    await hub.passesOn(door, id, support);
    tells(await hub.seen(support, id), ['Denise'], [...allegations, ...never]);
  });

  test('changes neither where they go nor how soon', async () => {
    const accused = await refer();
    const spared = await refer((message) => {
      message.complaints = [];
    });
    const standing = async ({ referralId, routedTo, reasonCode }: typeof accused) => {
      const { urgency, tier } = (await hub.read(door, referralId)).body;
      return { routedTo, reasonCode, urgency, tier };
    };
    expect(await standing(accused)).toEqual(await standing(spared));
  });
});

describe('the officer’s unease about the children', () => {
  const raised = (reasonableCause: boolean, isAsked = false) =>
    refer((message) => {
      if (!isAsked) for (const member of message.household) member.consent = { answer: 'not-asked' };
      message.safeguarding = { member: 4, atRisk: 'child', reasonableCause, grounds: 'Jade had burns on both hands.' };
    });

  test('overrides nothing while it is of a child in need: nobody was asked, so it waits', async () => {
    const sent = await raised(false);
    expect([sent.disposition, sent.routedTo, sent.emergency]).toEqual(['held', [], expect.stringContaining('999')]);
    expect(sent.ask.join(' ')).toContain('Ask the person');
    expect((await hub.read(door, sent.referralId)).status).toBe(404);
  });

  test('with reasonable cause to suspect harm goes to the door at once: the child, the grounds, the officer; of the others nothing', async () => {
    const sent = await raised(true);
    expect([sent.disposition, sent.reasonCode, sent.routedTo]).toMatchObject(['routed', 'statutory-duty', [{ team: door }]]);
    expect((await hub.read(door, sent.referralId)).body.urgency).toBe('emergency');
    tells(
      await hub.seen(door, sent.referralId),
      ['Jade', '2018-11-30', 'burns on both hands', '17 Loom Street', 'Lee Barton', 'children-act-1989-s47'],
      ['Denise', 'Tyrone', '£2140', 'eviction-risk', 'child-behaviour', 'Oakfield Primary', ...never, ...allegations],
    );
  });

  test('is not early help’s: family support hears of the family by their answers, and of the grounds never', async () => {
    const { referralId: id } = await raised(true, true);
    await hub.accepts(door, id);
    expect((await hub.passesOn(door, id, support)).body.faults).toMatchObject([{ code: 'held' }]);
    await askedAtTheDoor(id);
    expect((await hub.passesOn(door, id, support)).body.passed).toMatchObject([{ outcome: 'passed' }]);
    const view = (await hub.read(support, id)).body;
    tells(JSON.stringify(view), ['Jade'], ['burns', 'safeguarding', 'statutory', 'emergency']);
  });

  test('comes to nothing that the landlord hears: what the door does with it is not feedback', async () => {
    const { referralId: id } = await raised(true);
    await hub.accepts(door, id);
    expect([await hub.progress('housing', id), await hub.mailOf('housing')]).toEqual([null, ['referral.received']]);
  });
});
