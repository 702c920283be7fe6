/**
 * Fictional people to test with, as a payment provider has test cards: whoever sends one of them gets one outcome, always
 * the same. All of it is made up: NHS numbers begin with 999, postcodes with ZZ, and neither is in use.
 */
export interface FictionalPerson {
  readonly name: string;
  /** Fictional, with a check digit that is right unless that is what the person shows; left out where none is sent. */
  readonly nhsNumber?: string;
  readonly outcome: Outcome;
  /** What happens, in a sentence. */
  readonly shows: string;
  /** What to look at in the replies, or to do next. */
  readonly lookAt: string;
  /** What to send, in order, and what each reply is. */
  readonly steps: readonly [Step, ...Step[]];
}

/** What a referral may lead to, each with what the sender’s system should then show. */
export const outcomes = {
  routed: 'A team has it.',
  'conversation-needed': 'A team calls first; nobody is a case until they want to be.',
  held: 'Something has to be asked before anybody may know.',
  refused: 'It goes to nobody, and no answer would change that.',
  protected: 'A team has it, and few of its people may see who it is.',
  safeguarding: 'The team that holds the duty has it, whatever anyone said.',
  warned: 'Taken, and something in it was dropped, or is not as the sender may think.',
  faulty: 'Not taken: every fault is told at once, with its place.',
  repeated: 'Known by its key: it happens once.',
} as const;
export type Outcome = keyof typeof outcomes;

/** One request, ready to send. */
export interface Step {
  /** The demonstration client that sends it, for its first user. */
  readonly as: string;
  readonly path: `/v1/referrals/${string}` | '/v1/consents';
  /** Sent as JSON; a text is a CSV file. */
  readonly body: object | string;
  /** The number of the step whose Idempotency-Key it is sent with; left out, one of its own. */
  readonly withKeyOf?: number;
  readonly expect: Expected;
  /** What a team sees then, if the referral went to one. */
  readonly seen?: readonly Seen[];
}

/** What the reply says; what is left out may be anything. */
export interface Expected {
  readonly status: 200 | 201 | 422;
  /** Which problem, where it is refused. */
  readonly problem?: 'schema-faults' | 'idempotency-key-reused';
  /** Whether it is the reply to an earlier request, given again. */
  readonly isReplayed?: boolean;
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

/** What a yes may permit: who may know, what for and which kinds of information. */
export interface Answer {
  readonly recipients: readonly string[];
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
}

/** All that a developer of one source tests with. */
export interface SourcePeople {
  /** The demonstration client that sends for it, and the organisation whose client it is. */
  readonly client: string;
  readonly organisation: string;
  /** A yes, given later, to what `ask` says of the first of its people who is held; left out where the team asks, not the sender. */
  readonly answer?: Answer;
  /** By the names they are asked for. */
  readonly people: Readonly<Record<string, FictionalPerson>>;
}
