/**
 * What the hub counts and measures, each once: its name in CloudWatch, its unit, what it is told apart by, and what it
 * means. Dashboards and alarms are built from this. Values are coded: a source system, or a kind of team; never a person,
 * a case or a caller. Each is sent twice, under `service` alone (the whole hub) and under `service` and its `by`.
 */
export const namespace = 'ReferralHub';

/** The value of the dimension `service`. */
export const service = 'referral-hub';

/** The dimension a metric is told apart by: the source system a referral came from, or the kind of team it concerns. */
export type Dimension = 'source' | 'kind';

export interface Metric {
  /** As CloudWatch spells it. */
  readonly unit: 'Count' | 'Milliseconds' | 'Seconds';
  readonly by?: Dimension;
  readonly meaning: string;
}

export const metrics = {
  ReferralsReceived: { unit: 'Count', by: 'source', meaning: 'Referrals committed; a repeat of one is not another' },
  ReferralsRouted: { unit: 'Count', by: 'kind', meaning: 'Cases that went to a team, at once, when an answer came, or passed on' },
  ReferralsHeld: { unit: 'Count', by: 'source', meaning: 'Referrals that came in and wait for an answer' },
  ReferralsRefused: { unit: 'Count', by: 'source', meaning: 'Referrals that came in and may go nowhere' },
  ConversationsNeeded: { unit: 'Count', by: 'kind', meaning: 'Cases lent to a team to have a conversation first' },
  Safeguarding: { unit: 'Count', by: 'kind', meaning: 'Concerns that went to the team that holds the duty' },
  DeliveryLag: { unit: 'Milliseconds', by: 'kind', meaning: 'From the commit until the event is in the mailbox' },
  OldestUnacknowledged: {
    unit: 'Seconds',
    by: 'kind',
    meaning: 'How long the oldest case that its team has not answered has waited; 0 if there is none',
  },
  OldestUnacknowledgedSafeguarding: {
    unit: 'Seconds',
    meaning: 'How long the oldest safeguarding concern that nobody took on has waited; 0 if there is none',
  },
  Disclosures: {
    unit: 'Count',
    by: 'kind',
    meaning: 'Views of a case that left the hub; `referrer` is what came of it, told to who sent it',
  },
  RequestsFailed: { unit: 'Count', meaning: 'Requests answered with 500 or 503' },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
