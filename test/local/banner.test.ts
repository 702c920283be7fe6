import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { banner } from '../../infra/local/banner.ts';

const commands = (dataDir: string) =>
  banner({ url: 'http://127.0.0.1:3000', dataDir, engine: 'embedded' })
    .split('\n')
    .flatMap((line) => /\S* ?npm run -s hub/.exec(line)?.[0] ?? []);

test('commands are as they are for a hub in its usual folder', () => {
  expect(commands(`${process.cwd()}/.hub`).every((each) => !each.includes('HUB_DATA'))).toBe(true);
  expect(commands('.hub')).toHaveLength(3);
});

test('commands for a hub in another folder name it, as a shell reads it', () => {
  for (const dataDir of ['/srv/other', "/srv/it's here $HOME"]) {
    const text = banner({ url: 'http://127.0.0.1:3000', dataDir, engine: 'embedded' });
    const said = [...text.matchAll(/(HUB_DATA=.*?) npm run -s hub/g)].map(([, each = '']) => each);
    expect(said).toHaveLength(3);
    for (const each of said) expect(execFileSync('sh', ['-c', `${each}; printf %s "$HUB_DATA"`]).toString()).toBe(dataDir);
  }
});
