/**
 * Fictional people to test with, as a payment provider has test cards: whoever sends one of them gets one outcome, always
 * the same. All of it is made up: NHS numbers begin with 999, postcodes with ZZ, and neither is in use.
 */
export interface FictionalPerson {
  readonly name: string;
  /** Fictional, with a check digit that is right unless that is what the person shows; left out where none is sent. */
  readonly nhsNumber?: string;
  readonly group: PeopleGroup;
  /** What happens, in a sentence. */
  readonly shows: string;
  /** What to look at in the replies, or to do next. */
  readonly lookAt: string;
  /** What to send, in order, and what each reply is. */
  readonly steps: readonly [Step, ...Step[]];
}

export const peopleGroups = {
  adults: 'Adults who were asked, or were not',
  protected: 'People to be careful with',
  families: 'Children and families',
  harm: 'Someone may be suffering harm',
  conversations: 'A conversation first',
  messages: 'The message itself',
} as const;
export type PeopleGroup = keyof typeof peopleGroups;

/** One request, ready to send. */
export interface Step {
  /** The demonstration client that sends it, for its first user. */
  readonly as: string;
  readonly path: `/v1/referrals/${string}` | '/v1/consents';
  /** Sent as JSON; a text is a CSV file. */
  readonly body: object | string;
  readonly expect: Expected;
  /** What a team sees then, if the referral went to one. */
  readonly seen?: readonly Seen[];
}

/** What the reply says; what is left out may be anything. */
export interface Expected {
  readonly status: 200 | 201 | 422;
  readonly disposition?: 'routed' | 'held' | 'refused' | 'conversation-needed';
  readonly reasonCode?: string;
  readonly routedTo?: readonly string[];
  /** Whether it says what to ask. */
  readonly asks?: boolean;
  /** Codes of `sharing` that must be among its lines, each with its outcome before it: `hold consent-does-not-cover`. */
  readonly sharing?: readonly string[];
  /** The codes of all warnings. */
  readonly warnings?: readonly string[];
  /** The places of all faults. */
  readonly faults?: readonly string[];
  /** Of a list: what became of each line. */
  readonly lines?: readonly string[];
}

/** What one reader of a case sees. */
export interface Seen {
  readonly as: string;
  readonly user?: string;
  /** How many people are shown. */
  readonly people: number;
  /** The kinds of information that are shown, all of them. */
  readonly kinds?: readonly string[];
  /** How many other cases of the same person are named. */
  readonly related?: number;
}

const day = '2026-11-02';

/** What someone agreed to: who may know, what for and which kinds of information. */
export const given = (recipients: readonly string[], purpose: string, categories: readonly string[], more: object = {}) => ({
  answer: 'given',
  recipients,
  purposes: [purpose],
  categories,
  method: 'in-person',
  givenOn: day,
  until: '2028-11-01',
  engagement: 'agreed',
  ...more,
});
