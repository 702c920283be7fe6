import * as z from 'zod';
import { field } from '../categories.ts';
import { oauthErrors, type ProblemCode, problems, type Problem as Said } from '../problem.ts';
import { Code, Sentence } from './parts.ts';

export const Fault = z
  .strictObject({
    pointer: field(
      'administrative',
      z.string(),
      'Where: a JSON Pointer (RFC 6901) into the body, empty for the whole; or `header:`, `query:` or `path:` and a name',
    ),
    code: field('administrative', Code, 'What kind of fault, for a program'),
    detail: field('administrative', Sentence, 'What was expected'),
  })
  .meta({ id: 'Fault', description: 'One thing that is wrong with what was sent. Never holds what was sent' });

/** The body of an `application/problem+json` reply (RFC 9457). */
export const Problem = z
  .strictObject({
    type: field('administrative', z.url(), 'The address of this code’s page in the documentation'),
    code: field('administrative', z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]), 'What went wrong, for a program'),
    title: field('administrative', Sentence, 'The same in a sentence'),
    status: field('administrative', z.int().min(400).max(599), 'The HTTP status'),
    detail: field('administrative', Sentence, 'What to do'),
    faults: field('administrative', z.array(Fault).max(201), 'Everything that is wrong, all at once'),
    error: field('administrative', z.enum(oauthErrors).optional(), 'At the token endpoint, the same as OAuth 2.0 says it (RFC 6749 s.5.2)'),
  })
  .meta({ id: 'Problem', description: 'Why something was not done (RFC 9457)' }) satisfies z.ZodType<Said>;
