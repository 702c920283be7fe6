import { beforeEach, describe, expect, test } from 'vitest';
import { changed, type Loose } from '../support/fhir.ts';
import { aStory, type Story, tells } from '../support/story.ts';

/** What his surgery sends before anybody was asked: a message of the NHS Booking and Referral Standard that names his grandson too. */
const unasked = () =>
  changed((bundle) => {
    bundle.entry = bundle.entry.filter(({ resource }: Loose) => resource.resourceType !== 'Consent');
  });
const toFirstContact = {
  recipients: ['first-contact'],
  purposes: ['support'],
  categories: ['contact', 'need', 'health', 'hopes', 'consent', 'referrer'],
};
const to = (recipient: string, ...categories: string[]) => ({ recipients: [recipient], purposes: ['support'], categories });

let hub: Story;
let id: string;
let arthur: string;
let callum: string;
beforeEach(async () => {
  hub = await aStory();
  const { body } = await hub.post('/fhir/$process-message', {
    as: 'gp',
    body: unasked(),
    headers: { 'content-type': 'application/fhir+json', accept: 'application/json' },
  });
  await hub.settle();
  expect([body.disposition, body.reasonCode]).toEqual(['held', 'consent-missing']);
  id = body.referralId;
  [arthur, callum] = body.people.map(({ consentId }: Loose) => consentId);
  expect(body.ask).toContainEqual(expect.stringMatching(/^About \/entry\/2\/resource: Ask the person .*physical and mental health/));
});
const agreesToFirstContact = (said: object = {}) => hub.records('gp', arthur, { ...toFirstContact, ...said });

describe('Arthur, whose wife died while he was in hospital himself', () => {
  test('is his surgery’s patient and nobody else’s business, until he is asked', async () => {
    expect((await hub.read('first-contact', id)).status).toBe(404);
    expect([await hub.worklist('first-contact'), await hub.mailOf('first-contact')]).toEqual([[], []]);
  });

  test('goes to First Contact the moment his answer is recorded, and is read there', async () => {
    const { body } = await agreesToFirstContact();
    expect(body.released).toMatchObject([{ referralId: id, routedTo: [{ team: 'first-contact' }] }]);
    expect(await hub.worklist('first-contact')).toMatchObject([{ caseId: id, status: 'awaiting', urgency: 'soon' }]);
    tells(
      await hub.seen('first-contact', id),
      ['Arthur', '9 Orchard Close', 'bereavement', 'low-mood', 'Eats little', 'town choir', 'Dr Ama Osei'],
      ['9991172041', '1948-04-12', 'Jean', 'tablets', 'Callum', '07700 900517', 'large dog'],
    );
  });

  test('keeps what he does not name at the surgery: his low mood stays between him and his doctor', async () => {
    await agreesToFirstContact({ categories: ['contact', 'need', 'hopes'] });
    tells(await hub.seen('first-contact', id), ['Arthur', 'bereavement', 'town choir'], ['low-mood', 'Eats little', 'Ama Osei']);
  });

  test('said no, so nothing left the surgery', async () => {
    const { body } = await hub.records('gp', arthur, { answer: 'refused' });
    expect(body.released).toEqual([]);
    expect((await hub.read('first-contact', id)).status).toBe(404);
  });
});

describe('his surgery', () => {
  test('hears that First Contact took him on, because he wished it', async () => {
    await agreesToFirstContact({ feedback: true });
    await hub.accepts('first-contact', id);
    expect(await hub.progress('gp', id)).toMatchObject({ stage: 'accepted' });
  });

  test('hears otherwise that he was received, and never who else he came to know', async () => {
    await agreesToFirstContact();
    await hub.records('first-contact', id, to('befriending', 'contact'));
    await hub.passesOn('first-contact', id, 'befriending');
    await hub.accepts('befriending', id);
    expect(await hub.progress('gp', id)).toEqual({ stage: 'received' });
    const heard = JSON.stringify((await hub.get(`/v1/referrals/${id}`, { as: 'gp' })).body);
    expect(heard).not.toContain('befriending');
  });
});

