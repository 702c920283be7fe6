import * as z from 'zod';

/**
 * Parameters of requests, as handlers read them and the document says them: what the text must be, and what comes of it.
 * `override` is how the document says it, where the text says it worse.
 */

/** The most a page of any list holds. */
const pageLimit = 100;

/** `limit` of a list: 1 to `most`, `usual` if left out. */
const limit = (usual: number, most: number = pageLimit) => {
  const error = `a whole number from 1 to ${most}`;
  return z
    .string()
    .regex(/^\d{1,4}$/, { error })
    .transform(Number)
    .pipe(z.number().min(1, { error }).max(most, { error }))
    .default(usual)
    .meta({
      description: `How many to give at most; ${usual} if left out`,
      override: { type: 'integer', minimum: 1, maximum: most, default: usual, pattern: undefined },
    });
};

const notACursor = 'what an earlier page gave as `next`';

/** `cursor` of a list. It is a place in the list, and holds nothing else. */
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{2,300}$/, { error: notACursor })
  .transform((sent) => Buffer.from(sent, 'base64url').toString('utf8'))
  .refine((place) => /^[\x21-\x7e]+$/.test(place), { error: notACursor })
  .optional()
  .meta({ description: 'Where to go on: `next` of an earlier page, as it is' });

const position = z
  .string()
  .regex(/^\d{1,15}$/, { error: 'a position: a whole number, 0 for the beginning' })
  .transform(Number)
  .optional();

/** The query of `GET /v1/referrals`. */
export const SentQuery = z.object({ limit: limit(50), cursor });

const statuses = ['open', 'closed', 'awaiting', 'accepted', 'declined'] as const;

/** The query of `GET /v1/cases`. */
export const WorklistQuery = z.object({
  status: z
    .enum(statuses, { error: `one of ${statuses.join(', ')}` })
    .default('open')
    .describe('Which cases; open is those awaiting or accepted, closed the others'),
  with: z
    .enum(['summary'], { error: 'summary, or left out' })
    .optional()
    .describe('`summary` adds who each case is about and what with, at most 25 to a page. Each is a disclosure, and needs a user'),
  limit: limit(50),
  cursor,
});

/** The query of `GET /v1/events`. */
export const MailboxQuery = z.object({
  limit: limit(50),
  after: position.meta({
    description: 'Events after this position; left out, after the last that was acknowledged. 0 is the beginning',
    override: { type: 'integer', minimum: 0, maximum: 999_999_999_999_999, pattern: undefined },
  }),
  cursor: cursor.pipe(position).meta({ description: 'Where to go on: `next` of an earlier page, as it is' }),
});

const words = { true: true, '1': true, false: false, '0': false } as const;

/** `strict` of a query. */
export const Strict = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(['true', '1', 'false', '0'], { error: 'true or false' }))
  .transform((word) => words[word])
  .default(false)
  .meta({
    description:
      'Whether to refuse (`schema-faults`) what would be dropped with a warning, such as a field that the contract does not have',
    override: { type: 'boolean', default: false },
  });

/** A correlation id worth mirroring and logging; anything else could carry content, or a header of its own. */
export const CorrelationId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,128}$/)
  .describe('Your own name for this request: a short plain one comes back in the reply. Nothing about a person belongs in it');

/** What tells a repeat of a POST. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .describe('New for each thing you mean to do, and the same when you repeat it. Nothing about a person belongs in it');

/** How a client proves who it is to the token endpoint (RFC 7523 s.2.2). */
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The algorithms that an assertion may be signed with. */
export const assertionAlgorithms = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'];

/** How many characters an assertion may have. */
export const longestAssertion = 8192;
