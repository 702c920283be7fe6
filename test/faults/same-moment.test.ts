import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventData } from '../../contracts/events.ts';
import { activate } from '../../functions/agreements/change.ts';
import type { Commit } from '../../functions/store/commit.ts';
import type { CommitStore } from '../../functions/store/ports.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { anEngine } from '../store/engine.ts';
import { example } from '../support/examples.ts';
import { type Answer, aWorld, igLead, type World } from '../support/world.ts';
import { agreed, identity } from './scenario.ts';

/** A person of a referral, as a test tells them apart. */
interface Someone {
  readonly nhsNumber?: string;
  readonly dateOfBirth?: string;
  readonly familyName?: string;
}

const luke: Someone = { nhsNumber: '999 012 3454', dateOfBirth: '2008-03-14', familyName: 'Farrow' };

function suite(world: () => { hub: World; store: CommitStore }): void {
  const post = (someone: Someone, key?: string): Promise<Answer> => {
    const body = example('job-centre', 'sparse');
    Object.assign(body.customer, someone);
    return world().hub.post('/v1/referrals/job-centre', { as: 'job-centre', body, ...(key ? { key } : {}) });
  };
  const visit = (...occupants: readonly Someone[]): Promise<Answer> => {
    const body = example('fire', 'sparse');
    body.occupants = occupants.map((someone) => ({ ...body.occupants[0], ...someone }));
    return world().hub.post('/v1/referrals/fire', { as: 'fire', body });
  };
  const received = async (answer: Answer): Promise<EventData<'ReferralReceived@1'>> => {
    expect(answer.status).toBe(201);
    const [first] = await world().store.read(`case#${answer.body.referralId}`);
    const event = first?.events.find(({ type }) => type === 'ReferralReceived@1');
    return event?.data as EventData<'ReferralReceived@1'>;
  };
  const persons = async (answer: Answer) => (await received(answer)).people.map(({ personId }) => personId);
  const distinct = async (answers: readonly Answer[]) => new Set((await Promise.all(answers.map(persons))).flat()).size;

  describe('who a referral is about', () => {
    test('two systems that send the same person at the same moment meet in one', async () => {
      const answers = await Promise.all([post(luke), visit(luke), post(luke), visit(luke)]);
      expect(await distinct(answers)).toBe(1);
    });

    test('a surname written another way is the same, and one person twice in a message is one', async () => {
      const answers = await Promise.all([
        post({ ...luke, nhsNumber: '9990123454', familyName: ' FÁRROW ' }),
        visit(luke, { ...luke, familyName: 'farrow' }),
      ]);
      expect(await distinct(answers)).toBe(1);
    });

    test.each([
      ['an NHS number that fails its check', { nhsNumber: '9990123455' }],
      ['an NHS number with a digit missing', { nhsNumber: '999012345' }],
    ])('%s is never matched on, and the sender is told', async (_, change) => {
      const answers = await Promise.all([post({ ...luke, ...change }), post({ ...luke, ...change }), post(luke)]);
      expect(await distinct(answers)).toBe(3);
      expect(answers[0]?.body.warnings.map(({ code }: { code: string }) => code)).toContain('nhs-number-invalid');
    });

    test('no birth date, another birth date, or another surname is not enough', async () => {
      const { dateOfBirth: _, ...ageless } = luke;
      const answers = await Promise.all(
        [ageless, ageless, { ...luke, dateOfBirth: '2008-03-15' }, { ...luke, familyName: 'Farrows' }, luke].map((someone) =>
          post(someone),
        ),
      );
      expect(await distinct(answers)).toBe(5);
    });

    test('nobody else is taken for them: people without a number are each someone new', async () => {
      const same = { familyName: 'Okafor', dateOfBirth: '1990-01-01' };
      expect(await distinct(await Promise.all([post(same), post(same)]))).toBe(2);
    });
  });

  describe('the same request many times at the same moment', () => {
    test('is one referral, and every reply is the same', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => post(luke, 'same-moment')));
      const ids = new Set(answers.map(({ body }) => body.referralId));
      expect([ids.size, new Set(answers.map(({ status }) => status))]).toEqual([1, new Set([201])]);
      for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
      expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(19);
      expect(await world().store.read(`case#${[...ids][0]}`)).toHaveLength(1);
      const other = await post({ ...luke, familyName: 'Other' }, 'same-moment');
      expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    });

    test('with bodies that differ: one is taken, and every other is refused', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => post({ familyName: `Family${index}` }, 'same-key')));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(422)]);
    });

    test('is one acceptance, one refusal, one withdrawal', async () => {
      const { hub, store } = world();
      const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
      const as = 'coordinator-northgate';
      const times = (work: () => Promise<Answer>) => Promise.all(Array.from({ length: 5 }, work));
      const accepted = await times(() => hub.post(`/v1/cases/${body.referralId}/acceptance`, { as, body: {}, key: 'a' }));
      const withdrawn = await times(() => hub.post(`/v1/consents/${body.referralId}.p1/withdrawal`, { as, body: {}, key: 'w' }));
      for (const answers of [accepted, withdrawn]) {
        // Whoever keeps losing is asked to try again; nobody is told anything else.
        const done = answers.filter(({ status }) => status !== 503);
        expect(new Set(done.map(({ status }) => status))).toEqual(new Set([200]));
        for (const answer of done) expect(answer.body).toEqual(done[0]?.body);
      }
      const types = (commits: readonly Commit[]) => commits.flatMap(({ events }) => events.map(({ type }) => type));
      expect(types(await store.read(`case#${body.referralId}`)).filter((type) => type === 'CaseAccepted@1')).toHaveLength(1);
    });
  });

  test('a referral that waits for an answer, and the answer: it goes, whichever is first', async () => {
    const { hub, store } = world();
    const [walter] = example('fire', 'complete').occupants;
    /** Sends until it is taken: whoever keeps losing is asked to try again. */
    const taken = async (path: string, body: unknown, key: string): Promise<Answer> => {
      const answer = await hub.post(path, { as: 'fire', body, key });
      return answer.status === 503 ? taken(path, body, key) : answer;
    };
    const meeting = async (familyName: string) => {
      const occupants = [{ ...walter, familyName, consent: { answer: 'not-asked' } }];
      const yes = { ...agreed, identity: { ...identity, familyName } };
      return Promise.all([
        taken('/v1/referrals/fire', { ...example('fire', 'complete'), occupants }, `visit-${familyName}`),
        taken('/v1/consents', yes, `answer-${familyName}`),
      ]);
    };
    const letters = [...'ABCDEFGHIJKL'];
    const met = await Promise.all(letters.map((letter) => meeting(`Penrose${letter}`)));
    expect(met.flat().map(({ status }) => status)).toEqual(letters.flatMap(() => [201, 201]));
    for (const [{ body: receipt }, { body: answer }] of met) {
      const events = (await store.read(`case#${receipt.referralId}`)).flatMap((commit) => commit.events);
      expect(events.map(({ type }) => type)).toContain('CaseRouted@1');
      expect(answer.released).toHaveLength(receipt.disposition === 'held' ? 1 : 0);
    }
  });

  test('one Idempotency-Key for two withdrawals is refused: nobody is told of one that was not recorded', async () => {
    const { hub, store } = world();
    const someone = { ...luke, nhsNumber: '9990456704', familyName: 'Penrose' };
    const [first, second] = [await post(someone), await post(someone)];
    const withdraw = ({ body }: Answer) =>
      hub.post(`/v1/consents/${body.referralId}.p1/withdrawal`, { as: 'job-centre', body: {}, key: 'reused' });
    expect((await withdraw(first)).status).toBe(200);
    const refused = await withdraw(second);
    expect([refused.status, refused.body.code]).toEqual([422, 'idempotency-key-reused']);
    const [person] = await persons(first);
    expect(await store.read(`person#${person}`)).toHaveLength(1);
  });

  test('a case read several times at the same moment is as many disclosures', async () => {
    const { hub, store } = world();
    const { body } = await hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete') });
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => hub.get(`/v1/cases/${body.referralId}`, { as: 'coordinator-northgate' })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await store.read(`disclosures#${body.referralId}#coordinator-northgate`)).toHaveLength(3);
  });
}

describe('in memory', () => {
  let world: { hub: World; store: CommitStore };
  beforeAll(async () => {
    const hub = await aWorld();
    world = { hub, store: hub.store };
  });
  suite(() => world);
});

describe('on the real engine', () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  let world: { hub: World; store: CommitStore };
  beforeAll(async () => {
    engine = await anEngine();
    const hub = await aWorld({ agreements: [], wrapStore: () => engine.store });
    for (const agreement of agreements) await activate(hub.runtime, agreement, igLead);
    world = { hub, store: engine.store };
  });
  afterAll(() => engine.stop());
  suite(() => world);
});
