import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleAll } from './bundle.ts';
import { account, guarded } from './guarded.ts';
import { summary } from './summary.ts';
import { synthesise } from './synthesise.ts';

// What `cdk` runs, to synthesise, compare or deploy: bundles every function, synthesises both stacks, and says in a few
// lines what came of it. Fails, so that nothing is deployed, if something would be lost that nobody said may be.
const folder = await mkdtemp(join(tmpdir(), 'referral-hub-'));
try {
  const bundles = await bundleAll(folder);
  const assembly = synthesise({ codeOf: (name) => Code.fromAsset(bundles.get(name) ?? folder) });
  process.stdout.write(await summary(assembly, bundles));
  const kept = await guarded(assembly);
  process.stdout.write(`${account(kept) || 'guard: nothing that is kept would be lost'}\n`);
  if (kept.refused.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
