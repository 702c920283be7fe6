import { Referral } from '../../../contracts/referral.ts';
import type { Source, Warning } from '../../../contracts/sources/source.ts';
import { ok, refuse, type Result } from '../../edge/result.ts';
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
export function take(source: Source<never>, sent: unknown, { today, strict }: { readonly today: string; readonly strict: boolean }): Result<Taken> {
  const valid = validate(source.message, sent, strict);
  if (!valid.ok) return valid;
  const { referral, warnings, faults } = source.toReferral(valid.value.value, today);
  if (faults.length > 0) return refuse('schema-faults', faults);
  const canonical = validate(Referral, referral, true);
  return canonical.ok ? ok({ referral: canonical.value.value, warnings: [...valid.value.warnings, ...warnings] }) : canonical;
}
