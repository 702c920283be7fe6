import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLock } from '../../infra/local/lock.ts';
import { demonstrationKey, tokenFrom } from '../../infra/local/sign-in.ts';
import { example } from '../support/examples.ts';
import { eventually, processesNaming, temporaryFolder } from './support/temporary.ts';

interface Started {
  readonly child: ChildProcess;
  /** What it has printed, on both streams. */
  readonly printed: { out: string; error: string };
  readonly exited: Promise<number | null>;
}

function run(environment: Readonly<Record<string, string>>, ...args: string[]): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts', ...args], {
    // biome-ignore lint/style/noProcessEnv: the child gets this environment, and its own settings
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: '', AWS_ENDPOINT_URL_DYNAMODB: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', error: '' };
  child.stdout?.on('data', (data) => (printed.out += String(data)));
  child.stderr?.on('data', (data) => (printed.error += String(data)));
  const exited = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, printed, exited };
}

/** Starts a hub and waits until it says it is ready; gives its address. */
async function aHub(dataDir: string): Promise<Started & { readonly url: string }> {
  const started = run({ PORT: '0', HUB_DATA: dataDir });
  expect(await eventually(() => /^ready /m.test(started.printed.out) || started.child.exitCode !== null, 30_000)).toBe(true);
  const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\n$/m.exec(started.printed.out)?.[1] ?? '';
  expect(started.printed).toMatchObject({ out: expect.stringMatching(/ready http:\/\/127\.0\.0\.1:\d+\n$/), error: '' });
  return { ...started, url };
}

async function signIn(url: string, dataDir: string, client: string): Promise<string> {
  const key = await demonstrationKey(dataDir, client);
  if (!key) throw new Error(`${client} has no key`);
  return tokenFrom(url, client, key, { id: `${client}-1`, role: 'local-area-coordinator' });
}

test('the hub says where it is, keeps its folder and its port to itself, and goes without a trace when told', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const hub = await aHub(dataDir);
  expect(await (await fetch(`${hub.url}/health`)).json()).toEqual({ status: 'ok' });
  expect(await readLock(join(dataDir, 'hub.json'))).toMatchObject({ pid: hub.child.pid, port: Number(new URL(hub.url).port) });

  const sameFolder = run({ PORT: '0', HUB_DATA: dataDir });
  const samePort = run({ PORT: new URL(hub.url).port, HUB_DATA: join(temporaryFolder(), 'other') });
  expect(await sameFolder.exited).toBe(1);
  expect(sameFolder.printed.error).toMatch(/^Another hub \(process \d+ on port \d+\) has this data[^\n]*\n$/);
  expect(await samePort.exited).toBe(1);
  expect(samePort.printed.error).toMatch(/^Port \d+ is in use[^\n]*\n$/);

  hub.child.kill('SIGINT');
  hub.child.kill('SIGTERM');
  expect(await hub.exited).toBe(0);
  expect(hub.printed.error).toBe('');
  expect(existsSync(join(dataDir, 'hub.json'))).toBe(false);
  expect(processesNaming(dataDir)).toEqual([]);
});

test('what was acknowledged before the hub was killed is delivered after it starts again, each once', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const first = await aHub(dataDir);
  const authorization = `Bearer ${await signIn(first.url, dataDir, 'job-centre')}`;
  const acknowledged: string[] = [];
  const send = async (): Promise<void> => {
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const reply = await fetch(`${first.url}/v1/referrals/job-centre`, {
      method: 'POST',
      headers,
      body: JSON.stringify(example('job-centre', 'complete')),
    });
    const { referralId } = (await reply.json()) as { referralId: string };
    if (reply.status === 201) acknowledged.push(referralId);
    if (acknowledged.length === 40) first.child.kill('SIGKILL');
  };
  await Promise.allSettled(Array.from({ length: 60 }, send));
  await first.exited;
  expect(await eventually(() => processesNaming(dataDir).length === 0, 1_000)).toBe(true);
  expect(acknowledged.length).toBeGreaterThanOrEqual(40);

  const second = await aHub(dataDir);
  const asTeam = { authorization: `Bearer ${await signIn(second.url, dataDir, 'coordinator-northgate')}` };
  const mailbox = async (): Promise<string[]> => {
    const subjects: string[] = [];
    for (let after = ''; ; ) {
      const page = (await (await fetch(`${second.url}/v1/events${after}`, { headers: asTeam })).json()) as {
        items: { subject: string; type: string }[];
        next?: string;
      };
      subjects.push(...page.items.filter(({ type }) => type === 'case.routed').map(({ subject }) => subject));
      if (!page.next) return subjects;
      after = `?cursor=${encodeURIComponent(page.next)}`;
    }
  };
  const allDelivered = async (): Promise<boolean> => {
    const delivered = new Set(await mailbox());
    return acknowledged.every((referral) => delivered.has(referral));
  };
  expect(await eventually(allDelivered, 15_000)).toBe(true);
  const delivered = await mailbox();
  expect(delivered).toHaveLength(new Set(delivered).size);
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
});

test('help is printed without starting anything, and what cannot be used is refused with a sentence', async () => {
  const help = run({ HUB_DATA: '/nowhere/at/all' }, '--help');
  const badPort = run({ PORT: 'http' });
  const badArgument = run({}, '--port=1');
  const noEndpoint = run({ PORT: '0', HUB_DATA: join(temporaryFolder(), 'data'), AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' });
  expect(await help.exited).toBe(0);
  expect(help.printed).toMatchObject({ out: expect.stringContaining('AWS_ENDPOINT_URL_DYNAMODB'), error: '' });
  expect([await badPort.exited, badPort.printed.error]).toEqual([1, expect.stringMatching(/^PORT should be a TCP port[^\n]*\n$/)]);
  expect([await badArgument.exited, badArgument.printed.error]).toEqual([1, expect.stringMatching(/^npm start takes no arguments/)]);
  expect([await noEndpoint.exited, noEndpoint.printed.error]).toEqual([
    1,
    expect.stringMatching(/^Nothing answers at http:\/\/127\.0\.0\.1:1,/),
  ]);
});
