import * as z from 'zod';
import { field } from '../categories.ts';
import { ConsentStatement } from '../consent.ts';
import { At, ask, Code, ConsentReference, Link, Reference, RoutedTo, type Shown, self, warnings } from './parts.ts';

const answers = ['given', 'refused', 'not-asked'] as const;
const consentId = field('administrative', ConsentReference, 'The reference of what was said');
const links = z.strictObject({ self, withdrawal: field('administrative', Link, 'Where it is withdrawn') });

/** A case that went somewhere because of what was said. */
export const Released = z
  .strictObject({
    referralId: field('administrative', Reference, 'The referral that was held'),
    disposition: z.literal('routed'),
    routedTo: field('administrative', z.array(RoutedTo), 'The teams it went to'),
  })
  .meta({ id: 'Released' });
export type Released = Shown<typeof Released>;

/** What is told of a consent that was recorded. */
export const RecordedConsent = z
  .strictObject({
    consentId,
    status: field('consent', z.enum(answers), 'What was recorded'),
    released: field('administrative', z.array(Released), 'What was held and has gone because of it'),
    ask,
    warnings,
    links,
  })
  .meta({ id: 'RecordedConsent' });
export type RecordedConsent = Shown<typeof RecordedConsent>;

/** A consent as whoever recorded it reads it. */
export const ConsentView = z
  .strictObject({
    consentId,
    status: field(
      'consent',
      z.enum([...answers, 'withdrawn', 'expired', 'not-known']),
      'expired when its last day is past; not-known where a referral says nothing of it',
    ),
    referralId: field('administrative', Reference.nullable(), 'The referral or case it was said about, if it was about one'),
    statement: ConsentStatement.nullable().describe('What was said, as it was recorded'),
    provenance: z.strictObject({
      organisation: field('administrative', Code, 'Whose system wrote it down'),
      client: field('administrative', Code, 'Which system'),
      user: field('administrative', z.string().nullable(), 'The user that system vouched for'),
      role: field('administrative', z.string().nullable(), 'The user’s role'),
      at: field('administrative', At, 'When the hub learned of it'),
      within: field('administrative', z.enum(['referral', 'consent']), 'Whether it came in a referral or by itself'),
    }),
    withdrawnAt: field('consent', At.nullable(), 'When it was withdrawn'),
    links,
  })
  .meta({ id: 'Consent', description: 'What a person said, for whoever recorded it' });
export type ConsentView = Shown<typeof ConsentView>;

/** What is told of a consent that was withdrawn: the same, whoever recorded it and when. */
export const Withdrawn = z.strictObject({ consentId, status: z.literal('withdrawn') }).meta({ id: 'WithdrawnConsent' });
export type Withdrawn = Shown<typeof Withdrawn>;
