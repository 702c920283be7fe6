import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sources } from '../contracts/sources/index.ts';
import { commandsToTry } from '../infra/local/banner.ts';
import { stories } from '../infra/local/stories/index.ts';
import { type FunctionSpec, topology } from '../infra/topology.ts';

const run = promisify(execFile);
const { env } = process;
const root = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });

/** Runs what the README says, as a reader would, against a hub started as the README says. */
describe('the README', () => {
  let port: number;
  let folder: string;
  let stop: () => Promise<number | null>;
  let printed = '';

  beforeAll(async () => {
    port = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'readme-'));
    const hub = spawn('npm', ['start'], {
      cwd: root,
      env: { ...env, PORT: String(port), HUB_DATA: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gone = new Promise<number | null>((done) => hub.on('exit', done));
    stop = async () => {
      hub.kill('SIGTERM');
      return gone;
    };
    await new Promise<void>((ready, failed) => {
      hub.stderr.on('data', (bytes) => {
        printed += String(bytes).replace(/^npm warn.*\n/gm, '');
      });
      hub.stdout.on('data', (bytes) => {
        printed += bytes;
        if (/^ready /m.test(printed)) ready();
      });
      void gone.then(() => failed(new Error(`the hub ended: ${printed}`)));
    });
  });
  afterAll(async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  });

  const shell = async (script: string, cwd: string) => {
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script.replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)], {
      cwd,
      env: { ...env, PORT: String(port), HUB_DATA: join(folder, 'data') },
    });
    return stdout;
  };

  test('names its two commands, and the hub says where it is, and last that it is ready', () => {
    expect(blocks[0]).toBe('npm ci && npm start\n');
    expect(blocks[1]).toBe('npm test\n');
    expect(printed.trimEnd().split('\n').at(-1)).toBe(`ready http://127.0.0.1:${port}`);
    expect(printed).not.toMatch(/warn/i);
  });

  test('the commands the hub prints to try reply as it says', async () => {
    for (const { command, reply } of commandsToTry) {
      const said = await shell(command.replaceAll('URL', `http://127.0.0.1:${port}`), root);
      const pieces = reply.split('…').filter((piece) => piece !== '');
      for (const piece of pieces) expect(said).toContain(piece);
      await new Promise((pause) => setTimeout(pause, 300));
    }
  });

  /** Each command of some blocks, run one after another in a copy of the project, and all that they said. */
  const asReader = async (some: readonly string[]) => {
    const own = await mkdtemp(join(tmpdir(), 'reader-'));
    try {
      for (const name of ['contracts', 'policies', 'functions', 'infra', 'package.json', 'node_modules', 'tsconfig.json']) {
        if (name === 'node_modules') await run('ln', ['-s', join(root, name), join(own, name)]);
        else await cp(join(root, name), join(own, name), { recursive: true });
      }
      return await shell(some.join('\n'), own);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  };
  const sendAndFollow = blocks.slice(2, 4);
  const [heldThenReleased = '', listAndFhir = '', ownSystem = '', peopleAndMail = '', ...others] = blocks.slice(4);

  test.each([
    {
      does: 'sends a referral of their own and follows it to its outcome',
      some: sendAndFollow,
      says: [
        '"disposition":"routed"',
        'Luke',
        '"status":"accepted"',
        '"status":"closed"',
        '"stage":"received"',
        'Every chain holds',
        '"people":[]',
      ],
    },
    {
      does: 'has a held referral released by an answer, then withdrawn; sends a list and FHIR',
      some: [heldThenReleased, listAndFhir],
      says: [
        '"disposition":"held"',
        '"released":[{',
        'Arthur',
        '"status":"withdrawn"',
        '"status":"cancelled"',
        '"disposition":"conversation-needed"',
        '"reasonCode":"complaint"',
        '"ask":["Ask',
        'servicerequest-response',
      ],
    },
    {
      does: 'tries fictional people, and watches a mailbox',
      some: [peopleAndMail],
      says: ['gita-rao', '"disposition":"routed"', 'case.routed'],
    },
    { does: 'registers a system of their own', some: [ownSystem], says: ['my-system is registered', '"items":['] },
  ])('a reader $does', { timeout: 60_000 }, async ({ some, says }) => {
    const said = await asReader(some);
    for (const expected of says) expect(said).toContain(expected);
  });

  test('names every route and every source', () => {
    const [, routes = ''] = /## Routes([\s\S]*?)\n## /.exec(readme) ?? [];
    const all = Object.values<FunctionSpec>(topology).flatMap(({ trigger }) => (trigger.kind === 'http' ? trigger.routes : []));
    // A parameter may be shown as what it takes: `/fhir/$process-message`.
    const shown = (route: string) => new RegExp(`${route.slice(route.indexOf(' ') + 1).replaceAll(/\{\w+\}/g, '[^/?\\s]+')}[\\x60?]`);
    for (const route of all) expect(routes).toMatch(shown(route));
    for (const source of Object.keys(sources)) expect(readme).toContain(`| \`${source}\` |`);
  });

  test('has no command that is not run', () => {
    expect(others).toEqual([]);
  });

  const tour = /## A tour\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
  const shown = [...tour.matchAll(/`npm run tour -- ([a-z-]+)`:\n\n```\n([\s\S]*?)```/g)].map(([, story = '', block = '']) => ({
    story,
    block,
  }));

  test('shows two stories of the tour', () => {
    expect(shown.map(({ story }) => story)).toEqual(['luke', 'bulky-waste']);
  });

  test.each(shown)('the tour of $story goes as the README shows it', async ({ story, block }) => {
    const { stdout } = await run('npm', ['run', '-s', 'tour', '--', story], { cwd: root });
    const withoutIds = (text: string) =>
      text
        .replace(/\b[0-9a-z]{26}\b/g, 'ID')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    expect(withoutIds(stdout)).toEqual(withoutIds(block));
  });

  test('says of every other story what it shows, as the tour does itself', () => {
    const others = Object.entries(stories).filter(([name]) => name !== 'luke');
    expect(tour.match(/^- .*$/gm)).toEqual(others.map(([name, { shows }]) => `- \`${name}\`: ${shows}`));
  });

  test('SIGTERM stops it cleanly', async () => {
    expect(await stop()).toBe(0);
    expect(await shell('ls', join(folder, 'data'))).not.toContain('hub.json');
  });
});
