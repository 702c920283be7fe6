import type { Fault } from '../../../contracts/problem.ts';
import type { Warning } from '../../../contracts/replies/parts.ts';
import type { Read, Source } from '../../../contracts/sources/source.ts';
import { notUsable } from '../../../contracts/sources/usable.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { type HowTaken, type Taken, take } from './message.ts';

/** A body that says of itself that it is a FHIR resource. */
export const isFhir = (body: unknown): boolean =>
  body !== null && typeof body === 'object' && !Array.isArray(body) && Object.hasOwn(body, 'resourceType');

/** Reads a body in whichever form it is: as the source’s own message, or as FHIR if the source takes that (`schema-faults`). */
export function readBody(source: Source<never>, body: unknown): Result<Read> {
  if (!source.fhir || !isFhir(body))
    return ok({ message: body, warnings: [], placeOf: (pointer) => pointer, messageId: source.messageId?.(body) });
  const reading = source.fhir(body);
  return reading.ok ? ok(reading.read) : refuse('schema-faults', reading.faults);
}

/** What was dropped as it was read, by the codes that `strict` refuses, and what it says then. */
const dropped: Readonly<Record<string, Omit<Fault, 'pointer'>>> = {
  'not-mapped': { code: 'unknown-field', detail: 'is not used by the hub: take it out' },
  'not-used': { code: 'unknown-field', detail: 'is not used by the hub: take it out' },
  [notUsable]: { code: notUsable, detail: 'cannot be used as it is: mend it, or take it out' },
};

/** The warnings that `strict` refuses, as faults. */
export const droppedIn = (warnings: readonly Warning[]): Fault[] =>
  warnings.flatMap(({ pointer, code }) => {
    const fault = Object.hasOwn(dropped, code) ? dropped[code] : undefined;
    return fault ? [{ pointer, ...fault }] : [];
  });

/** {@link take} for what was read, with every place told as it was sent. */
export function takeRead(source: Source<never>, read: Read, how: HowTaken): Result<Taken> {
  const sent = <T extends Fault>(each: T): T => ({ ...each, pointer: read.placeOf(each.pointer) });
  const unused = how.strict ? droppedIn(read.warnings) : [];
  const taken = take(source, read.message, how);
  if (!taken.ok) return refuse(taken.refusal.code, [...(taken.refusal.faults ?? []).map(sent), ...unused]);
  if (unused.length > 0) return refuse('schema-faults', unused);
  const { referral, places, warnings } = taken.value;
  return ok({ referral, places: places.map(read.placeOf), warnings: [...read.warnings, ...warnings.map(sent)] });
}
