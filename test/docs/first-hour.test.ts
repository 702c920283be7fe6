import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../local/support/temporary.ts';
import { unescaped } from './html.ts';
import { aHub } from './terminal.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** The commands of a page, as who reads it would copy them. */
async function commandsOf(url: string): Promise<string[]> {
  const page = await (await fetch(url)).text();
  return [...page.matchAll(/<pre[^>]*aria-label="Commands?"><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, text = '']) => unescaped(text));
}

/** A folder to type in, that looks like the project’s and is not it. */
async function folderToTypeIn(): Promise<string> {
  const folder = temporaryFolder();
  for (const name of ['contracts', 'policies', 'functions', 'infra', 'node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(root, name), join(folder, name));
  return folder;
}

test('the first hour goes as the page says, typed as it stands', { timeout: 240_000 }, async () => {
  const dataDir = join(temporaryFolder(), 'data');
  await mkdir(dataDir);
  const hub = await aHub(dataDir);
  try {
    const cwd = await folderToTypeIn();
    // biome-ignore lint/style/noProcessEnv: the shell gets this environment, and where the hub’s data are
    const env = { ...process.env, HUB_DATA: dataDir, PORT: '0' };
    const shell = async (script: string) => (await run('bash', ['-euo', 'pipefail', '-c', script], { cwd, env })).stdout;

    const hour = await commandsOf(`${hub.url}/docs`);
    expect(hour).toHaveLength(7);
    const said = await shell(hour.join('\n'));
    const told = ['first-hour is registered', '"disposition":"routed"', 'coordinator-northgate', 'Ask', 'POST /v1/consents'];
    const then = [
      '"released":[{',
      `"type":"${hub.url}/docs/errors/schema-faults"`,
      '/customer/familyName',
      'referral.received',
      '"stage":',
    ];
    for (const expected of [...told, ...then]) expect(said).toContain(expected);

    const others = ['/docs/mailbox', '/docs/fhir', '/docs/people/gita-rao', '/docs/people/bert-lowe'];
    const replies = await Promise.all(others.map(async (path) => shell((await commandsOf(hub.url + path)).join('\n'))));
    for (const [index, expected] of ['referral.received', 'servicerequest-response', '"routed"', 'not-own-request'].entries())
      expect(replies[index], others[index]).toContain(expected);
  } finally {
    hub.child.kill('SIGTERM');
    await hub.ended;
  }
});
