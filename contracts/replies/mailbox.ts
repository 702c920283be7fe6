import * as z from 'zod';
import { field } from '../categories.ts';
import { Envelope } from '../events.ts';
import { At, Code, listOf, Reference, type Shown, self } from './parts.ts';

const { type, tier, urgency, reason } = Envelope.shape;

/** One event in a mailbox: a reference to what happened, never content. */
export const MailboxItem = z
  .strictObject({
    position: field(
      'administrative',
      z.int().min(1),
      'Its place, counting from 1: to acknowledge it is to say that all up to it were taken in',
    ),
    id: field('administrative', z.string().min(1), 'The same however often the event is brought'),
    type: field('administrative', type, 'What happened'),
    at: field('administrative', At, 'When'),
    subject: field('administrative', Reference, 'The case, for a team; the referral, for its referrer'),
    area: field('contact', Code.optional(), 'The area where the person lives, for a team that may know'),
    tier: field('need', tier, 'How great the need is, 0 to 3, of what the team may know'),
    urgency: field('administrative', urgency, 'How soon someone should make contact'),
    reason: field(
      'administrative',
      reason,
      'Why a case was taken back: notes of what was in error, or about someone else, are to be destroyed',
    ),
    links: z.strictObject({ self }),
  })
  .meta({ id: 'MailboxEvent' });
export type MailboxItem = Shown<typeof MailboxItem>;

export const Mailbox = listOf(MailboxItem).meta({
  id: 'Mailbox',
  description: 'Events after the last that was acknowledged, oldest first',
});
export type Mailbox = Shown<typeof Mailbox>;

export const Acknowledged = z
  .strictObject({ position: field('administrative', z.int().min(0), 'How far the mailbox has been read') })
  .meta({ id: 'Acknowledged' });
