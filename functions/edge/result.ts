import type { Fault, ProblemCode, Refusal } from '../../contracts/problem.ts';

/** What a step gives back: a value, or a refusal as a value. Faults of the hub itself are thrown. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** A refusal by its code, with every fault that led to it. */
export const refuse = (code: ProblemCode, faults: readonly Fault[] = []): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, faults },
});
