import * as z from 'zod';
import { Agreement } from './agreement.ts';
import { Category } from './categories.ts';
import { Instant } from './dates.ts';
import {
  CancellationReason,
  ConversationOutcome,
  Outcome,
  Purpose,
  RefusalReason,
  ReviewFinding,
  Role,
  TeamKind,
  Urgency,
} from './vocabulary.ts';

/**
 * What is written down: every event the hub commits, as `type@version`, with the part of it that is not
 * sealed. References and coded outcomes only; content is sealed beside it. What a version means is never
 * changed, and at most an optional member is added: for anything else there is a new version, and the old is
 * upcast when it is read.
 */

const Recipient = z.object({
  organisation: z.string(),
  team: z.string().optional(),
  kind: TeamKind.optional(),
  /** The role of the user who read it; `*` where nobody did yet. */
  reader: z.string().optional(),
});
const Tier = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

const Ruling = z.object({
  owner: z.string(),
  category: Category,
  /** Set for what was collected for law enforcement, which is ruled on apart from the rest. */
  collected: z.literal('law-enforcement').optional(),
  outcome: z.enum(['permit', 'withhold', 'hold', 'refuse']),
  code: z.string(),
  agreement: z.object({ id: z.string(), version: z.number(), clause: z.string() }).optional(),
  consents: z.array(z.object({ id: z.string(), provision: z.string() })).optional(),
  duty: z.string().optional(),
  validUntil: z.string().optional(),
});

const Decided = z.object({
  evaluator: z.string(),
  today: z.string(),
  to: Recipient,
  rulings: z.array(Ruling),
  validUntil: z.string().optional(),
});

/** By what two people who look alike are told apart, where it is known of both: keyed hashes, the same only among them. */
const Distinction = z.object({
  /** Of the first given name. */
  given: z.string().optional(),
  /** Of the NHS number, if its check digit is right. */
  number: z.string().optional(),
});
export type Distinction = z.infer<typeof Distinction>;

/** A referrer, by the organisation, and the team if a team sent it; and the referral it hears of. */
const ToldReferrer = z.object({ organisation: z.string(), team: z.string().optional(), referralId: z.string() });

