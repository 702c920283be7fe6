import { MailboxQuery } from '../parameters.ts';
import { Acknowledged, Mailbox } from '../replies/mailbox.ts';
import { Acknowledgement } from '../responses.ts';
import type { RouteKey } from '../routes.ts';
import { jsonAnswer, jsonBody, type Operation } from './operation.ts';

export const mailbox = {
  'GET /v1/events': {
    summary: 'What has happened',
    description:
      'The mailbox of your team, or of your organisation: what came after the last position that was acknowledged, oldest first. It holds references; what they lead to is decided when it is read. Reading takes nothing out.',
    query: MailboxQuery,
    answers: { 200: jsonAnswer('A page', Mailbox) },
    problems: [],
  },
  'POST /v1/events/acknowledgement': {
    summary: 'Say how far you have read',
    description: 'All events up to the position were taken in. Safe to repeat, without a key; a lower position goes back.',
    bodies: jsonBody(Acknowledgement, { first: { summary: 'The first event was taken in', value: { position: 1 } } }),
    strict: true,
    answers: { 200: jsonAnswer('It was recorded', Acknowledged) },
    problems: [],
  },
} satisfies Partial<Record<RouteKey, Operation>>;
