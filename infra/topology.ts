import { type TeamKind, teamKinds } from '../contracts/vocabulary.ts';
import { streams } from '../functions/store/streams.ts';

/**
 * The one list of what runs: every function once, with what starts it, what it may touch, and what it means
 * to people when it fails. The AWS stacks and the local host are both built from it, and a test holds the
 * synthesised template to it.
 */

/** What a function may do to a table or a key; each becomes the least grant that allows it. */
export type Touch =
  | 'events:read'
  | 'events:append'
  /** Every commit there is, for replays. */
  | 'events:scan'
  | 'views:read'
  | 'views:write'
  /** To be the first with an assertion, and nothing else. */
  | 'views:claim'
  /** Every row there is, to take away what should not be there. */
  | 'views:scan'
  | 'keys:read'
  | 'keys:create'
  | 'keys:destroy'
  | 'objects:read'
  | 'objects:write'
  | 'bus:publish'
  | 'token:sign'
  | 'token:verify';

export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly `${'GET' | 'POST'} /${string}`[] }
  /** Reads the change stream of the events table: of the streams whose names begin so, for nothing else is published or listed. */
  | { readonly kind: 'changes'; readonly streams: string; readonly batch: number }
  /** Drains one queue for each kind of recipient, each filled by its own rule on the bus. */
  | { readonly kind: 'queues'; readonly recipients: readonly RecipientKind[]; readonly batch: number }
  /** Started by the clock, every so many minutes. */
  | { readonly kind: 'schedule'; readonly minutes: number }
  /** Started by an operator. */
  | { readonly kind: 'operator' };

/** The kinds of mailbox the bus delivers to: the kinds of team, and organisations that referred. */
export type RecipientKind = TeamKind | 'referrer';
export const recipientKinds: readonly RecipientKind[] = [...(Object.keys(teamKinds) as TeamKind[]), 'referrer'];

/** The source systems’ contracts, and who takes part: organisations, teams, areas. */
export type Register = 'sources' | 'partnership';

