import { beforeEach, describe, expect, test } from 'vitest';
import { example } from '../support/examples.ts';
import { aStory, type Story, tells } from '../support/story.ts';

const ownYes = {
  answer: 'given',
  recipients: ['first-contact'],
  purposes: ['support'],
  categories: ['contact', 'need', 'health', 'mobility', 'hopes', 'referrer'],
  method: 'in-person',
  givenOn: '2026-11-18',
  seenAlone: true,
  engagement: 'agreed',
};

/** Gwen, as her surgery tells of her. */
function gwen(consent: object = ownYes, change: object = {}) {
  const { patient: _, relatives: __, staffSafety: ___, ...message } = example('gp', 'complete');
  const patient = {
    title: 'Mrs',
    givenName: 'Gwen',
    familyName: 'Hartley',
    dateOfBirth: '1933-05-02',
    nhsNumber: '9992144068',
    address: { line1: '4 Mill Rise', town: 'Riverside', postcode: 'ZZ3 1BD' },
    telephone: ['01632 960533'],
    needs: [{ code: 'loneliness' }, { code: 'dementia', since: '2025-02-10' }],
    conditions: ['Alzheimer’s disease, early; takes her time with words'],
    mobility: ['Walks to the corner shop and back'],
    strengths: ['Won prizes for her sweet peas'],
    whatMatters: ['A day centre, for the company: she asked for one herself'],
    reason: 'Her daughter would rather she stayed in.',
    consent,
    ...change,
  };
  return { ...message, reference: 'BS-2026-1201', patient, requestedTeams: ['first-contact'] };
}

let hub: Story;
beforeEach(async () => {
  hub = await aStory();
});
const sends = (...told: Parameters<typeof gwen>) => hub.sends('gp', gwen(...told));
const coordinator = 'coordinator-riverside';
const introduced = (...categories: string[]) => ({ recipients: ['local-area-coordinator'], purposes: ['introduction'], categories });
const supported = (by: string, ...categories: string[]) => ({ recipients: [by], purposes: ['support'], categories });

describe('Gwen, 93, who has dementia and asked for a day centre', () => {
  test('is read by First Contact as she wished, on her own yes', async () => {
    const receipt = await sends();
    expect(receipt).toMatchObject({ disposition: 'routed', routedTo: [{ team: 'first-contact' }] });
    tells(
      await hub.seen('first-contact', receipt.referralId),
      ['Gwen', 'dementia', 'Alzheimer', 'corner shop', 'sweet peas', 'day centre', 'loneliness'],
      ['9992144068', '1933-05-02', 'daughter'],
    );
  });

  test.each([
    ['a yes of her own', ownYes],
    ['a no of her own', { answer: 'refused' }],
    ['nobody asking', { answer: 'not-asked' }],
    ['a yes under pressure', { ...ownYes, pressureSuspected: true }],
    ['a daughter who claims to hold a power of attorney', { ...ownYes, givenBy: 'attorney', authority: 'claimed' }],
  ])('%s counts, and is asked about, as it would without the diagnosis', async (_, consent) => {
    const without = { needs: [{ code: 'loneliness' }, { code: 'long-term-condition' }], conditions: ['Arthritis'], nhsNumber: undefined };
    const decided = ({ disposition, reasonCode, ask, routedTo }: Awaited<ReturnType<typeof sends>>) => ({
      disposition,
      reasonCode,
      ask,
      routedTo,
    });
    expect(decided(await sends(consent))).toEqual(decided(await sends(consent, without)));
  });

  test('is asked herself, where someone answers for her and has not shown that they may', async () => {
    const receipt = await sends({ ...ownYes, givenBy: 'attorney', authority: 'claimed' });
    expect([receipt.disposition, receipt.reasonCode]).toEqual(['held', 'authority-not-evidenced']);
    expect(receipt.ask.join(' ')).toContain('See the person alone, and ask them if they can make this decision.');
    expect((await hub.read('first-contact', receipt.referralId)).status).toBe(404);
    await hub.records('gp', receipt.referralId, { ...ownYes, givenOn: '2026-11-20' });
    expect(await hub.seen('first-contact', receipt.referralId)).toContain('day centre');
  });
});

