import * as z from 'zod';
import { field } from '../categories.ts';
import { Code, Sentence, type Shown, Warning, warnings } from './parts.ts';
import { Fault } from './problem.ts';
import { Receipt } from './referrals.ts';

const line = field('administrative', z.int().min(1), 'Its line in the file; the names of the columns are line 1');
const { referralId, disposition, reason, reasonCode, links } = Receipt.shape;

/** What became of one line of a list. */
export const LineResult = z
  .discriminatedUnion('status', [
    z.strictObject({ line, status: z.literal('taken'), referralId, disposition, reason, reasonCode, warnings, links }),
    z
      .strictObject({ line, status: z.literal('already-taken'), referralId, links })
      .describe('The same job came before, in another list or further up: that one stands'),
    z
      .strictObject({
        line,
        status: z.literal('dropped'),
        reason: field('administrative', Sentence, 'Why it is not for the hub'),
        reasonCode: field('administrative', Code, 'The same for a program'),
      })
      .describe('Not for the hub, by rule. Nothing of it was kept'),
    z.strictObject({ line, status: z.literal('faulty'), faults: z.array(Fault) }).describe('Not taken: mend it and send it again'),
  ])
  .meta({ id: 'LineResult' });
export type LineResult = Shown<typeof LineResult>;

const count = (description: string) => field('administrative', z.int().min(0), description);

/** What became of a list, line by line. */
export const ListResult = z
  .strictObject({
    items: z.array(LineResult).max(500).describe('Each line, in the order of the file'),
    summary: z.strictObject({
      lines: count('How many lines there are'),
      taken: count('How many became referrals'),
      alreadyTaken: count('How many had come before'),
      dropped: count('How many are not for the hub'),
      faulty: count('How many could not be read'),
    }),
    warnings: field('administrative', z.array(Warning), 'What should be known of the file as a whole'),
    next: z.null(),
  })
  .meta({ id: 'ListResult' });
export type ListResult = Shown<typeof ListResult>;
