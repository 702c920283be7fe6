import { beforeEach, describe, expect, test } from 'vitest';
import { takeOutOfForce } from '../../functions/agreements/change.ts';
import { create as expire } from '../../functions/cases/expire/handler.ts';
import { create as watch } from '../../functions/cases/watch/handler.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';
import { igLead } from '../support/world.ts';

/** Safeguarding is not early help: suspected harm goes to the door that holds the duty, and nothing stands in its way. */

let hub: Story;
beforeEach(async () => {
  hub = await aStory();
});
const suspendEverything = async () => {
  for (const { id } of agreements) {
    const { ok } = await takeOutOfForce({ store: hub.store, clock: hub.runtime.clock }, id, 'suspended', 'under-review', igLead);
    expect(ok).toBe(true);
  }
};
const no = { answer: 'refused', engagement: 'declined', givenOn: '2026-11-10' };
const grounds = 'Locked in the shed for two nights.';
const concernAbout = (atRisk: 'child' | 'adult', change: object = {}) => ({ atRisk, reasonableCause: true, grounds, ...change });

type Concern = ReturnType<typeof concernAbout>;
type Sender = 'police' | 'fire' | 'gp' | 'job-centre' | 'housing' | 'community' | 'street-scene';

/**
 * A message of each sender, with a concern. Whoever it first tells of answered as said, and is the adult at risk; the
 * child is not named.
 */
const telling: Readonly<Record<Sender, (concern: Concern, consent: object) => object>> = {
  police: (concern, consent) => {
    const body = example('police', 'complete');
    const safeguarding = { ...concern, ...(isAdult(concern) && { person: 1 }) };
    return { ...body, people: [{ ...body.people[0], consent }, ...body.people.slice(1)], safeguarding };
  },
  fire: (concern, consent) => {
    const body = example('fire', 'complete');
    const safeguarding = { ...concern, ...(isAdult(concern) && { occupant: 1 }) };
    return { ...body, occupants: [{ ...body.occupants[0], consent }], safeguarding };
  },
  gp: (concern, consent) => {
    const body = example('gp', 'complete');
    const safeguarding = { ...concern, ...(isAdult(concern) && { about: 'patient' }) };
    return { ...body, patient: { ...body.patient, consent }, safeguarding };
  },
  'job-centre': (concern, consent) => {
    const safeguarding = { ...concern, aboutTheCustomer: isAdult(concern) };
    return { ...example('job-centre', 'complete'), consent, safeguarding };
  },
  housing: (concern, consent) => {
    const body = example('housing', 'complete');
    const safeguarding = { ...concern, ...(isAdult(concern) && { member: 1 }) };
    return { ...body, household: [{ ...body.household[0], consent }, ...body.household.slice(1)], safeguarding };
  },
  community: (concern, consent) => {
    const body = example('community', 'complete');
    const safeguarding = { ...concern, aboutThePerson: isAdult(concern) };
    return { ...body, person: { ...body.person, consent }, safeguarding };
  },
  'street-scene': (concern) => ({ ...example('street-scene', 'complete'), safeguarding: { ...concern, aboutThePerson: isAdult(concern) } }),
};
const isAdult = ({ atRisk }: Concern) => atRisk === 'adult';
const senders = Object.keys(telling) as Sender[];
const send = async (from: Sender, concern: Concern, consent: object = no) => {
  const as = from === 'community' ? 'ward-team' : from;
  const sent = await hub.post(`/v1/referrals/${from}`, { as, body: telling[from](concern, consent) });
  await hub.settle();
  return sent;
};
const teamsOf = ({ body }: { body: { routedTo: { team: string }[] } }) => body.routedTo.map(({ team }) => team);
const doors = { child: 'first-response', adult: 'adult-safeguarding' } as const;

