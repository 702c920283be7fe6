import type * as z from 'zod';

/**
 * Details of how to reach someone, from systems whose users cannot mend a message: what cannot be used of them is dropped
 * with a warning `not-usable`, and costs nothing else.
 */

/** What of a detail can be used; and what its sender should know, if that is not all of it. */
export interface Usable {
  readonly value: string | undefined;
  readonly detail?: string;
}

/** The code of a warning that a detail, or a part of it, was dropped. */
export const notUsable = 'not-usable';

/** A detail that its schema takes; `what` is what it should have been. */
export const usable = (written: string, schema: z.ZodType, what: string): Usable =>
  schema.safeParse(written).success ? { value: written } : { value: undefined, detail: `This is not ${what}, so it was dropped.` };

/** A number that other words follow. */
const beforeWords = /^((?:\+|\(\+?)?\d[\d ().-]{4,24}\d)(?!\d)/;
/** Words with which a number may be one that must not be rung: it is not to be kept without them. */
const cautions =
  /\b(?:not|never|no|avoid|only|except|unless|until|unsafe|danger\w*|stop\w*|old|ex|former|previous|wrong|changed|(?:do|does|did|ca|wo|should|must)n['’]?t)\b/i;
/** The longest number there is (ITU-T E.164): more digits are several numbers. */
const mostDigits = 15;

/** Whether a text may say that a number must not be rung, or not always. */
export const isCaution = (written: string): boolean => cautions.test(written);

/** A telephone number that its schema takes as it is written, or else the number that other words follow, where they are no caution. */
export function usableTelephone(written: string, schema: z.ZodType): Usable {
  const whole = usable(written, schema, 'a telephone number that can be used');
  const number = whole.value === undefined && !isCaution(written) ? beforeWords.exec(written)?.[1] : undefined;
  if (number === undefined || number.replace(/\D/g, '').length > mostDigits || !schema.safeParse(number).success) return whole;
  return { value: number, detail: 'Only the telephone number was kept: the words after it were dropped.' };
}