describe('introduced onward, each time by an answer of hers', () => {
  let id: string;
  beforeEach(async () => {
    id = (await sends()).referralId;
    await hub.accepts('first-contact', id);
  });
  const toCoordinator = async () => {
    await hub.records('first-contact', id, introduced('contact', 'need', 'hopes', 'mobility', 'health'));
    expect((await hub.passesOn('first-contact', id, 'local-area-coordinator')).body.passed).toMatchObject([{ team: coordinator }]);
    await hub.accepts(coordinator, id);
  };

  test('she is asked before the coordinator of her area hears of her', async () => {
    expect((await hub.passesOn('first-contact', id, 'local-area-coordinator')).body.faults).toMatchObject([{ code: 'held' }]);
    expect((await hub.read(coordinator, id)).status).toBe(404);
  });

  test('the coordinator begins with what she wants, and not with a diagnosis, though she would have told it', async () => {
    await toCoordinator();
    tells(
      await hub.seen(coordinator, id),
      ['Gwen', '4 Mill Rise', 'loneliness', 'sweet peas', 'day centre', 'corner shop'],
      ['dementia', 'Alzheimer', 'Osei', '9992144068', '1933-05-02'],
    );
    expect((await hub.read(coordinator, id)).body.tier).toBe(2);
  });

  test('the coordinator asks her again before any charity hears of her', async () => {
    await toCoordinator();
    expect((await hub.passesOn(coordinator, id, 'befriending')).body.faults).toMatchObject([{ code: 'held' }]);
    await hub.records(coordinator, id, supported('befriending', 'contact', 'need'));
    expect((await hub.passesOn(coordinator, id, 'befriending')).body.passed).toMatchObject([{ outcome: 'passed' }]);
    tells(await hub.seen('befriending', id), ['Gwen', 'loneliness'], ['dementia', 'Alzheimer', 'sweet peas', 'corner shop', 'Osei']);
  });

  test.each([
    ['befriending', 'she says nothing of it', [], false],
    ['befriending', 'she would tell it, and the charity’s agreement does not cover it', ['health'], false],
    ['social-prescribing', 'she says nothing of it, though the agreement covers it', [], false],
    ['social-prescribing', 'she tells it, and the agreement covers it', ['health'], true],
  ])('her health goes to %s where %s: %s', async (team, _, said, travels) => {
    await toCoordinator();
    await hub.records(coordinator, id, supported(team, 'contact', 'need', ...said));
    await hub.passesOn(coordinator, id, team);
    const seen = await hub.seen(team, id);
    expect([seen.includes('Gwen'), seen.includes('dementia'), seen.includes('Alzheimer')]).toEqual([true, travels, travels]);
  });

  test('she thinks better of the charity: it reads no more of her, and the coordinator still walks with her', async () => {
    await toCoordinator();
    await hub.records(coordinator, id, supported('befriending', 'contact', 'need'));
    await hub.passesOn(coordinator, id, 'befriending');
    await hub.records(coordinator, id, { exceptions: [{ answer: 'deny', recipients: ['befriending'] }] });
    const reads = async (team: string) => (await hub.seen(team, id)).includes('Gwen');
    expect([await reads('befriending'), await reads(coordinator), await reads('first-contact')]).toEqual([false, true, true]);
  });

  test('she withdraws what she said: nobody reads of her, however far she was introduced', async () => {
    await toCoordinator();
    await hub.records(coordinator, id, supported('befriending', 'contact', 'need'));
    await hub.passesOn(coordinator, id, 'befriending');
    await hub.withdraws('gp', `${id}.p1`);
    for (const team of ['first-contact', coordinator, 'befriending']) expect((await hub.read(team, id)).body.people).toEqual([]);
    expect(await hub.mailOf('befriending')).toEqual(['case.routed', 'case.changed']);
  });
});
