import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { FunctionName } from '../topology.ts';
import { entryOf, projectRoot } from './entry.ts';

const options = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  write: false,
  logLevel: 'silent',
  // Some packages of the SDK still call `require`, which an ES module has not got.
  banner: { js: "import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);" },
} as const satisfies BuildOptions;

/**
 * Bundles a function, the SDK and all, as `index.mjs` in a folder of its own, and gives the folder back. Works
 * without a network. Throws esbuild’s account of what does not resolve; does not check types.
 */
export async function bundle(name: FunctionName, under: string): Promise<string> {
  const folder = join(under, name);
  const stdin = { contents: entryOf(name), resolveDir: projectRoot, sourcefile: `${name}.entry.ts`, loader: 'ts' as const };
  const { outputFiles } = await build({ ...options, stdin });
  await mkdir(folder, { recursive: true });
  await Promise.all(outputFiles.map(({ contents }) => writeFile(join(folder, 'index.mjs'), contents)));
  return folder;
}
