import { readFileSync } from 'node:fs';
import type { GpMessageInput } from '../../contracts/sources/gp/message.ts';
import { gp as source } from '../../contracts/sources/gp/to-referral.ts';
import type { Reading, Source } from '../../contracts/sources/source.ts';

const gp = source as unknown as Source;

// biome-ignore lint/suspicious/noExplicitAny: tests change one member of a resource at a time
export type Loose = any;

/** An example of the surgery’s, as FHIR. */
export const fhirExample = (name: string): Loose =>
  JSON.parse(readFileSync(new URL(`../../contracts/sources/gp/examples/${name}.fhir.json`, import.meta.url), 'utf8'));

/** The first resource of a type in a Bundle. */
export const resourceIn = (bundle: Loose, type: string): Loose =>
  bundle.entry.find((entry: Loose) => entry.resource.resourceType === type).resource;

/** What was sent, read as FHIR. */
export function read(body: unknown): Reading {
  if (!gp.fhir) throw new Error('the source takes no FHIR');
  return gp.fhir(body);
}

/** The message that FHIR is read as, with the codes of its warnings. Throws if it was refused. */
export function messageOf(body: unknown): { message: GpMessageInput; warnings: readonly string[] } {
  const reading = read(body);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return { message: reading.read.message as GpMessageInput, warnings: reading.read.warnings.map(({ code }) => code) };
}

/** `place code` of each fault. */
export function faultsOf(body: unknown): string[] {
  const reading = read(body);
  return reading.ok ? [] : reading.faults.map(({ pointer, code }) => `${pointer} ${code}`);
}

/** The complete example with one change made to it. */
export function changed(change: (bundle: Loose) => void, name = 'complete'): Loose {
  const bundle = fhirExample(name);
  change(bundle);
  return bundle;
}