/** What was published once and may be read again: the register of events, by type and version. */
export const eventSchemas = {
  'ReferralReceived@1': z.object({
    referralId: z.string(),
    source: z.string(),
    organisation: z.string(),
    /** The team that sent it, if one did: what becomes of it is told to the team, and not to its whole organisation. */
    team: z.string().optional(),
    purpose: Purpose,
    urgency: Urgency,
    people: z.array(
      z.object({
        key: z.string(),
        role: Role,
        personId: z.string(),
        /** A keyed hash that everyone shares who may be the same person: of surname and date of birth. */
        likeness: z.string().optional(),
        ...Distinction.shape,
      }),
    ),
    /** SHA-256 of the message as it was sent, keyed: what was dropped can be recognised, not read. */
    originalHash: z.string(),
  }),
  'SharingDecided@1': Decided,
  'CaseRouted@1': z.object({
    team: z.object({ id: z.string(), kind: TeamKind, organisation: z.string() }),
    area: z.string().optional(),
    /** The highest of the needs this team may know of; nothing if it may know of none. */
    tier: Tier.optional(),
    urgency: Urgency,
    reason: z.string(),
    /** Who discloses it and what for, where that is not the sender and what the referral was for: a team passed it on. */
    from: z.string().optional(),
    purpose: Purpose.optional(),
    /** The team that passed it on, to which it goes back if this one declines it. */
    passedBy: z.string().optional(),
    /** The last day it is kept, where it is only lent: for a conversation. */
    keepUntil: z.string().optional(),
  }),
  'CaseHeld@1': z.object({ reason: z.string(), keepUntil: z.string() }),
  'CaseRefused@1': z.object({ reason: z.string(), keepUntil: z.string() }),
  /** What was never released, and can never be read again: its key was destroyed before this was written. */
  'ContentDestroyed@1': z.object({ reason: z.enum(['never-released', 'cancelled', 'no-wish']) }),
  'CaseAccepted@1': z.object({ team: z.string() }),
  'CaseDeclined@1': z.object({ team: z.string(), reason: RefusalReason }),
  'OutcomeRecorded@1': z.object({ team: z.string(), outcome: Outcome }),
  /** The referrer took it back: no team may read it any more, but one that had accepted a referral merely withdrawn. */
  'ReferralCancelled@1': z.object({ reason: CancellationReason, teams: z.array(z.object({ id: z.string(), kind: TeamKind })) }),
  /** A team spoke with someone, or tried to, before anyone had agreed to anything. */
  'ConversationHeld@1': z.object({ team: z.string(), outcome: ConversationOutcome }),
  /** Someone trained looked at a case that has a mark of abuse. */
  'AbuseReviewed@1': z.object({ team: z.string(), finding: ReviewFinding }),
  /** Nobody took a safeguarding concern on within the hour. */
  'SafeguardingOverdue@1': z.object({ team: z.object({ id: z.string(), kind: TeamKind }) }),
  /** Its referrer was reminded that it is still held, and until when. */
  'HoldReminded@1': ToldReferrer,
  /** What may be shared of the case has changed: the teams that have it should read it again. With what each may be told without that now. */
  'SharingChanged@1': z.object({
    teams: z.array(
      z.object({ id: z.string(), kind: TeamKind, area: z.string().optional(), tier: Tier.optional(), reason: z.string().optional() }),
    ),
  }),
  /** The referrer may be told that something came of what it sent: decided when it happened; what, when it asks. */
  'ReferrerToBeTold@1': ToldReferrer,
  'CaseDisclosed@1': Decided.extend({
    /** Tells one disclosure from another of the same to the same at the same moment. */
    id: z.string(),
    caseId: z.string(),
    purpose: Purpose,
    /** How many facts of each kind left the hub, by owner. */
    facts: z.array(z.object({ owner: z.string(), category: Category, count: z.number() })),
    restsOn: z.array(z.object({ stream: z.string(), seq: z.number() })),
  }),
  'IdentityClaimed@1': z.object({ personId: z.string(), keyId: z.string() }),
  /** `organisation` and `purpose` are those of the referral it was given for: an older answer of that kind falls with it. */
  'ConsentWithdrawn@1': z.object({
    consentId: z.string(),
    caseId: z.string().optional(),
    organisation: z.string(),
    /** The team that took it back, if one did; of which organisation, the commit’s actor says. */
    team: z.string().optional(),
    purpose: Purpose.optional(),
  }),
  /** What a person said, in a stream of its own; the statement is sealed beside it. A consent inside a referral is named by both. */
  'ConsentRecorded@1': z.object({
    consentId: z.string(),
    personId: z.string(),
    /** The case it was recorded in, and the person’s key there; left out, it was recorded of the person in general. */
    caseId: z.string().optional(),
    person: z.string().optional(),
    organisation: z.string(),
    team: z.string().optional(),
    purpose: Purpose.optional(),
    likeness: z.string().optional(),
    answer: z.enum(['given', 'refused', 'not-asked']),
    /** What the organisation had sent that was held of the person: what the answer covers goes before it is acknowledged. */
    held: z.array(z.string()).optional(),
  }),
  /** Of a person and an organisation: what it sent is held, until its last day. By it an answer of the person as such finds the case. */
  'HoldNoted@1': z.object({ caseId: z.string(), keepUntil: z.string() }),
  /** In the person’s stream: there is a consent of theirs to read. */
  'ConsentNoted@1': z.object({
    consentId: z.string(),
    /** It says no to something: then it is read however much was said since. */
    saysNo: z.boolean().optional(),
  }),
  /** Someone who looks like this said no: in a stream that everyone who looks like them shares. */
  'DenialNoted@1': z.object({ personId: z.string(), consentId: z.string(), ...Distinction.shape }),
  /** What was noted is no longer so. */
  'DenialLifted@1': z.object({ consentId: z.string() }),
  /** A consent was read by who recorded it. */
  'ConsentRead@1': z.object({ id: z.string(), consentId: z.string() }),
  /** A list of jobs came in: how many lines it had. Each that was taken is a case of its own. */
  'JobsListReceived@1': z.object({ source: z.string(), lines: z.number(), originalHash: z.string() }),
  'AgreementActivated@1': z.object({ agreement: Agreement }),
  'AgreementSuspended@1': z.object({ id: z.string(), version: z.number(), reason: z.string() }),
  'AgreementEnded@1': z.object({ id: z.string(), version: z.number(), reason: z.string() }),
  /** The agreements in force between two organisations: what a look-up reads, so that it never scans. */
  'FlowListed@1': z.object({ agreements: z.array(z.string()) }),
  /** A change to what an organisation may receive, or to an agreement, for disclosures in flight to stumble on. */
  'RegisterMoved@1': z.object({ agreement: z.string(), change: z.enum(['activated', 'suspended', 'ended']) }),
  'ClientRegistered@1': z.object({
    id: z.string(),
    organisation: z.string(),
    team: z.string().optional(),
    scopes: z.array(z.string()),
    jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
    users: z.array(z.object({ id: z.string(), role: z.string() })),
  }),
  'Delivered@1': z.object({
    id: z.string(),
    type: z.string(),
    at: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
  'MailboxAcknowledged@1': z.object({ position: z.number() }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventData<T extends EventType> = z.infer<(typeof eventSchemas)[T]>;

/** An event as committed: its type with version, and its unsealed data. */
export type Event = { [T in EventType]: { readonly type: T; readonly data: EventData<T> } }[EventType];

/**
 * What goes on the bus: a reference to what happened, never content. `id` is the stream, the sequence and
 * the place of the event in its commit, so that a consumer can tell a repeat.
 */
export const Envelope = z.object({
  id: z.string(),
  type: z.enum(['case.routed', 'case.changed', 'case.cancelled', 'case.overdue', 'referral.received', 'referral.updated']),
  at: Instant,
  /** The mailbox it is for: a team’s, or an organisation’s that referred. */
  to: z.object({ kind: z.union([TeamKind, z.literal('referrer')]), mailbox: z.string() }),
  subject: z.string().describe('The case, for a team; the referral, for its referrer'),
  area: z.string().optional(),
  tier: Tier.optional(),
  urgency: Urgency.optional(),
  reason: CancellationReason.optional().describe(
    'Why a case was taken back: about someone else means that notes of it are to be destroyed',
  ),
});
export type Envelope = z.infer<typeof Envelope>;
