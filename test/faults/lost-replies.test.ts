import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { activate } from '../../functions/agreements/change.ts';
import { agreements } from '../../policies/partnership/agreements/index.ts';
import { aCommit, aStream } from '../store/commits.ts';
import { anEngine } from '../store/engine.ts';
import { example } from '../support/examples.ts';
import { aWorld, igLead, type World } from '../support/world.ts';

type Going = 'reply-lost' | 'conflict';

/** The real engine behind a network that loses replies, and a DynamoDB whose transactions conflict as AWS’s do. */
describe('on the real engine', () => {
  let engine: Awaited<ReturnType<typeof anEngine>>;
  let hub: World;
  let going: Going[] = [];
  let writes: string[] = [];
  const isWrite = (name: string) => name === 'PutItem' || name === 'TransactWriteItems';

  beforeAll(async () => {
    engine = await anEngine();
    // At the network, under the client’s own retries.
    const network = engine.client.config.requestHandler;
    const handle = network.handle.bind(network);
    network.handle = async (request, options) => {
      const [, name = ''] = (request.headers['x-amz-target'] ?? '').split('.');
      if (!isWrite(name)) return handle(request, options);
      const fault = going.shift();
      writes.push(name);
      const reasons = { name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'TransactionConflict' }] };
      if (fault === 'conflict') throw Object.assign(new Error('conflict'), reasons);
      const done = await handle(request, options);
      if (fault === 'reply-lost') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return done;
    };
    hub = await aWorld({ agreements: [], wrapStore: () => engine.store });
    for (const agreement of agreements) await activate(hub.runtime, agreement, igLead);
  });
  afterAll(() => engine.stop());
  afterEach(() => {
    going = [];
  });

  const meets = (...faults: Going[]) => {
    going = faults;
    writes = [];
  };
  const referral = (key: string) =>
    hub.post('/v1/referrals/job-centre', { as: 'job-centre', body: example('job-centre', 'complete'), key });
  const coordinator = 'coordinator-northgate';

  test('a put whose reply was lost is retried by the client, and is there once', async () => {
    const commit = aCommit(aStream());
    meets('reply-lost');
    expect(await engine.store.append([commit])).toEqual({ ok: true });
    expect(writes).toHaveLength(2);
    expect(await engine.store.read(commit.stream)).toHaveLength(1);
  });

  test('a transaction whose reply was lost too, also when the engine has forgotten it', async () => {
    const commits = [aCommit(aStream()), aCommit(aStream())];
    const rests = [{ stream: aStream(), seq: 0 }];
    meets('reply-lost');
    expect(await engine.store.append(commits, rests)).toEqual({ ok: true });
    // A new call is a new request: nothing but the commits themselves can tell that it is a repeat.
    await engine.store.append([aCommit(rests[0]?.stream ?? '')]);
    expect(await engine.store.append(commits, rests)).toEqual({ ok: true });
    expect(await engine.store.read(commits[0]?.stream ?? '')).toHaveLength(1);
  });

  test('a referral whose replies are all lost is asked for again, and is there once', async () => {
    meets(...Array<Going>(12).fill('reply-lost'));
    const first = await referral('lost');
    expect([first.status, first.body.code, first.headers['retry-after']]).toEqual([503, 'busy', '2']);
    going = [];
    const second = await referral('lost');
    const third = await referral('lost');
    expect([second.status, third.status, third.headers['idempotency-replayed']]).toEqual([201, 201, 'true']);
    expect(third.body).toEqual(second.body);
    expect(await engine.store.read(`case#${second.body.referralId}`)).toHaveLength(1);
  });

  test('a disclosure that meets others is decided again, and shown', async () => {
    const { body } = await referral('met');
    meets('conflict', 'conflict');
    expect((await hub.get(`/v1/cases/${body.referralId}`, { as: coordinator })).status).toBe(200);
    expect(writes).toHaveLength(3);
  });

  test('after the fifth time it asks to be tried again, and has shown nothing', async () => {
    const { body } = await referral('met-often');
    meets(...Array<Going>(5).fill('conflict'));
    const refused = await hub.get(`/v1/cases/${body.referralId}`, { as: coordinator });
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([503, 'busy', '2']);
    expect(writes).toHaveLength(5);
    expect(await engine.store.read(`disclosures#${body.referralId}#${coordinator}`)).toEqual([]);
  });
});
