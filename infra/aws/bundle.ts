import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { type FunctionName, topology } from '../topology.ts';
import { entryOf, projectRoot } from './entry.ts';
import { lean } from './lean.ts';

/** Gives esbuild the generated source of `entry:NAME`, which is in no file. */
const entries: Plugin = {
  name: 'entries',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
    onLoad({ filter: /./, namespace: 'entry' }, ({ path }) => ({
      contents: entryOf(path as FunctionName),
      resolveDir: projectRoot,
      loader: 'ts',
    }));
  },
};

/** What shows people the documentation, and so is bundled with it. */
const documented: readonly FunctionName[] = ['docs'];

/**
 * Bundles every function, the SDK and all, as `index.mjs` in a folder of its own under `under`, and says which
 * folder. One run of esbuild for all that is bundled alike, so that each module is parsed once. Works without a network.
 * Throws esbuild’s account of what does not resolve; does not check types.
 */
export async function bundleAll(
  under: string,
  names = Object.keys(topology) as FunctionName[],
): Promise<ReadonlyMap<FunctionName, string>> {
  const alike = [true, false].map((isDocumented) => ({
    isDocumented,
    names: names.filter((name) => documented.includes(name) === isDocumented),
  }));
  for (const { isDocumented, names } of alike) {
    await build({
      ...options,
      entryPoints: names.map((name) => ({ in: `entry:${name}`, out: join(name, 'index') })),
      plugins: [entries, lean({ isDocumented })],
      outdir: under,
      outExtension: { '.js': '.mjs' },
    });
  }
  return new Map(names.map((name) => [name, join(under, name)]));
}

/** How every bundle is made, whatever is in it. */
export const options = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  // Names go too: what is told apart by name at run time, an error above all, says its name in a string.
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'silent',
  // Some packages of the SDK still call `require`, which an ES module has not got.
  banner: { js: "import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);" },
} as const satisfies BuildOptions;

/** How large each bundle is, in bytes. */
export async function bundleSizes(bundles: ReadonlyMap<FunctionName, string>): Promise<ReadonlyMap<FunctionName, number>> {
  const sizes = await Promise.all(
    [...bundles].map(async ([name, folder]) => [name, (await stat(join(folder, 'index.mjs'))).size] as const),
  );
  return new Map(sizes);
}
