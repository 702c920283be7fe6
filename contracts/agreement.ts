import * as z from 'zod';
import { Category } from './categories.ts';
import { RecipientName } from './consent.ts';
import { PlainDate } from './dates.ts';
import { Purpose, TeamKind, text, UserRole } from './vocabulary.ts';

/**
 * A data-sharing agreement as dated data: who, and for each flow the four facts (UK GDPR basis, legal
 * power, confidentiality, agreement to engage). The articles and sections it names are looked up in
 * `policies/law.ts`; an agreement that names one not listed there is refused when it is activated.
 */

/** What makes the disclosure compatible with a duty of confidence. */
const Confidentiality = z.enum([
  'explicit-permission',
  'implied-direct-care',
  'best-interests',
  'legal-requirement',
  'overriding-public-interest',
  'none-owed',
]);

export const Clause = z.strictObject({
  id: text(40),
  from: RecipientName.describe('The organisation that discloses'),
  to: z.strictObject({
    organisation: RecipientName.describe('The organisation that receives'),
    teamKinds: z.array(TeamKind).min(1).optional().describe('Only these kinds of team; left out, the organisation itself'),
  }),
  purpose: Purpose,
  categories: z.array(Category).min(1).describe('What may be shared: nothing else may'),
  exclusions: z.array(Category).default([]).describe('What may never be, whatever another clause says'),
  article6: z.strictObject({ basis: text(20), power: text(80) }).describe('The lawful basis and the power it rests on'),
  article9: z
    .strictObject({ condition: text(20), schedule1: z.int().optional(), policyDocument: text(120).optional() })
    .optional()
    .describe('The condition for special category data; left out, none may be shared'),
  article10: z
    .strictObject({ schedule1: z.int(), policyDocument: text(120).optional() })
    .optional()
    .describe('The condition for criminal-offence data; left out, none may be shared'),
  lawEnforcement: z
    .strictObject({ authority: text(80) })
    .optional()
    .describe('The authority to reuse what was collected for law enforcement (DPA 2018 s.36(4)); left out, none of it may be shared'),
  readers: z.array(UserRole).min(1).max(20).optional().describe('Only users in these roles; left out, any member of the team'),
  protectedReaders: z
    .array(UserRole)
    .min(1)
    .max(20)
    .optional()
    .describe('The roles that may see people whose whereabouts or identity are protected; left out, nobody'),
  parentalResponsibility: z
    .enum(['claimed', 'evidenced'])
    .optional()
    .describe('What is enough for a parent to answer for a child under 16 who was not assessed as able to decide; evidenced if left out'),
  confidentiality: Confidentiality,
  engagement: z
    .enum(['asked-first', 'told-first', 'asked-by-the-team', 'not-needed'])
    .describe('Whether the person must have agreed to be contacted before the referral, or at least have been told of it'),
  retentionDays: z.int().min(1).max(3650).describe('How long the recipient keeps what it received'),
  unreleasedDays: z.int().min(1).max(365).default(28).describe('How long what is never released is kept'),
  note: text(500).optional(),
});
export type Clause = z.infer<typeof Clause>;

/** Why an agreement was taken out of force: it is kept for good and read by many, so never a sentence about anyone. */
export const ReasonOutOfForce = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a code in lower case with hyphens, such as review-overdue' })
  .max(60);

export const Agreement = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  version: z.int().min(1),
  title: text(160),
  status: z.literal('illustrative, needs IG review').describe('Every agreement of the demonstration county says so'),
  parties: z
    .array(
      z.strictObject({
        organisation: RecipientName,
        role: z.enum(['controller', 'joint-controller', 'processor']),
        icoRegistration: text(20),
      }),
    )
    .min(2)
    .max(20),
  inForceFrom: PlainDate,
  reviewBy: PlainDate,
  inForceUntil: PlainDate.describe('The last day anything flows under it'),
  necessity: text(1000).describe('Why the sharing is necessary and proportionate'),
  dpia: text(160),
  clauses: z.array(Clause).min(1).max(20),
  approvals: z
    .array(z.strictObject({ organisation: RecipientName, role: text(80), approvedOn: PlainDate }))
    .min(1)
    .max(20),
});
export type Agreement = z.infer<typeof Agreement>;
export type AgreementInput = z.input<typeof Agreement>;