describe.each(senders)('suspected harm, told by %s', (from) => {
  test.each([
    ['a child', 'child'],
    ['an adult', 'adult'],
  ] as const)('to %s is with its door at once: no consent, refusal or suspended agreement stops it', async (_, atRisk) => {
    await suspendEverything();
    const sent = await send(from, concernAbout(atRisk));
    expect([sent.status, sent.body.disposition, sent.body.reasonCode, teamsOf(sent)]).toEqual([
      201,
      'routed',
      'statutory-duty',
      [doors[atRisk]],
    ]);
    const view = (await hub.read(doors[atRisk], sent.body.referralId)).body;
    expect([view.urgency, await hub.mailOf(doors[atRisk])]).toEqual(['emergency', ['case.routed']]);
    tells(JSON.stringify(view.people), [grounds], ['agreement']);
  });

  test('is answered with what to do about danger now: the hub rings nobody', async () => {
    expect((await send(from, concernAbout('child'))).body.emergency).toMatch(/danger now, ring 999\. The hub does not call/);
    expect((await send(from, concernAbout('adult', { reasonableCause: false }))).body.emergency).toContain('999');
  });

  test('that is no more than a worry, a child in need among them, overrides nothing: a no is a no', async () => {
    for (const atRisk of ['child', 'adult'] as const) {
      const sent = await send(from, concernAbout(atRisk, { reasonableCause: false }));
      expect(sent.body.reasonCode).not.toBe('statutory-duty');
      const seen = await Promise.all([doors[atRisk], ...teamsOf(sent)].map((team) => hub.seen(team, sent.body.referralId)));
      tells(JSON.stringify(seen), [], [grounds]);
    }
  });
});

test.each(['street-scene', 'community'] as const)('a concern told by %s goes to its door also where no ward team works', async (from) => {
  const body = telling[from](concernAbout('adult'), no) as { requester?: object; person?: object };
  const address = { line1: '2 Harvest Way', town: 'Southfields', postcode: 'ZZ7 2AB' };
  const who = from === 'community' ? 'person' : 'requester';
  const as = from === 'community' ? 'first-contact' : from;
  const sent = await hub.post(`/v1/referrals/${from}`, { as, body: { ...body, [who]: { ...body[who], address } } });
  expect([sent.status, sent.body.disposition, teamsOf(sent)]).toEqual([201, 'routed', ['adult-safeguarding']]);
  await hub.settle();
  tells(await hub.seen('adult-safeguarding', sent.body.referralId), [grounds, '2 Harvest Way'], []);
  expect((await hub.worklist('adult-safeguarding'))[0]).toMatchObject({ urgency: 'emergency', area: 'southfields' });
  // It is a case now, and not what nobody was there for.
  hub.travel('2026-11-22T10:00:00.000Z');
  await expire(hub.runtime)();
  tells(await hub.seen('adult-safeguarding', sent.body.referralId), [grounds], []);
});

describe('the door', () => {
  test('sees what the duty needs of the adult at risk, who said no to everything; and of her husband, her debts and her accusers nothing', async () => {
    const { body } = await send('housing', concernAbout('adult'));
    tells(
      await hub.seen('adult-safeguarding', body.referralId),
      ['Denise', '1986-06-14', '17 Loom Street', grounds, 'Lee Barton', 'care-act-2014-s42'],
      ['£2140', 'eviction-risk', 'not slept', 'Pickard', 'bins', 'music', 'Lloyd', 'Tyrone', 'Jade', 'breakfast club'],
    );
  });

  test('goes on seeing it when every agreement is suspended after, and whatever the family withdraws', async () => {
    const { body } = await send('police', concernAbout('adult'));
    await suspendEverything();
    await hub.records('police', body.referralId, { answer: 'refused' });
    tells(await hub.seen('adult-safeguarding', body.referralId), ['Dennis', grounds], ['spade', 'Voss']);
  });

  test('cannot decline it, nor hand it on before taking it on', async () => {
    const { body } = await send('fire', concernAbout('adult'));
    const path = `/v1/cases/${body.referralId}`;
    const declined = await hub.post(`${path}/refusal`, { as: 'adult-safeguarding', body: { reason: 'no-capacity' } });
    const passed = await hub.passesOn('adult-safeguarding', body.referralId, 'first-contact');
    expect([declined, passed].map((answer) => [answer.status, answer.body.faults[0].code])).toEqual([
      [409, 'duty'],
      [409, 'duty'],
    ]);
  });

  test('is the only team to hear of it, where the rest goes to another by agreement', async () => {
    const { consent } = example('gp', 'complete').patient;
    const sent = await send('gp', concernAbout('adult'), consent);
    expect(teamsOf(sent)).toEqual(['first-contact', 'adult-safeguarding']);
    const view = (await hub.read('first-contact', sent.body.referralId)).body;
    tells(JSON.stringify(view), ['Arthur', 'bereavement'], [grounds, 'safeguarding', 'statutory', 'emergency']);
    expect(view.urgency).toBe('soon');
  });

  test('tells the referrer nothing of what it did', async () => {
    const { body } = await send('housing', concernAbout('child'));
    await hub.accepts('first-response', body.referralId);
    await hub.post(`/v1/cases/${body.referralId}/outcome`, { as: 'first-response', body: { outcome: 'support-in-place' } });
    await hub.settle();
    expect([await hub.progress('housing', body.referralId), await hub.mailOf('housing')]).toEqual([null, ['referral.received']]);
  });
});