describe('each introduction', () => {
  beforeEach(async () => {
    await agreesToFirstContact();
    await hub.accepts('first-contact', id);
  });

  test('is asked for: what he said of First Contact lets it tell nobody', async () => {
    const { status, body } = await hub.passesOn('first-contact', id, 'social-prescribing', 'befriending');
    expect([status, body.faults.map(({ code }: Loose) => code)]).toEqual([409, ['held', 'held']]);
    expect(body.faults[0].detail).toContain('Ask the person whether this may be passed on to a charity or community organisation too');
    for (const team of ['social-prescribing', 'befriending']) expect((await hub.read(team, id)).status).toBe(404);
  });

  test('to social prescribing tells what he wants, and of his health only once he says so', async () => {
    await hub.records('first-contact', id, to('social-prescribing', 'contact', 'need', 'hopes'));
    expect((await hub.passesOn('first-contact', id, 'social-prescribing')).status).toBe(200);
    expect(await hub.mailOf('social-prescribing')).toEqual(['case.routed']);
    tells(
      await hub.seen('social-prescribing', id),
      ['Arthur', 'bereavement', 'town choir', 'Marlshire County Council'],
      ['low-mood', 'Eats little', '9991172041', 'Osei', 'Beechwood'],
    );
    await hub.records('first-contact', id, to('social-prescribing', 'health'));
    expect(await hub.seen('social-prescribing', id)).toContain('Eats little');
  });

  test('has a day of its own: First Contact may make another, later, and it tells each no more than its own', async () => {
    await hub.records('first-contact', id, to('social-prescribing', 'contact', 'hopes'));
    const first = await hub.passesOn('first-contact', id, 'social-prescribing', 'befriending');
    expect(first.body.passed).toMatchObject([{ outcome: 'passed' }, { outcome: 'held' }]);
    expect(first.body.passed[0].ask.join(' ')).toMatch(/too: what the person would like help with.*categories need, health/);
    expect(first.body.passed[1].ask.join(' ')).toMatch(/name, address.*what the person would like help with.*categories contact, need/);
    expect((await hub.read('befriending', id)).status).toBe(404);
    await hub.records('first-contact', id, to('befriending', 'contact', 'need'));
    expect((await hub.passesOn('first-contact', id, 'befriending')).body.passed).toMatchObject([{ outcome: 'passed' }]);
    tells(await hub.seen('befriending', id), ['Arthur', 'bereavement'], ['town choir', 'low-mood']);
    tells(await hub.seen('social-prescribing', id), ['Arthur', 'town choir'], ['bereavement', 'low-mood']);
  });

  test('never takes his health to the charity: he may say so, and its agreement still does not', async () => {
    await hub.records('first-contact', id, to('befriending', 'contact', 'need', 'health', 'nhs-number', 'birth-date'));
    await hub.passesOn('first-contact', id, 'befriending');
    tells(await hub.seen('befriending', id), ['Arthur', 'loneliness'], ['low-mood', 'Eats little', '9991172041', '1948-04-12']);
  });
});

describe('the charity, for the whole family', () => {
  beforeEach(async () => {
    await agreesToFirstContact();
    await hub.accepts('first-contact', id);
    await hub.records('first-contact', id, to('befriending', 'contact', 'need'));
  });

  test('meets his grandson by the grandson’s own answers, at each door: the surgery’s, then First Contact’s', async () => {
    await hub.passesOn('first-contact', id, 'befriending');
    const sees = async () => ({
      firstContact: (await hub.seen('first-contact', id)).includes('Callum'),
      charity: (await hub.seen('befriending', id)).includes('Callum'),
    });
    expect(await sees()).toEqual({ firstContact: false, charity: false });
    await hub.records('gp', callum, to('first-contact', 'contact'));
    expect(await sees()).toEqual({ firstContact: true, charity: false });
    expect((await hub.records('first-contact', callum, to('befriending', 'contact'))).status).toBe(201);
    expect(await sees()).toEqual({ firstContact: true, charity: true });
    tells(await hub.seen('befriending', id), ['07700 900517'], ['2004-02-27', 'grandson']);
  });

  test('is not asked about him by anyone who may not know of him', async () => {
    expect((await hub.records('first-contact', callum, to('befriending', 'contact'))).status).toBe(404);
    expect((await hub.records('befriending', callum, to('befriending', 'contact'))).status).toBe(404);
  });

  test('does not hear of him by Arthur’s yes, nor less of Arthur by his no', async () => {
    await hub.records('gp', callum, { answer: 'refused' });
    await hub.passesOn('first-contact', id, 'befriending');
    tells(await hub.seen('befriending', id), ['Arthur'], ['Callum', '07700 900517']);
  });
});
