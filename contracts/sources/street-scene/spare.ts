import type { Warning } from '../../replies/parts.ts';
import { notUsable, type Usable, usable, usableTelephone } from '../usable.ts';
import { codedIn, telephonesIn } from './cells.ts';
import type { Cells } from './columns.ts';
import { spare } from './message.ts';

/** The details of a line that it can do without, as far as they can be used; empty where they are not known. */
export interface Details {
  readonly uprn: string;
  readonly email: string;
  readonly telephone: readonly string[];
}

const most = 5;

/** Reads a line’s UPRN, email address and telephone numbers: what is none is dropped with a warning, and costs no job. */
export function detailsOf(at: Cells): { readonly details: Details; readonly warnings: readonly Warning[] } {
  const warnings: Warning[] = [];
  const used = (pointer: string, { value = '', detail }: Usable): string => {
    if (detail !== undefined) warnings.push({ pointer: `/requester${pointer}`, code: notUsable, detail });
    return value;
  };
  const [uprn, email] = [codedIn(at('uprn')), codedIn(at('email'))];
  const numbers = telephonesIn(at('telephone'), at('mobile'));
  const written = numbers.map((number, index) => used(`/telephone/${index}`, usableTelephone(number, spare.telephone)));
  const [...telephone] = new Set(written.filter((number) => number !== ''));
  if (telephone.length > most)
    used(`/telephone/${most}`, { value: undefined, detail: `Only ${most} telephone numbers can be held: the others were dropped.` });
  const details = {
    uprn: uprn === '' ? '' : used('/address/uprn', usable(uprn, spare.uprn, 'a UPRN (1 to 12 digits, in a column formatted as text)')),
    email: email === '' ? '' : used('/email', usable(email, spare.email, 'an email address')),
    telephone: telephone.slice(0, most),
  };
  return { details, warnings };
}