describe('a concern at the wrong door', () => {
  const wrongDoor = async (atRisk: 'child' | 'adult', from: Sender = 'fire') => (await send(from, concernAbout(atRisk))).body.referralId;
  const lookAt = async (time: string) => {
    hub.travel(`2026-11-20T${time}:00.000Z`);
    await watch(hub.runtime)();
    await hub.settle();
  };

  test.each([
    ['an adult’s that is a child’s', 'adult', 'adult-safeguarding', 'first-response', 'children-act-1989-s47'],
    ['a child’s that is an adult’s', 'child', 'first-response', 'adult-safeguarding', 'care-act-2014-s42'],
  ] as const)('%s moves at once, under the duty of the other, whatever was said or agreed', async (_, atRisk, wrong, right, duty) => {
    await suspendEverything();
    const id = await wrongDoor(atRisk);
    const passed = await hub.passesOn(wrong, id, right);
    expect([passed.status, passed.body.status, passed.body.passed]).toMatchObject([200, 'closed', [{ team: right, outcome: 'passed' }]]);
    const view = (await hub.read(right, id)).body;
    expect(view).toMatchObject({ status: 'awaiting', urgency: 'emergency', reason: 'statutory-duty' });
    tells(JSON.stringify(view.people), [grounds, duty, '2 Kiln Lane'], ['agreement', 'Breathless']);
    expect([await hub.mailOf(right), await hub.worklist(right)]).toMatchObject([['case.routed'], [{ urgency: 'emergency' }]]);
    expect([await hub.progress('fire', id), await hub.mailOf('fire')]).toEqual([null, ['referral.received']]);
  });

  test('has its hour anew at the other door, and may come back from there', async () => {
    const id = await wrongDoor('adult');
    hub.travel('2026-11-20T10:40:00.000Z');
    await hub.passesOn('adult-safeguarding', id, 'first-response');
    await lookAt('11:30');
    expect(await hub.mailOf('first-response')).toEqual(['case.routed']);
    await lookAt('11:40');
    expect([await hub.mailOf('first-response'), await hub.mailOf('adult-safeguarding')]).toEqual([
      ['case.routed', 'case.overdue'],
      ['case.routed'],
    ]);
    expect((await hub.passesOn('first-response', id, 'adult-safeguarding')).status).toBe(200);
    expect((await hub.read('adult-safeguarding', id)).body.status).toBe('awaiting');
    await lookAt('12:40');
    expect(await hub.mailOf('adult-safeguarding')).toEqual(['case.routed', 'case.routed', 'case.overdue']);
  });

  test('takes nobody else with it before a door takes it on', async () => {
    const id = await wrongDoor('adult');
    const both = () => hub.passesOn('adult-safeguarding', id, 'first-response', 'first-contact');
    expect((await both()).body.faults[0].code).toBe('duty');
    await hub.accepts('adult-safeguarding', id);
    expect((await both()).body.passed).toMatchObject([{ outcome: 'passed' }, { outcome: 'refused' }]);
  });

  test('moves also where its sender has taken the rest back', async () => {
    const id = await wrongDoor('adult');
    await hub.post(`/v1/referrals/${id}/cancellation`, { as: 'fire', body: { reason: 'withdrawn' } });
    expect((await hub.passesOn('adult-safeguarding', id, 'first-response')).status).toBe(200);
    expect(await hub.seen('first-response', id)).toContain(grounds);
  });

  test('is a concern to a door that had the rest by agreement, from then on and not before', async () => {
    const body = example('housing', 'complete');
    const { referralId: id } = await hub.sends('housing', { ...body, safeguarding: concernAbout('adult', { member: 1 }) });
    await hub.accepts('first-response', id);
    expect(await hub.seen('first-response', id)).not.toContain(grounds);
    expect((await hub.passesOn('first-response', id, 'adult-safeguarding')).body.faults[0].detail).toContain('No agreement covers');
    expect((await hub.passesOn('adult-safeguarding', id, 'first-response')).status).toBe(200);
    expect((await hub.read('first-response', id)).body).toMatchObject({ status: 'awaiting', reason: 'statutory-duty' });
    tells(await hub.seen('first-response', id), [grounds, 'children-act-1989-s47', 'housing-first-response'], []);
  });
});

