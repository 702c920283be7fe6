import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type FunctionName, topology } from '../topology.ts';
import { entryOf, projectRoot } from './entry.ts';

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

/**
 * Bundles every function, the SDK and all, as `index.mjs` in a folder of its own under `under`, and says which
 * folder. One run of esbuild for all of them, so that each module is parsed once. Works without a network.
 * Throws esbuild’s account of what does not resolve; does not check types.
 */
export async function bundleAll(under: string): Promise<ReadonlyMap<FunctionName, string>> {
  const names = Object.keys(topology) as FunctionName[];
  await build({
    entryPoints: names.map((name) => ({ in: `entry:${name}`, out: join(name, 'index') })),
    plugins: [entries],
    outdir: under,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
    // Some packages of the SDK still call `require`, which an ES module has not got.
    banner: { js: "import{createRequire as _createRequire}from'node:module';const require=_createRequire(import.meta.url);" },
  });
  return new Map(names.map((name) => [name, join(under, name)]));
}
