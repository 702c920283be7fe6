import { futureDates } from '../../../contracts/dates.ts';
import { Referral } from '../../../contracts/referral.ts';
import type { Source, Warning } from '../../../contracts/sources/source.ts';
import { ok, type Result, refuse } from '../../edge/result.ts';
import { validate } from '../../edge/validate.ts';

/** A message that its source’s contract took: the canonical referral, and what the sender should know. */
export interface Taken {
  readonly referral: Referral;
  readonly warnings: readonly Warning[];
}

/**
 * Reads a message by its source’s contract and maps it; a null or an empty text is as if it had been left out. Refuses
 * with every fault at once (`schema-faults`), those no schema can see, such as a date in the future, among them.
 */
export function take(
  source: Source<never>,
  body: unknown,
  { today, strict }: { readonly today: string; readonly strict: boolean },
): Result<Taken> {
  const sent = known(body);
  const future = futureDates(source.message, sent, today);
  const valid = validate(source.message, sent, strict);
  if (!valid.ok) return refuse(valid.refusal.code, [...(valid.refusal.faults ?? []), ...future]);
  if (future.length > 0) return refuse('schema-faults', future);
  const { referral, warnings } = source.toReferral(valid.value.value);
  const canonical = validate(Referral, referral, true);
  return canonical.ok ? ok({ referral: canonical.value.value, warnings: [...valid.value.warnings, ...warnings] }) : canonical;
}

/** Where leaving it out claims something, "not known" is not the same as leaving it out, and is a fault. */
const claims = new Set(['givenBy', 'pressureSuspected', 'aboutTheCustomer', 'reasonableCause']);

/** A message without the members that say nothing: systems send null, or an empty text, for what they do not know. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known);
  if (value === null || typeof value !== 'object') return value;
  const saysNothing = (member: unknown) => member === null || (typeof member === 'string' && member.trim() === '');
  const members = Object.entries(value).filter(([name, member]) => claims.has(name) || !saysNothing(member));
  return Object.fromEntries(members.map(([name, member]) => [name, known(member)]));
}