export interface FunctionSpec {
  /** The module that exports `create(runtime)`, from the project’s root. */
  readonly entry: string;
  readonly trigger: Trigger;
  readonly touches: readonly Touch[];
  /** What it is built with of what the project says as data; a bundle holds no more. */
  readonly registers?: readonly Register[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Requests a second and at once that each of its routes takes, over all callers, where not as many as the whole API. */
  readonly throttle?: Throttle;
  readonly alarm: { readonly meaning: string };
  /** Codes in its log that ring though it did not fail, with what each means to people. */
  readonly rings?: readonly Ring[];
}

export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Ring {
  readonly code: string;
  readonly meaning: string;
}

export const topology = {
  health: {
    entry: 'functions/health/handler.ts',
    trigger: { kind: 'http', routes: ['GET /health'] },
    touches: [],
    timeoutSeconds: 3,
    memoryMb: 128,
    alarm: { meaning: 'The hub’s own check of itself fails. Partners may be unable to send anything.' },
  },
  docs: {
    entry: 'functions/docs/handler.ts',
    trigger: { kind: 'http', routes: ['GET /', 'GET /docs', 'GET /docs/{page}', 'GET /docs/{section}/{page}', 'GET /openapi.json'] },
    touches: [],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Developers of partners cannot read the documentation. Referrals and cases are not touched by it.' },
  },
  token: {
    entry: 'functions/partners/handler.ts',
    trigger: { kind: 'http', routes: ['POST /oauth2/token'] },
    touches: ['events:read', 'views:claim', 'token:sign', 'token:verify'],
    timeoutSeconds: 10,
    memoryMb: 256,
    // Whoever guesses at keys is slowed here; a system asks for a token every ten minutes.
    throttle: { perSecond: 20, burst: 40 },
    alarm: { meaning: 'Partners and teams cannot sign in. Referrals wait in their own systems; nobody can read a case.' },
  },
  receive: {
    entry: 'functions/referrals/receive/handler.ts',
    trigger: { kind: 'http', routes: ['POST /v1/referrals/{source}', 'POST /fhir/{operation}'] },
    touches: ['events:read', 'events:append', 'keys:read', 'keys:create', 'objects:read', 'objects:write', 'token:verify'],
    registers: ['sources', 'partnership'],
    timeoutSeconds: 28,
    memoryMb: 1024,
    // Half of what the API takes, so that a flood of referrals leaves room for teams to read their cases.
    throttle: { perSecond: 50, burst: 100 },
    alarm: { meaning: 'Referrals are not being taken in. Senders hold them and try again; an urgent one may be late.' },
  },
  track: {
    entry: 'functions/referrals/track/handler.ts',
    trigger: { kind: 'http', routes: ['GET /v1/referrals', 'GET /v1/referrals/{id}'] },
    touches: ['events:read', 'events:append', 'views:read', 'keys:read', 'objects:read', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Referrers cannot see what became of the people they referred.' },
  },
  cancel: {
    entry: 'functions/referrals/cancel/handler.ts',
    trigger: { kind: 'http', routes: ['POST /v1/referrals/{id}/cancellation'] },
    touches: ['events:read', 'events:append', 'keys:destroy', 'token:verify'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'A referral about the wrong person cannot be taken back; teams go on seeing it. Ring the teams that have it.' },
  },
  worklist: {
    entry: 'functions/cases/worklist/handler.ts',
    trigger: { kind: 'http', routes: ['GET /v1/cases'] },
    touches: ['events:read', 'events:append', 'views:read', 'keys:read', 'objects:read', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 15,
    memoryMb: 256,
    alarm: { meaning: 'Teams cannot see who is waiting for them.' },
  },
  disclose: {
    entry: 'functions/cases/disclose/handler.ts',
    trigger: { kind: 'http', routes: ['GET /v1/cases/{id}'] },
    touches: ['events:read', 'events:append', 'views:read', 'keys:read', 'objects:read', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 15,
    memoryMb: 512,
    alarm: { meaning: 'Teams cannot read the cases routed to them. People wait for a first contact.' },
  },
  respond: {
    entry: 'functions/cases/respond/handler.ts',
    trigger: {
      kind: 'http',
      routes: ['POST /v1/cases/{id}/acceptance', 'POST /v1/cases/{id}/refusal', 'POST /v1/cases/{id}/outcome'],
    },
    touches: ['events:read', 'events:append', 'keys:read', 'keys:destroy', 'objects:read', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Teams cannot take cases on or say what came of them. Referrers hear nothing.' },
  },
  review: {
    entry: 'functions/cases/review/handler.ts',
    trigger: { kind: 'http', routes: ['POST /v1/cases/{id}/review'] },
    touches: ['events:read', 'events:append', 'keys:read', 'objects:read', 'token:verify'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Families who may be seen together stay apart. Nobody sees more than they should; help may be slower.' },
  },
  mailbox: {
    entry: 'functions/delivery/mailbox/handler.ts',
    trigger: { kind: 'http', routes: ['GET /v1/events', 'POST /v1/events/acknowledgement'] },
    touches: ['events:read', 'events:append', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Teams’ and referrers’ systems cannot collect what was delivered to them. Nothing is lost; it waits.' },
  },
  recordConsent: {
    entry: 'functions/consents/record/handler.ts',
    trigger: { kind: 'http', routes: ['POST /v1/consents'] },
    touches: ['events:read', 'events:append', 'views:read', 'keys:read', 'keys:create', 'objects:read', 'objects:write', 'token:verify'],
    registers: ['partnership'],
    timeoutSeconds: 15,
    memoryMb: 256,
    alarm: { meaning: 'What people agree to cannot be recorded. Referrals that wait for it stay held.' },
  },
  readConsent: {
    entry: 'functions/consents/read/handler.ts',
    trigger: { kind: 'http', routes: ['GET /v1/consents/{id}'] },
    touches: ['events:read', 'events:append', 'keys:read', 'objects:read', 'token:verify'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'Practitioners cannot look up what someone agreed to. Decisions go on resting on it.' },
  },
  withdraw: {
    entry: 'functions/consents/withdraw/handler.ts',
    trigger: { kind: 'http', routes: ['POST /v1/consents/{id}/withdrawal'] },
    touches: ['events:read', 'events:append', 'keys:read', 'token:verify'],
    timeoutSeconds: 10,
    memoryMb: 256,
    alarm: { meaning: 'A person’s withdrawal of consent cannot be recorded. Ring the teams that hold the case.' },
  },
  publish: {
    entry: 'functions/delivery/publish/handler.ts',
    trigger: { kind: 'changes', streams: streams.case(''), batch: 100 },
    touches: ['bus:publish'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'Cases are committed but not reaching the bus. Teams do not hear of new cases.' },
  },
  project: {
    entry: 'functions/views/project/handler.ts',
    trigger: { kind: 'changes', streams: streams.case(''), batch: 100 },
    touches: ['events:read', 'views:read', 'views:write'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'Worklists are out of date. Teams may not see someone who is waiting.' },
  },
  deliver: {
    entry: 'functions/delivery/deliver/handler.ts',
    trigger: { kind: 'queues', recipients: recipientKinds, batch: 10 },
    touches: ['events:read', 'events:append'],
    timeoutSeconds: 30,
    memoryMb: 256,
    alarm: { meaning: 'Cases are on the bus but not in a team’s mailbox. That team does not hear of new cases.' },
  },
  expire: {
    entry: 'functions/cases/expire/handler.ts',
    trigger: { kind: 'schedule', minutes: 24 * 60 },
    touches: ['events:read', 'events:append', 'views:read', 'keys:destroy'],
    timeoutSeconds: 900,
    memoryMb: 256,
    alarm: { meaning: 'What people never agreed to share is being kept longer than they were told. Run it again by hand.' },
  },
  watch: {
    entry: 'functions/cases/watch/handler.ts',
    trigger: { kind: 'schedule', minutes: 5 },
    touches: ['events:read', 'events:append', 'views:read'],
    timeoutSeconds: 240,
    memoryMb: 256,
    alarm: { meaning: 'A safeguarding concern that nobody takes on would wait unnoticed. Ask the safeguarding teams what waits.' },
    rings: [
      {
        code: 'safeguarding-overdue',
        meaning: 'A safeguarding concern has waited for an hour and nobody has taken it on. Ring the team that holds the duty.',
      },
    ],
  },
  register: {
    entry: 'functions/partners/register/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:append'],
    registers: ['partnership'],
    timeoutSeconds: 60,
    memoryMb: 256,
    alarm: { meaning: 'An operator could not register a client or put an agreement in force. What was there before stands.' },
  },
  replay: {
    entry: 'functions/delivery/replay/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:scan', 'bus:publish'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'After an outage, what teams should have heard of is still not in their mailboxes. Start it again.' },
  },
  forget: {
    entry: 'functions/cases/forget/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:scan', 'keys:destroy'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'After a restore, content that was destroyed can be read again. Start it again before anyone reads a case.' },
  },
  rebuild: {
    entry: 'functions/views/rebuild/handler.ts',
    trigger: { kind: 'operator' },
    touches: ['events:read', 'events:scan', 'views:read', 'views:write', 'views:scan'],
    timeoutSeconds: 900,
    memoryMb: 1024,
    alarm: { meaning: 'A rebuild of the worklists failed. Some may still be as they were. Start it again.' },
  },
} as const satisfies Record<string, FunctionSpec>;

export type FunctionName = keyof typeof topology;
