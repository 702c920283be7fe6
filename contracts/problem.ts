/**
 * What the hub says when it cannot do what was asked: one catalogue, from code to status to sentence.
 * Served as RFC 9457 problem details.
 */

/** One fault in what was sent: where, what kind, and what was expected. Never holds what was sent. */
export interface Fault {
  /** JSON Pointer (RFC 6901) into the body; `` is the whole body; `header:`, `query:` and `path:` name the rest. */
  readonly pointer: string;
  readonly code: string;
  /** What was expected, and what to do. */
  readonly detail: string;
}

/** Every refusal: HTTP status, title, and what the caller can do about it. */
export const problems = {
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    help: 'Send one JSON value in UTF-8 (RFC 8259), each key once in its object.',
  },
  'malformed-request': { status: 400, title: 'The request cannot be read', help: 'Mend what `faults` names and send it again.' },
  'idempotency-key-missing': {
    status: 400,
    title: 'There is no Idempotency-Key that can be used',
    help: 'Send a header Idempotency-Key, new for each thing you mean to do and the same when you repeat it: 1 to 255 visible ASCII characters.',
  },
  'not-authenticated': {
    status: 401,
    title: 'Nobody is known to be asking',
    help: 'Get a token at /oauth2/token and send it as `Authorization: Bearer …`. Tokens last ten minutes.',
  },
  'invalid-client': {
    status: 401,
    title: 'The client is not known by that assertion',
    help: 'Sign a JWT with a registered key: iss and sub your client id, aud the token endpoint, a new jti, exp within five minutes (RFC 7523).',
  },
  'unsupported-grant': {
    status: 400,
    title: 'The token request is not one this endpoint serves',
    help: 'Send grant_type=client_credentials with a client_assertion of type jwt-bearer (RFC 6749 s.4.4, RFC 7523 s.2.2).',
  },
  'scope-missing': {
    status: 403,
    title: 'The token does not carry the scope this needs',
    help: 'Ask the operator of the hub for the scope, then for a new token.',
  },
  'user-missing': {
    status: 403,
    title: 'No user is named',
    help: 'Content is read by people. Put a `user` claim with id and role in the client assertion.',
  },
  'user-role': {
    status: 403,
    title: 'The user’s role does not allow this',
    help: 'Ask someone whose role allows it: the agreement says whom the case is for, and some things need training.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here for you',
    help: 'Check the reference. What is not yours answers as if it were absent.',
  },
  'method-not-allowed': { status: 405, title: 'This address does not take that method', help: 'See the header Allow.' },
  'state-conflict': {
    status: 409,
    title: 'It is not, or no longer, in a state that allows this',
    help: 'Read it again, and act on what it says now.',
  },
  'body-too-large': { status: 413, title: 'The body is too large', help: 'Send at most 1 MB.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a type this address does not take',
    help: 'Send the Content-Type that `faults` names, not compressed.',
  },
  'schema-faults': {
    status: 422,
    title: 'The body does not say what this address needs',
    help: 'Mend every fault listed in `faults` and send it again.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for something else',
    help: 'Use a new key for a new request. In FHIR without the header the key is MessageHeader.id, or else the Bundle’s identifier or id.',
  },
  'too-many-requests': { status: 429, title: 'Too many requests', help: 'Wait as long as Retry-After says.' },
  busy: {
    status: 503,
    title: 'The hub could not finish this in time',
    help: 'Wait as long as Retry-After says and send the same again, with the same Idempotency-Key.',
  },
  fault: {
    status: 500,
    title: 'Something went wrong in the hub',
    help: 'It has been recorded. Send the same again with the same Idempotency-Key; quote X-Request-Id if it goes on.',
  },
} as const satisfies Record<string, { status: number; title: string; help: string }>;

/** The code of a refusal: a key of {@link problems}. */
export type ProblemCode = keyof typeof problems;

/** A refusal as a value: what went wrong, and every fault at once. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly faults?: readonly Fault[];
}

/** The body of an `application/problem+json` reply. */
export interface Problem {
  readonly type: string;
  readonly code: ProblemCode;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly faults: readonly Fault[];
  /** At the token endpoint, the same again as OAuth 2.0 says it (RFC 6749 s.5.2). */
  readonly error?: OauthError;
}

/** The error codes of a token endpoint that this hub’s may answer with (RFC 6749 s.5.2). */
export const oauthErrors = ['invalid_client', 'invalid_request', 'invalid_scope', 'unsupported_grant_type'] as const;
type OauthError = (typeof oauthErrors)[number];

/** Where the documentation says what a code means: a path of the hub’s. */
export const problemPage = (code: ProblemCode): string => `/docs/errors/${code}`;

/** How OAuth says it, by the problem and by its first fault. Nothing of what is not the token endpoint’s own. */
function oauthErrorOf({ code, faults = [] }: Refusal): OauthError | undefined {
  if (code === 'invalid-client') return 'invalid_client';
  if (code !== 'unsupported-grant') return undefined;
  if (faults[0]?.code === 'grant-type') return 'unsupported_grant_type';
  return faults[0]?.code === 'scope' ? 'invalid_scope' : 'invalid_request';
}

/**
 * A refusal as RFC 9457 problem details. `hub` is the hub’s own address without a slash at the end: `type` is the address
 * of the code’s page in its documentation.
 */
export function problemOf(refusal: Refusal, hub: string): Problem {
  const { code, faults = [] } = refusal;
  const { status, title, help } = problems[code];
  const error = oauthErrorOf(refusal);
  return {
    type: `${hub}${problemPage(code)}`,
    code,
    title,
    status,
    detail: help,
    faults,
    ...(error ? { error } : {}),
  };
}
