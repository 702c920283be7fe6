import { anyReader } from '../../../policies/clauses/rule.ts';
import type { Book } from '../../agreements/book.ts';
import { askedFor, type Seen } from './offer.ts';

/**
 * Whether someone of a team may answer for a case, or record what was said in it: not where it is for other readers of the
 * team alone, as a conversation is for its leader. Where nothing may be shown to anyone, anyone may: the team has to be
 * able to let go of it.
 */
export async function mayAnswer(seen: Seen, reader: string | undefined, book: Book): Promise<boolean> {
  const { organisation, id, kind } = seen.own;
  const isShown = async (to: string | undefined) => {
    const { decision } = await askedFor(seen, { organisation, team: id, kind, reader: to }, seen.own, book, { withDuty: true });
    return decision.rulings.some(({ outcome }) => outcome === 'permit');
  };
  return (await isShown(reader)) || !(await isShown(anyReader));
}
