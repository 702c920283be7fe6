import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { type FunctionName, type FunctionSpec, type Trigger, topology } from '../topology.ts';
import { exceptionsIn, nagReport } from './exceptions.ts';

const Template = z.object({ Resources: z.record(z.string(), z.unknown()) });
/** What came of a synthesis, in a table of its stacks, its functions with what starts them, and its checks. */
export async function summary(assembly: CloudAssembly, bundles: ReadonlyMap<FunctionName, string>): Promise<string> {
  const stacks = assembly.stacks.map((stack) => {
    const resources = Object.keys(Template.parse(stack.template).Resources).length;
    return [stack.stackName, `${resources} resources`, stack.environment.region];
  });
  const functions = await Promise.all(
    [...bundles].map(async ([name, folder]) => {
      const { size } = await stat(join(folder, 'index.mjs'));
      const { trigger }: FunctionSpec = topology[name];
      return startedBy(trigger).map((start, index) => (index === 0 ? [name, `${Math.round(size / 1024)} kB`, start] : ['', '', start]));
    }),
  );
  return [...table(stacks), '', ...table(functions.flat()), '', ...(await checks(assembly.directory)), ''].join('\n');
}

function startedBy(trigger: Trigger): readonly string[] {
  switch (trigger.kind) {
    case 'http':
      return trigger.routes;
    case 'changes':
      return ['changes of the events table'];
    case 'queues':
      return trigger.recipients.map((kind) => `queue ${kind}`);
    case 'schedule':
      return [trigger.minutes % 60 === 0 ? `every ${trigger.minutes / 60} hours` : `every ${trigger.minutes} minutes`];
    case 'operator':
      return ['an operator'];
  }
}

async function checks(directory: string): Promise<string[]> {
  const report = await nagReport(directory);
  const packs = report.map(({ pluginName, violations }) => `cdk-nag ${pluginName}: ${violations.length} findings`);
  return [...packs, `${exceptionsIn(report).length} exceptions stand, each with a reason: infra/exceptions.md`];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)), []);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
