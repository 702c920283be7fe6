/**
 * Every route there is, once: what it is called and who may use it. What each takes and answers is its operation
 * (`operations/`); handlers take their access from here, the AWS API and the local host have the same routes (`infra/topology.ts`,
 * held equal by a test), and `openapi.json` is generated from both.
 */
export interface Access {
  /** The name of the operation, for generated clients. */
  readonly operationId: string;
  /** The part of the API it belongs to. */
  readonly tag: keyof typeof tags;
  /** The scope the token must carry; `{source}` stands for the source that is sent for. */
  readonly scope?: string;
  /** Content is read, and cases acted on, by people: the token must name one. */
  readonly user?: true;
  /** It needs no token. */
  readonly open?: true;
  /** Whether it speaks FHIR: `always` is an address of FHIR’s own, `asked` one that does if the caller does. */
  readonly fhir?: 'always' | 'asked';
}

/** The parts of the API, in the order in which a partner meets them. */
export const tags = {
  access: 'Tokens, and whether the hub is there',
  referrals: 'Send a referral, follow it, take it back',
  consents: 'What a person said when asked: record, read, withdraw',
  mailbox: 'References to what happened, for teams and for referrers',
  cases: 'What a team has: read it, answer it',
} as const;

const inbox = { tag: 'mailbox', scope: 'events:read' } as const;
const answering = { tag: 'cases', scope: 'cases:respond', user: true } as const;

export const routes = {
  'GET /health': { operationId: 'getHealth', tag: 'access', open: true },
  'POST /oauth2/token': { operationId: 'getToken', tag: 'access', open: true },
  'POST /v1/referrals/{source}': { operationId: 'sendReferral', tag: 'referrals', scope: 'send:{source}', fhir: 'asked' },
  'POST /fhir/{operation}': { operationId: 'processMessage', tag: 'referrals', scope: 'send:gp', fhir: 'always' },
  'GET /v1/referrals': { operationId: 'listReferrals', tag: 'referrals', scope: 'referrals:read' },
  'GET /v1/referrals/{id}': { operationId: 'getReferral', tag: 'referrals', scope: 'referrals:read' },
  'POST /v1/referrals/{id}/cancellation': { operationId: 'cancelReferral', tag: 'referrals', scope: 'referrals:cancel', user: true },
  'POST /v1/consents': { operationId: 'recordConsent', tag: 'consents', scope: 'consents:record', user: true },
  'GET /v1/consents/{id}': { operationId: 'getConsent', tag: 'consents', scope: 'consents:read', user: true },
  'POST /v1/consents/{id}/withdrawal': { operationId: 'withdrawConsent', tag: 'consents', scope: 'consents:withdraw', user: true },
  'GET /v1/events': { operationId: 'listEvents', ...inbox },
  'POST /v1/events/acknowledgement': { operationId: 'acknowledgeEvents', ...inbox },
  'GET /v1/cases': { operationId: 'listCases', tag: 'cases', scope: 'cases:read' },
  'GET /v1/cases/{id}': { operationId: 'getCase', tag: 'cases', scope: 'cases:read', user: true },
  'POST /v1/cases/{id}/acceptance': { operationId: 'acceptCase', ...answering },
  'POST /v1/cases/{id}/refusal': { operationId: 'declineCase', ...answering },
  'POST /v1/cases/{id}/outcome': { operationId: 'recordOutcome', ...answering },
  'POST /v1/cases/{id}/review': { operationId: 'reviewCase', tag: 'cases', scope: 'cases:review', user: true },
} as const satisfies Readonly<Record<`${'GET' | 'POST'} /${string}`, Access>>;

/** What is for people to read, or to make a client from: open to anyone, no operations of the API, and not in `openapi.json`. */
export const pages = ['GET /', 'GET /docs', 'GET /docs/{page}', 'GET /docs/{section}/{page}', 'GET /openapi.json'] as const;

/** A route as method and path: a key of {@link routes}. */
export type RouteKey = keyof typeof routes;
