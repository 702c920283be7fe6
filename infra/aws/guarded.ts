import { readFile, writeFile } from 'node:fs/promises';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { projectRoot } from './entry.ts';
import { exceptionsPage, nagReport } from './exceptions.ts';
import { refusals, Snapshot, snapshotOf, unrecorded } from './guard.ts';
import { stackNames } from './synthesise.ts';

const snapshotFile = 'infra/aws/stateful.snapshot.json';
const exceptionsFile = 'infra/exceptions.md';

/** What a synthesis differs in from what was committed. */
export interface Guarded {
  /** Changes that would lose something; a deployment with one of them is refused. */
  readonly refused: readonly string[];
  /** What is committed and does not show the synthesis as it is. */
  readonly behind: readonly string[];
}

/** Compares a synthesis with the committed snapshot and page of exceptions. */
export async function guarded(assembly: CloudAssembly): Promise<Guarded> {
  const before = Snapshot.parse(JSON.parse(await committed(snapshotFile, '{}')));
  const after = snapshotOf(assembly.getStackByName(stackNames.stateful).template);
  const isPageBehind = (await committed(exceptionsFile, '')) !== exceptionsPage(await nagReport(assembly.directory));
  return {
    refused: refusals(before, after),
    behind: [
      ...unrecorded(before, after).map((id) => `${id} is new, and not in ${snapshotFile}: nobody watches it yet.`),
      ...(isPageBehind ? [`${exceptionsFile} does not list the exceptions as they are.`] : []),
    ],
  };
}

/** Writes both as the synthesis is: what is in it from now on is meant. */
export async function accept(assembly: CloudAssembly): Promise<readonly string[]> {
  const snapshot = snapshotOf(assembly.getStackByName(stackNames.stateful).template);
  await writeFile(projectRoot + snapshotFile, `${JSON.stringify(snapshot, null, 2)}\n`);
  await writeFile(projectRoot + exceptionsFile, exceptionsPage(await nagReport(assembly.directory)));
  return [snapshotFile, exceptionsFile];
}

/** What to say of it, and what to do about it. Empty when nothing differs. */
export function account({ refused, behind }: Guarded): string {
  const how = 'If it is meant, say so: npm run guard -- --accept, and commit what it wrote with the reason.';
  if (refused.length > 0) return ['Refused: something would be lost.', ...refused, ...behind, how].join('\n');
  return behind.length > 0 ? [...behind, 'Bring it up to date: npm run guard -- --accept'].join('\n') : '';
}

async function committed(file: string, otherwise: string): Promise<string> {
  try {
    return await readFile(projectRoot + file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
