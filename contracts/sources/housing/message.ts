import * as z from 'zod';
import { field } from '../../categories.ts';
import { PastDate, PlainDate } from '../../dates.ts';
import { text, Urgency } from '../../vocabulary.ts';
import {
  addressField,
  consentMessage,
  email,
  isPlaceIn,
  listOf,
  needsField,
  personFields,
  safeguardingConcern,
  staffSafetyField,
} from '../parts.ts';

const { address: _, ...memberFields } = personFields;

/** Members and whoever complained of them are people of one referral, which holds twenty. */
const mostMembers = 12;
const mostComplaints = 8;
const place = z.int().min(1).max(mostMembers).optional();

const Member = z.strictObject({
  ...memberFields,
  needs: needsField,
  strengths: listOf(field('hopes', text(500), 'What the person can do, enjoys or hopes for'), 10),
  health: listOf(field('health', text(500), 'What the person said of their health'), 10),
  mobility: listOf(field('mobility', text(200), 'Mobility, aids and adaptations'), 10),
  school: field('education', text(200).optional(), 'School, college or nursery'),
  protected: field('administrative', z.boolean().default(false), 'Hidden from all but the roles an agreement names'),
  notes: field('free-text', text(10_000).optional(), 'Notes about this person. Withheld unless an agreement names free text'),
  consent: consentMessage,
});

const Tenancy = z.strictObject({
  arrears: z.number().min(0).max(1_000_000).optional().describe('What is owed, in pounds'),
  owedSince: PastDate.optional(),
  notice: text(100).optional().describe('The notice that was served'),
  servedOn: PastDate.optional(),
  evictionOn: PlainDate.optional().describe('The day the family may lose the home'),
});

const Complaint = z.strictObject({
  text: field('offence', text(450), 'What was alleged: a complaint of anti-social behaviour is an allegation of an offence'),
  receivedOn: field('offence', PastDate.optional(), 'The day it was received'),
  about: field('administrative', place, 'Which member of the household it is made against, counting from 1; left out, the tenant'),
  complainant: z
    .strictObject({
      givenName: field('contact', text(80).optional(), 'Given name'),
      familyName: field('contact', text(80).optional(), 'Family name'),
      address: addressField,
      telephone: field('contact', text(30).optional(), 'Telephone number'),
    })
    .optional()
    .describe('Who complained. Never shown to a team'),
});

const notListed = 'the place of a member of the household who is listed, counting from 1';

/** Looked at even where another field is wrong, so that every fault is told at once. */
const whenThereIsAHousehold = ({ value }: { value: unknown }) => Array.isArray((value as { household?: unknown } | null)?.household);

/** A household that may lose its home, as a landlord’s system sends it. The first member is the tenant; each answers for themself. */
export const HousingMessage = z
  .strictObject({
    reference: field('referrer', text(80).optional(), 'Your own reference for this tenancy'),
    referredOn: field('administrative', PastDate.optional(), 'The day the officer made the referral'),
    urgency: field(
      'administrative',
      Urgency.optional(),
      'How soon someone should make contact; soon, if left out and an eviction has a day',
    ),
    officer: field(
      'referrer',
      z.strictObject({
        name: text(120),
        jobTitle: text(80).optional(),
        landlord: text(70).optional(),
        telephone: text(30).optional(),
        email: email.optional(),
      }),
      'The landlord’s officer who makes the referral',
    ),
    property: z.strictObject({ address: addressField }),
    tenancy: field('finances', Tenancy.optional(), 'Arrears and notices: what is told of the tenant'),
    household: z.array(Member).min(1).max(mostMembers).describe('Who lives there; the first is the tenant, who the referral is about'),
    complaints: z.array(Complaint).max(mostComplaints).default([]).describe('Complaints of anti-social behaviour'),
    concernForChildren: field(
      'free-text',
      text(1_000).optional(),
      'What worries you about the children, short of suspected harm. Withheld unless an agreement names free text',
    ),
    staffSafety: staffSafetyField,
    narrative: field('free-text', text(8_000).optional(), 'Notes about the household. Withheld unless an agreement names free text'),
    safeguarding: field(
      'safeguarding',
      safeguardingConcern
        .extend({ member: place.describe('Which member is at risk, counting from 1; left out, someone not named') })
        .optional(),
      'A concern that a child or an adult at risk may be suffering harm',
    ),
  })
  .refine(({ safeguarding, household }) => isPlaceIn(household, safeguarding?.member), {
    path: ['safeguarding', 'member'],
    error: notListed,
    when: whenThereIsAHousehold,
  })
  .superRefine(
    ({ complaints, household }, context) => {
      for (const [index, complaint] of (Array.isArray(complaints) ? complaints : []).entries())
        if (!isPlaceIn(household, complaint?.about))
          context.addIssue({ code: 'custom', path: ['complaints', index, 'about'], message: notListed, input: complaint?.about });
    },
    { when: whenThereIsAHousehold },
  );
export type HousingMessage = z.infer<typeof HousingMessage>;
