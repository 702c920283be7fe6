import * as z from 'zod';
import { Agreement } from './agreement.ts';
import { Category } from './categories.ts';
import { Instant } from './dates.ts';
import { Outcome, Purpose, RefusalReason, Role, TeamKind, Urgency } from './vocabulary.ts';

/**
 * What is written down: every event the hub commits, as `type@version`, with the part of it that is not
 * sealed. References and coded outcomes only; content is sealed beside it. A version is never changed:
 * a new one is added, and the old is upcast when it is read.
 */

const Recipient = z.object({ organisation: z.string(), team: z.string().optional(), kind: TeamKind.optional() });
const Tier = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

const Ruling = z.object({
  owner: z.string(),
  category: Category,
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

/** What was published once and may be read again: the register of events, by type and version. */
export const eventSchemas = {
  'ReferralReceived@1': z.object({
    referralId: z.string(),
    source: z.string(),
    organisation: z.string(),
    purpose: Purpose,
    urgency: Urgency,
    people: z.array(z.object({ key: z.string(), role: Role, personId: z.string() })),
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
  }),
  'CaseHeld@1': z.object({ reason: z.string(), keepUntil: z.string() }),
  'CaseRefused@1': z.object({ reason: z.string(), keepUntil: z.string() }),
  /** What was never released, and can never be read again: its key was destroyed before this was written. */
  'ContentDestroyed@1': z.object({ reason: z.enum(['never-released']) }),
  'CaseAccepted@1': z.object({ team: z.string() }),
  'CaseDeclined@1': z.object({ team: z.string(), reason: RefusalReason }),
  'OutcomeRecorded@1': z.object({ team: z.string(), outcome: Outcome }),
  /** What may be shared of the case has changed: the teams that have it should read it again. */
  'SharingChanged@1': z.object({ teams: z.array(z.object({ id: z.string(), kind: TeamKind })) }),
  /** The referrer may be told that something came of what it sent: decided when it happened; what, when it asks. */
  'ReferrerToBeTold@1': z.object({ organisation: z.string(), referralId: z.string() }),
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
  'ConsentWithdrawn@1': z.object({ consentId: z.string(), caseId: z.string(), organisation: z.string(), purpose: Purpose }),
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
  type: z.enum(['case.routed', 'case.changed', 'referral.received', 'referral.updated']),
  at: Instant,
  /** The mailbox it is for: a team’s, or an organisation’s that referred. */
  to: z.object({ kind: z.union([TeamKind, z.literal('referrer')]), mailbox: z.string() }),
  subject: z.string().describe('The case, for a team; the referral, for its referrer'),
  area: z.string().optional(),
  tier: Tier.optional(),
  urgency: Urgency.optional(),
});
export type Envelope = z.infer<typeof Envelope>;
