import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { people } from '../../contracts/people/index.ts';
import { takeOutOfForce } from '../../functions/agreements/change.ts';
import { demonstrationClients } from '../../infra/demonstration.ts';
import {
  activateAgreement,
  agreementRows,
  resumeAgreement,
  showAgreement,
  takeAgreementOutOfForce,
} from '../../infra/local/agreement-desk.ts';
import { clientList } from '../../infra/local/client-list.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { aWorld, igLead, type World } from '../support/world.ts';

let hub: World;
beforeEach(async () => {
  hub = await aWorld();
});
const id = 'police-ward-team';
const sentence = 'Mrs Planted rang about her neighbour.';
const page = async () => (await showAgreement(hub, id, hub.runtime.clock)).replaceAll(/\s+/g, ' ');
const row = async () => (await agreementRows(hub, hub.runtime.clock)).find(([each]) => each === id);

describe('an agreement is shown', () => {
  test('with who, until when and why it is necessary', async () => {
    const shown = await page();
    for (const words of [
      'Repeat problems on the ward: from the police to the support team (police-ward-team, version 1)',
      'illustrative, needs IG review',
      'Status in force, since 20 November 2026, 10:00',
      'Marlshire Police (police): controller, ICO registration ZZ000002',
      'in force from 2026-01-01; review by 2027-06-30; last day 2028-12-31',
      'Necessity Officers are called to the same addresses',
      'DPIA 2026/05, illustrative',
      '2025-12-11 by Marlshire Police: Senior Information Risk Owner',
    ])
      expect(shown).toContain(words);
  });

  test('and each clause with its four facts', async () => {
    const shown = await page();
    for (const words of [
      'Marlshire Police → Marlshire County Council: the ward support team',
      'Purpose advice, information and support (support)',
      'Shared name, address, and how to reach the person safely',
      'Never offences, allegations of offences',
      'Art. 6 6(1)(e) public task; Crime and Disorder Act 1998 s.115',
      'Art. 9 no condition',
      'Art. 10 no condition',
      'may be reused: Crime and Disorder Act 1998 s.115, disclosure to a relevant authority',
      'Confidence none owed',
      'Engagement the person was told, before anything is shared',
      'of people whose identity or whereabouts are protected: only team-leader',
      'Kept 90 days by who receives it; 28 days by the hub',
      'Note The officer tells each person',
    ])
      expect(shown).toContain(words);
  });

  test('with the paragraphs of Schedule 1 and their policy documents', async () => {
    const shown = (await showAgreement(hub, 'housing-first-response', hub.runtime.clock)).replaceAll(/\s+/g, ' ');
    expect(shown).toMatch(/Art\. 10 DPA 2018 Sch\. 1 para\. \d+ [^;]+; Appropriate policy document/);
  });

  test.each(agreements)('in lines that fit: $id', async ({ id: each }) => {
    const lines = (await showAgreement(hub, each, hub.runtime.clock)).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  test('as out of force, since when and why', async () => {
    await takeOutOfForce(hub.runtime, id, 'suspended', 'review-overdue', igLead);
    expect(await page()).toContain('Status suspended since 20 November 2026, 10:00 (review-overdue). Nothing flows under it.');
    expect(await row()).toEqual(expect.arrayContaining(['suspended', '2027-06-30', '2028-12-31']));
  });

  test.each([
    ['after its day of review', '2027-07-01', 'in force, review overdue'],
    ['after its last day', '2029-01-01', 'lapsed'],
  ])('as its dates have it: %s', async (_, day, status) => {
    hub.travel(`${day}T12:00:00.000Z`);
    expect((await row())?.[2]).toBe(status);
    expect(await page()).toContain(`Status ${status}`);
  });

  test('or there is none of that name, and those there are are listed', async () => {
    await expect(showAgreement(hub, 'nothing')).rejects.toThrow(/no agreement nothing.*fire-safe-and-well/);
  });
});

describe('an agreement is taken out of force', () => {
  const everything = async () => {
    const commits: unknown[] = [];
    for await (const page of hub.store.scan()) commits.push(...page);
    return JSON.stringify(commits);
  };

  test.each(['suspended', 'ended'] as const)(
    'for a code: a sentence gets neither past the operator’s tool nor into the store (%s)',
    async (status) => {
      await expect(takeAgreementOutOfForce(hub, id, status, sentence)).rejects.toThrow('in lower case with hyphens');
      const refused = await takeOutOfForce(hub.runtime, id, status, sentence, igLead);
      expect(refused).toEqual({
        ok: false,
        refusal: {
          code: 'schema-faults',
          faults: [expect.objectContaining({ pointer: '/reason', detail: expect.stringContaining('review-overdue') })],
        },
      });
      expect(JSON.stringify(refused)).not.toContain('Planted');
      expect(await everything()).not.toContain('Planted');
      expect((await row())?.[2]).toBe('in force');
    },
  );

  test('once: what is so already says which state it is in', async () => {
    await expect(resumeAgreement(hub, id)).rejects.toThrow('is in force already');
    await expect(activateAgreement(hub, id)).rejects.toThrow('is in force already');
    await takeAgreementOutOfForce(hub, id, 'suspended', 'review-overdue');
    await expect(takeAgreementOutOfForce(hub, id, 'suspended', 'again')).rejects.toThrow(/is suspended, since .* \(review-overdue\)/);
    expect(await resumeAgreement(hub, id)).toMatchObject({ status: 'active' });
    await takeAgreementOutOfForce(hub, id, 'ended', 'replaced');
    await expect(takeAgreementOutOfForce(hub, id, 'suspended', 'again')).rejects.toThrow(/has ended for good, on .* \(replaced\)/);
    await expect(resumeAgreement(hub, id)).rejects.toThrow('Only a new version');
  });

  test('and what is sent meanwhile under it alone is refused, and goes when it is sent again after it resumes', async () => {
    const { body, path, as } = people['nora-finch']?.steps[0] ?? { path: '' };
    const send = async (key: string) => (await hub.post(path, { as, body, key })).body;
    await takeAgreementOutOfForce(hub, 'job-centre-introductions', 'suspended', 'not-stated');
    const { referralId, ...sent } = await send('meanwhile');
    expect(sent).toMatchObject({ disposition: 'refused', reasonCode: 'no-agreement' });
    expect(await showAgreement(hub, 'job-centre-introductions')).toContain('(no reason given). Nothing flows under it.');
    await resumeAgreement(hub, 'job-centre-introductions');
    expect((await hub.get(`/v1/referrals/${referralId}`, { as })).body.disposition).toBe('refused');
    expect((await send('meanwhile')).disposition).toBe('refused');
    expect((await send('after')).disposition).toBe('routed');
  });

  test('if there is one, and if it was ever in force', async () => {
    await expect(takeAgreementOutOfForce(hub, 'nothing', 'ended', 'replaced')).rejects.toThrow('There is no agreement nothing');
    hub = await aWorld({ agreements: [] });
    await expect(takeAgreementOutOfForce(hub, id, 'ended', 'replaced')).rejects.toThrow('was never put in force');
    expect(await page()).toContain('Status not in force: it was never put in force');
  });
});

describe('the demonstration clients', () => {
  const clientsIn = (list: string) =>
    list.split('\n\n').map((group) => {
      const [title = '', , ...lines] = group.split('\n');
      return { title, ids: lines.filter((line) => !line.startsWith(' ')).map((line) => line.split(' ')[0]) };
    });

  test('are each listed once, by what they are', () => {
    const listed = clientsIn(clientList(false));
    expect(listed.map(({ title }) => title)).toEqual([
      'Senders',
      'Receiving teams',
      'Agencies at an Early Help Hub',
      'Information governance',
      'Operator',
    ]);
    expect(listed.flatMap(({ ids }) => ids).sort()).toEqual(demonstrationClients.map(({ id: each }) => each).sort());
    expect(listed[0]?.ids).toContain('gp');
    expect(listed[2]?.ids).toContain('early-help-oakfield-police');
  });

  test('with each user and their role; their scopes only when asked', () => {
    expect(clientList(false)).toMatch(/ward-team-1 +team-leader/);
    expect(clientList(false)).not.toContain('cases:read');
    expect(clientList(true)).toContain('cases:read');
  });
});

test('where no hub runs, its operator is told which folder was looked in, and that HUB_DATA names it', { timeout: 30_000 }, async () => {
  const { env } = process;
  const hub = promisify(execFile)('node', ['--import', 'tsx', 'infra/local/hub.ts', 'verify'], { env: { ...env, HUB_DATA: '/nowhere' } });
  await expect(hub).rejects.toMatchObject({ stderr: expect.stringMatching(/No hub is running on \/nowhere\..*HUB_DATA names the folder/) });
});
