import type { Fault, ProblemCode } from './problem.ts';

/** Faults as the hub tells them, an example for each problem that names any. Held to what it answers by a test. */
export const faultExamples: Readonly<Partial<Record<ProblemCode, readonly Fault[]>>> = {
  'malformed-json': [{ pointer: '', code: 'not-json', detail: 'must be JSON; it stops being so at line 2, column 1' }],
  'malformed-request': [{ pointer: 'query:limit', code: 'query', detail: 'must be a whole number from 1 to 100' }],
  'idempotency-key-missing': [
    { pointer: 'header:idempotency-key', code: 'missing', detail: 'is required: 1 to 255 visible ASCII characters' },
  ],
  'invalid-client': [
    {
      pointer: '/client_assertion',
      code: 'client-assertion',
      detail: 'must be signed by a registered key of the client that iss and sub name, with ES256, ES384, RS256, PS256, EdDSA',
    },
  ],
  'unsupported-grant': [{ pointer: '/grant_type', code: 'grant-type', detail: 'must be client_credentials' }],
  'scope-missing': [
    {
      pointer: 'header:authorization',
      code: 'scope-missing',
      detail: 'GET /v1/cases needs the scope cases:read, which the token does not carry',
    },
  ],
  'unsupported-media-type': [
    { pointer: 'header:content-type', code: 'media-type', detail: 'must be application/json, in UTF-8, not compressed' },
  ],
  'schema-faults': [
    { pointer: '/referredOn', code: 'invalid-format', detail: 'must be a real date as YYYY-MM-DD' },
    { pointer: '/customer/familyName', code: 'missing', detail: 'is required: text' },
  ],
};
