import type { ZodOpenApiHeadersObject } from 'zod-openapi';

interface Kind {
  /** The status, if it is a refusal. */
  readonly refusal?: number;
  readonly isCreated?: boolean;
  readonly isRepeatable?: boolean;
}

const text = { type: 'string' } as const;

/** The headers of a reply, of its kind. */
export function headersOf({ refusal, isCreated, isRepeatable }: Kind): ZodOpenApiHeadersObject {
  return {
    'X-Request-Id': {
      description: 'The hub’s name for this request: quote it when you ask about it',
      required: true,
      schema: { ...text, minLength: 1 },
    },
    'X-Correlation-Id': { description: 'Yours, if it was one that could be taken', schema: text },
    'Cache-Control': { description: 'Nothing of a reply may be kept by what is between', required: true, schema: { const: 'no-store' } },
    ...(isCreated ? { Location: { description: 'Where it is', required: true, schema: { ...text, pattern: '^/' } } } : {}),
    ...(isRepeatable
      ? { 'Idempotency-Replayed': { description: 'That this came before, and was not done a second time', schema: { const: 'true' } } }
      : {}),
    ...(refusal === 401
      ? { 'WWW-Authenticate': { description: 'How to say who you are', required: true, schema: { ...text, pattern: '^Bearer ' } } }
      : {}),
    ...(refusal === 503
      ? { 'Retry-After': { description: 'How many seconds to wait', required: true, schema: { ...text, pattern: '^\\d+$' } } }
      : {}),
  } as ZodOpenApiHeadersObject;
}
