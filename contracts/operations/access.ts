import * as z from 'zod';
import { field } from '../categories.ts';
import { assertionAlgorithms, assertionType, longestAssertion } from '../parameters.ts';
import { Health, Token } from '../replies/access.ts';
import type { RouteKey } from '../routes.ts';
import { type Example, jsonAnswer, type Operation } from './operation.ts';

/** What is asked of the token endpoint (RFC 6749 s.4.4, RFC 7523 s.2.2). */
const TokenRequest = z.object({
  grant_type: field('administrative', z.literal('client_credentials'), 'What is asked for'),
  client_assertion_type: field('administrative', z.literal(assertionType), 'How the client proves who it is'),
  client_assertion: field(
    'administrative',
    z.string().min(1).max(longestAssertion),
    `A JWT signed with a registered key of the client (${assertionAlgorithms.join(', ')}): iss and sub the client’s id, aud the address of the hub or of this endpoint, exp within five minutes, a new jti, and \`user\` with the id and role of whoever uses the system`,
  ),
  scope: field('administrative', z.string().min(1).optional(), 'Fewer scopes than were registered, with spaces between'),
});

const asked: Example = {
  summary: 'A token for all that was registered',
  value: {
    grant_type: 'client_credentials',
    client_assertion_type: assertionType,
    client_assertion: 'eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl',
  },
};

export const access = {
  'GET /health': {
    summary: 'Whether the hub answers',
    description: 'Says that the hub answers, and nothing of what is behind it.',
    answers: { 200: jsonAnswer('It answers', Health) },
    problems: [],
  },
  'POST /oauth2/token': {
    summary: 'Get a token',
    description:
      'Client credentials (RFC 6749 s.4.4) proved by a signed assertion (private_key_jwt, RFC 7523 s.2.2), never by a secret. The assertion’s claim `user` names the person whom your system vouches for; routes that read content need one. An assertion is used once. A token lasts ten minutes.',
    bodies: { 'application/x-www-form-urlencoded': { schema: TokenRequest, examples: { asked } } },
    answers: { 200: jsonAnswer('A token', Token) },
    problems: ['unsupported-grant', 'invalid-client'],
  },
} satisfies Partial<Record<RouteKey, Operation>>;
