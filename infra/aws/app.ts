import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleAll } from './bundle.ts';
import { summary } from './summary.ts';
import { synthesise } from './synthesise.ts';

// What `cdk` runs: bundles every function, synthesises both stacks, and says in a few lines what came of it.
const folder = await mkdtemp(join(tmpdir(), 'referral-hub-'));
try {
  const bundles = await bundleAll(folder);
  const assembly = synthesise({ codeOf: (name) => Code.fromAsset(bundles.get(name) ?? folder) });
  process.stdout.write(await summary(assembly, bundles));
} finally {
  await rm(folder, { recursive: true });
}
