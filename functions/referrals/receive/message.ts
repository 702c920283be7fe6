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
 * Reads a message by its source’s contract and maps it. Refuses with every fault at once (`schema-faults`),
 * those no schema can see, such as a date in the future, among them.
 */
export function take(
  source: Source<never>,
  sent: unknown,
  { today, strict }: { readonly today: string; readonly strict: boolean },
): Result<Taken> {
  const future = futureDates(source.message, sent, today);
  const valid = validate(source.message, sent, strict);
  if (!valid.ok) return refuse(valid.refusal.code, [...(valid.refusal.faults ?? []), ...future]);
  if (future.length > 0) return refuse('schema-faults', future);
  const { referral, warnings } = source.toReferral(valid.value.value);
  const canonical = validate(Referral, referral, true);
  return canonical.ok ? ok({ referral: canonical.value.value, warnings: [...valid.value.warnings, ...warnings] }) : canonical;
}
