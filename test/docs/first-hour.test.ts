import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { people, peopleBySource } from '../../contracts/people/index.ts';
import type { Answer } from '../../contracts/people/person.ts';
import { sources } from '../../contracts/sources/index.ts';
import { messageOf } from '../../infra/local/people-list.ts';
import { unescaped } from './html.ts';
import { aHub } from './terminal.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** The commands of a page, as who reads it would copy them. */
async function commandsOf(url: string): Promise<string[]> {
  const page = await (await fetch(url)).text();
  return [...page.matchAll(/<pre[^>]*aria-label="Commands?"><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, text = '']) => unescaped(text));
}

/** Makes a folder to type in, that looks like the project’s and is not it. */
async function folderToTypeIn(folder: string): Promise<string> {
  await mkdir(folder);
  for (const name of ['contracts', 'policies', 'functions', 'infra', 'node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(root, name), join(folder, name));
  return folder;
}

let hub: Awaited<ReturnType<typeof aHub>>;
let folder: string;
let shell: (script: string) => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-hour-'));
  const dataDir = join(folder, 'data');
  await mkdir(dataDir);
  hub = await aHub(dataDir);
  const cwd = await folderToTypeIn(join(folder, 'project'));
  // biome-ignore lint/style/noProcessEnv: the shell gets this environment, and where the hub’s data are
  const env = { ...process.env, HUB_DATA: dataDir, PORT: '0' };
  shell = async (script) => (await run('bash', ['-euo', 'pipefail', '-c', script], { cwd, env })).stdout;
  return async () => {
    hub.child.kill('SIGTERM');
    await hub.ended;
    await rm(folder, { recursive: true, force: true });
  };
}, 60_000);

/** How `ask` says what is to be recorded. */
const recordedAs = ({ recipients, purposes, categories }: Answer) =>
  `(recipients ${recipients.join(', ')}, purposes ${purposes.join(', ')}, categories ${categories.join(', ')})`;

/** Where a key of one’s own is tried: a partner, and a team that records what others tell it. */
const ownKeys: ReadonlySet<string> = new Set(['job-centre', 'community']);

/** Prints messages of people as the operator’s tool does (people.test.ts holds it to that), without starting it each time. */
async function withPeopleAtHand(commands: readonly string[]): Promise<string> {
  const at = join(folder, 'people');
  await mkdir(at, { recursive: true });
  for (const [name, { steps }] of Object.entries(people))
    for (const step of steps.keys()) await writeFile(join(at, `${name}-${step + 1}`), messageOf(name, step + 1).message);
  return shell(`npm() { if [ "$5" = people ]; then cat "${at}/$6-\${8:-1}"; else command npm "$@"; fi; }\n${commands.join('\n')}`);
}

/** Types more slowly before a mailbox is looked at: what happened is told in it a moment later. */
const atLeisure = (commands: readonly string[]): string[] =>
  commands.map((command) =>
    command.includes(`${hub.url}/v1/events`) && !command.includes('keygen')
      ? `until curl -s ${hub.url}/v1/events -H "authorization: Bearer $TOKEN" | grep -q referral.received; do sleep 0.2; done\n${command}`
      : command,
  );

describe('typed as it stands', { timeout: 120_000 }, () => {
  test.each(Object.keys(sources))('the first hour of %s goes as its page says', async (source) => {
    const { answer } = peopleBySource[source] ?? {};
    const commands = await commandsOf(`${hub.url}/docs/first-hour/${source}`);
    const tried = atLeisure(ownKeys.has(source) ? commands : commands.slice(0, -1));
    const said = source === 'job-centre' ? await shell(tried.join('\n')) : await withPeopleAtHand(tried);
    const told = [
      answer ? '"disposition":"routed"' : '"disposition":"conversation-needed"',
      'idempotency-replayed: true',
      `"type":"${hub.url}/docs/errors/idempotency-key-reused"`,
      ...(answer ? [recordedAs(answer), 'POST /v1/consents', '"released":[{'] : []),
      ...(source === 'street-scene' ? ['"taken":1', '"dropped":1'] : []),
      `"type":"${hub.url}/docs/errors/schema-faults"`,
      'referral.received',
      '"stage":',
    ];
    for (const expected of told) expect(said).toContain(expected);
    if (answer) expect(/"released":\[\{.*?"warnings":(\[.*?\])/.exec(said)?.[1]).toBe('[]');
    expect(commands.at(-1)).toContain(`client add my-${source} `);
    if (ownKeys.has(source)) expect(said).toMatch(new RegExp(`my-${source} is registered.*\n.*"items":\\[`));
  });

  test.each([
    { path: '/docs/mailbox', says: 'referral.received' },
    { path: '/docs/fhir', says: 'servicerequest-response' },
    { path: '/docs/people/bert-lowe', says: 'not-own-request' },
    { path: '/docs/people/gwyn-potts', says: 'idempotency-key-reused' },
  ])('what $path says goes as it says', async ({ path, says }) => {
    expect(await withPeopleAtHand(await commandsOf(hub.url + path))).toContain(says);
  });
});