describe('an hour in which nobody at the door takes it on', () => {
  const alarms = () => hub.logged.filter((entry) => (entry as { code?: string }).code === 'safeguarding-overdue');
  const lookAt = async (time: string) => {
    hub.travel(`2026-11-20T${time}:00.000Z`);
    await watch(hub.runtime)();
    await hub.settle();
  };

  test('raises the alarm, and the team hears; taken on in time, it does not', async () => {
    const late = (await send('police', concernAbout('adult'))).body.referralId;
    const taken = (await send('housing', concernAbout('child'))).body.referralId;
    await hub.accepts('first-response', taken);
    await lookAt('10:59');
    expect(alarms()).toEqual([]);
    await lookAt('11:00');
    expect(alarms()).toMatchObject([{ level: 'error', caseId: late, team: 'adult-safeguarding' }]);
    expect([await hub.mailOf('adult-safeguarding'), await hub.mailOf('first-response')]).toEqual([
      ['case.routed', 'case.overdue'],
      ['case.routed'],
    ]);
    await hub.accepts('adult-safeguarding', late);
    await lookAt('11:05');
    expect(alarms()).toHaveLength(1);
  });
});

describe('an adult who has capacity, and said no', () => {
  const capable = { hasCapacity: true };
  const override = { practitioner: 'Dr Ama Osei', reason: 'Her neighbour is in his care too.' };

  test('is overridden only by a practitioner who gives a name and a reason', async () => {
    const before = hub.store.all().length;
    const unnamed = await send('gp', concernAbout('adult', capable));
    expect([unnamed.status, unnamed.body.faults]).toMatchObject([422, [{ pointer: '/safeguarding/override', code: 'missing' }]]);
    expect(hub.store.all()).toHaveLength(before);
    for (const half of [{ practitioner: 'Dr Ama Osei' }, { reason: 'Her neighbour is in his care too.' }])
      expect((await send('gp', concernAbout('adult', { ...capable, override: half }))).status).toBe(422);

    const sent = await send('gp', concernAbout('adult', { ...capable, override }));
    expect(teamsOf(sent)).toEqual(['adult-safeguarding']);
    tells(await hub.seen('adult-safeguarding', sent.body.referralId), [override.practitioner, override.reason], []);
  });

  test('is not kept waiting for a reason in danger now, nor where nobody knows whether she has capacity', async () => {
    for (const change of [{ ...capable, immediateDanger: true }, {}, { hasCapacity: false }])
      expect(teamsOf(await send('gp', concernAbout('adult', change)))).toEqual(['adult-safeguarding']);
  });
});

describe('a refusal of help', () => {
  const family = (fathersAnswer: object) => {
    const body = example('housing', 'complete');
    body.household[1].consent = fathersAnswer;
    return hub.sends('housing', body);
  };

  test('is never grounds: the family stands where it stood, as urgent, as needy and as suspected as before', async () => {
    const standing = async (sent: { referralId: string; routedTo: unknown; reasonCode: string }) => {
      const { urgency, tier, area, precautions, reviewNeeded } = (await hub.read('first-response', sent.referralId)).body;
      return { routedTo: sent.routedTo, reasonCode: sent.reasonCode, urgency, tier, area, precautions, reviewNeeded };
    };
    const asked = await standing(await family({ answer: 'not-asked' }));
    expect(await standing(await family(no))).toEqual(asked);
    expect(asked).toMatchObject({ urgency: 'urgent', routedTo: [{ team: 'first-response' }] });
  });

  test('by the person at the door of a team ends there: no door of safeguarding hears of it', async () => {
    const { referralId: id } = await hub.sends('fire', example('fire', 'complete'));
    await hub.post(`/v1/cases/${id}/refusal`, { as: 'first-contact', body: { reason: 'person-declined' } });
    await hub.settle();
    for (const door of Object.values(doors)) expect([(await hub.read(door, id)).status, await hub.mailOf(door)]).toEqual([404, []]);
  });

  test('does not outlast what is newly known: facts that stand without it go at once', async () => {
    const declined = await send('fire', concernAbout('adult', { reasonableCause: false }));
    expect([declined.body.disposition, teamsOf(declined)]).toEqual(['refused', []]);
    hub.travel('2026-11-24T10:00:00.000Z');
    expect(teamsOf(await send('fire', concernAbout('adult')))).toEqual(['adult-safeguarding']);
  });
});
