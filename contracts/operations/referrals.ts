import * as z from 'zod';
import { SentQuery } from '../parameters.ts';
import { RequestMessage, ResponseMessage } from '../replies/fhir.ts';
import { ListResult } from '../replies/jobs-list.ts';
import { Cancelled, Receipt, SentList, Tracked } from '../replies/referrals.ts';
import { Cancellation } from '../responses.ts';
import type { RouteKey } from '../routes.ts';
import { sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';
import { type Body, id, jsonAnswer, jsonBody, type Operation, pascal } from './operation.ts';

const fhirJson = 'application/fhir+json';
const taken = 'It was taken, and what became of it is committed. The same for a repeat';
const noted: Body = { schema: RequestMessage };

/** Sending for one source: its message, and the other forms it takes. */
function sendingFor(sourceId: string, source: Source<never>): Operation {
  const list = source.csv && {
    'text/csv': { schema: z.string().describe('A list: up to 500 lines, under a line that names its columns') },
  };
  return {
    summary: source.title,
    description: [
      'Takes a referral in, decides where it may go, and says so. What is wrong is told all at once.',
      'A `null` or an empty text is as if it had been left out; a field that is not here is dropped with a warning, or refused with `strict`.',
      ...(source.fhir ? ['FHIR R4 is taken too; its message id may stand for the Idempotency-Key.'] : []),
      ...(source.csv ? ['A list in CSV is answered with a result for each line; the same list again goes on where it stopped.'] : []),
    ].join(' '),
    idempotency: source.messageId ? 'or-message-id' : 'required',
    bodies: {
      ...jsonBody(source.message.meta({ id: `${pascal(sourceId)}Message` })),
      ...(source.fhir ? { [fhirJson]: noted } : {}),
      ...list,
    },
    strict: true,
    answers: {
      ...(list ? { 200: jsonAnswer('A list was taken, and each line has its result', ListResult) } : {}),
      201: { description: taken, content: { 'application/json': Receipt, [fhirJson]: ResponseMessage } },
    },
    problems: ['state-conflict'],
  };
}

/** Sending, for each source by its name. */
export const sending: Readonly<Record<string, Operation>> = Object.fromEntries(
  Object.entries(sources).map(([id, source]) => [id, sendingFor(id, source)]),
);

export const referrals = {
  'POST /fhir/{operation}': {
    summary: 'Send a referral as a FHIR message',
    description:
      'FHIR R4 `$process-message` (3.4): the same as sending for `gp`, for FHIR alone. The message’s own id may stand for the Idempotency-Key. The answer is FHIR unless `Accept` prefers JSON.',
    path: { operation: z.literal('$process-message').describe('The operation') },
    idempotency: 'or-message-id',
    bodies: { [fhirJson]: noted },
    strict: true,
    answers: { 201: { description: taken, content: { [fhirJson]: ResponseMessage, 'application/json': Receipt } } },
    problems: ['not-found', 'state-conflict'],
  },
  'GET /v1/referrals': {
    summary: 'What you have sent',
    description: 'What your organisation, or for a team that team, has sent: references, oldest first. It may lag a moment behind.',
    query: SentQuery,
    answers: { 200: jsonAnswer('A page', SentList) },
    problems: [],
  },
  'GET /v1/referrals/{id}': {
    summary: 'Where a referral is, and what came of it',
    description:
      'For who sent it: what you were told at first, and what has come of it as far as the agreement’s return clause, and the person, let you know. Decided at this moment, and recorded.',
    path: id('a referral that you sent'),
    answers: { 200: jsonAnswer('The referral', Tracked) },
    problems: ['not-found'],
  },
  'POST /v1/referrals/{id}/cancellation': {
    summary: 'Take a referral back',
    description:
      'withdrawn: teams that have not taken it on lose it. entered-in-error and wrong-person: every team loses it, hears so, and what was sent is destroyed (UK GDPR Art. 5(1)(d), Art. 19). A safeguarding concern cannot be withdrawn from the team that holds the duty.',
    path: id('a referral that you sent'),
    idempotency: 'required',
    bodies: jsonBody(Cancellation, {
      withdrawn: { summary: 'It is not wanted any more', value: { reason: 'withdrawn' } },
      'wrong-person': { summary: 'It is about someone else', value: { reason: 'wrong-person' } },
    }),
    strict: true,
    answers: { 200: jsonAnswer('It was taken back', Cancelled) },
    problems: ['not-found', 'state-conflict'],
  },
} satisfies Partial<Record<RouteKey, Operation>>;
