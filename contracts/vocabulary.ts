import * as z from 'zod';
import type { Category } from './categories.ts';
import { alsoSaid } from './said-too.ts';

/**
 * The coded words that cross the hub's boundary. Each is said once, here; schemas, policies and
 * documents are derived from it.
 */

/** Needs a referral may carry, with the kind of information each one is and the tier it usually belongs to. */
export const needs = {
  loneliness: { category: 'need', tier: 0 },
  'not-in-education-employment-or-training': { category: 'need', tier: 1 },
  'return-to-work': { category: 'need', tier: 1 },
  confidence: { category: 'need', tier: 0 },
  'daily-living': { category: 'need', tier: 2 },
  parenting: { category: 'need', tier: 2 },
  'child-behaviour': { category: 'need', tier: 2 },
  'young-carer': { category: 'need', tier: 2 },
  'carer-strain': { category: 'need', tier: 2 },
  bereavement: { category: 'need', tier: 1 },
  'neighbour-dispute': { category: 'need', tier: 1 },
  'low-mood': { category: 'health', tier: 1 },
  anxiety: { category: 'health', tier: 1 },
  dementia: { category: 'health', tier: 3 },
  'long-term-condition': { category: 'health', tier: 2 },
  disability: { category: 'health', tier: 2 },
  autism: { category: 'health', tier: 2 },
  'substance-use': { category: 'health', tier: 2 },
  falls: { category: 'mobility', tier: 2 },
  mobility: { category: 'mobility', tier: 2 },
  'housing-condition': { category: 'hazard', tier: 2 },
  hoarding: { category: 'hazard', tier: 2 },
  'fire-risk': { category: 'hazard', tier: 2 },
  'no-heating': { category: 'hazard', tier: 2 },
  debt: { category: 'finances', tier: 2 },
  arrears: { category: 'finances', tier: 2 },
  'eviction-risk': { category: 'finances', tier: 3 },
  'benefits-advice': { category: 'benefits', tier: 1 },
  'anti-social-behaviour': { category: 'offence', tier: 2 },
  'domestic-abuse': { category: 'abuse', tier: 3 },
} as const satisfies Record<string, { category: Category; tier: 0 | 1 | 2 | 3 }>;

export type Need = keyof typeof needs;
const keys = <K extends string>(of: Record<K, unknown>) => Object.keys(of) as [K, ...K[]];
export const Need = z.enum(keys(needs));

/** The category of each need, for a schema field whose category is read from its code. */
export const needCategories: Readonly<Record<string, Category>> = Object.fromEntries(
  Object.entries(needs).map(([code, { category }]) => [code, category]),
);

/** Hazards a visitor may find in a home. */
export const HazardCode = z.enum([
  'no-smoke-alarm',
  'hoarding',
  'overloaded-electrics',
  'smoking',
  'no-heating',
  'unsafe-floor',
  'blocked-exit',
  'candles',
  'oxygen',
  'other',
]);

/** The part a person plays in what is told. Only the first two are ever candidates for a team's view. */
export const roles = ['subject', 'household-member', 'complainant', 'alleged-offender', 'professional'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** How soon someone should make contact, with its place in a worklist. */
export const urgencies = { emergency: 0, urgent: 1, soon: 2, routine: 3 } as const;
export const Urgency = z.enum(keys(urgencies));
export type Urgency = z.infer<typeof Urgency>;

/** What information is shared for. A clause and a consent each name one or more. */
export const purposes = {
  introduction: 'an introduction to someone who can help',
  'safe-and-well': 'follow-up of a safe and well visit',
  conversation: 'a first conversation, to offer help',
  allocation: 'agreeing who will help a family',
  support: 'advice, information and support',
  feedback: 'telling the referrer what came of it',
  safeguarding: 'protecting a child or an adult at risk',
} as const;
export const Purpose = z.enum(keys(purposes));
export type Purpose = z.infer<typeof Purpose>;

/** The kinds of receiving team. EventBridge has one rule for each. */
export const teamKinds = {
  'first-contact': 'First Contact',
  'local-area-coordinator': 'a Local Area Coordinator',
  'first-response': 'First Response, the Children’s Duty Team',
  'adult-safeguarding': 'Adult Safeguarding',
  'early-help-hub': 'an Early Help Hub',
  'ward-team': 'the ward support team',
  'family-support': 'family support',
  'community-organisation': 'a charity or community organisation',
} as const;
export const TeamKind = z.enum(keys(teamKinds));
export type TeamKind = z.infer<typeof TeamKind>;

/** How a permission was asked for and given. */
export const ConsentMethod = z.enum(['in-person', 'telephone', 'paper', 'online']);

/** Why a team does not take a case on. Declining help is never held against anyone. */
const refusalReasons = {
  'not-our-area': 'the person lives outside the team’s area',
  'not-our-work': 'the need is outside what the team does',
  'no-capacity': 'the team cannot take it on in time',
  'already-supported': 'the person already has this support',
  'person-declined': 'the person does not want this help',
} as const;
export const RefusalReason = z.enum(keys(refusalReasons));
export type RefusalReason = z.infer<typeof RefusalReason>;

/** What came of a case, when the team closes it. */
const outcomes = {
  'support-in-place': 'the person has the support they wanted',
  'connected-in-community': 'the person was connected to people or places nearby',
  'passed-on': 'the person was introduced to another service',
  'person-declined': 'the person did not want help, and may come back',
  'not-reached': 'the person could not be reached',
  'advice-given': 'advice or information was given',
} as const;
export const Outcome = z.enum(keys(outcomes));
export type Outcome = z.infer<typeof Outcome>;

/** What came of a first conversation: nobody is a case until they want to be. */
const conversationOutcomes = {
  'not-in': 'nobody was in; the team will try again',
  'come-back': 'the person asked the team to come another time',
  'no-wish': 'the person does not want help; this counts nothing against them',
  'wants-help': 'the person wants help: what may be shared is asked next, and recorded as a consent',
} as const;
export const ConversationOutcome = z.enum(keys(conversationOutcomes));
export type ConversationOutcome = z.infer<typeof ConversationOutcome>;

/** Why a referrer takes a referral back. The content of the last two is destroyed at once. */
const cancellationReasons = {
  withdrawn: 'the referral is not wanted any more',
  'entered-in-error': 'the referral should not have been sent',
  'wrong-person': 'the referral is about someone else',
} as const;
export const CancellationReason = z.enum(keys(cancellationReasons));
export type CancellationReason = z.infer<typeof CancellationReason>;

/** What a visitor is told to do, and no more: never why. */
export const SafetyAdvice = z.enum([
  'do-not-visit-alone',
  'ring-before-visiting',
  'do-not-visit-at-home',
  'ring-the-referrer-first',
  'animals',
  'building-unsafe',
  'infection-risk',
]);

/** What someone trained found when they looked at a case that has a mark of abuse. */
export const ReviewFinding = z.enum(['may-be-seen-together', 'keep-apart']);
export type ReviewFinding = z.infer<typeof ReviewFinding>;

/** A user’s role, as the system that vouches for them says it. */
export const UserRole = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a role in lower case with hyphens, such as work-coach' })
  .max(60);

/** What the hub did with a referral when it came in. */
export const dispositions = {
  routed: 'At least one team may know how to reach whom it is about, and has it.',
  held: 'An answer is missing, and no team can see it. `ask` says what to ask; it goes when that is recorded.',
  refused: 'The person said no, or nothing covers it. No team can see it, and in time it is destroyed.',
  'conversation-needed': 'The person has not been asked. A ward team calls first, and nobody is a case until they want to be.',
} as const;
export const Disposition = z.enum(keys(dispositions));
export type Disposition = z.infer<typeof Disposition>;

/** What nobody sees: blanks, and characters without width or ink. */
const unseen = /[\s\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0]/;

/** Printed ASCII, which most texts begin and end with: not worth a pattern. Not what an empty text has. */
const isPlain = (code: number): boolean => code > 0x20 && code < 0x7f;

/** A text without what nobody sees at its ends: empty if it says nothing. Within it such a character may matter, and stays. */
export function trimmed(value: string): string {
  if (isPlain(value.charCodeAt(0)) && isPlain(value.charCodeAt(value.length - 1))) return value;
  let start = 0;
  let end = value.length;
  while (start < end && unseen.test(value.charAt(start))) start += 1;
  while (end > start && unseen.test(value.charAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** Text that says something: trimmed, 1 to `max` characters. */
export const text = (max: number) =>
  z
    .string()
    .overwrite(trimmed)
    .min(1)
    .max(max)
    .meta(alsoSaid({ pattern: '\\S' }));
