import { WorklistQuery } from '../parameters.ts';
import { CaseShown, Responded, Reviewed, Worklist } from '../replies/cases.ts';
import { AbuseReview, responses } from '../responses.ts';
import type { RouteKey } from '../routes.ts';
import { type Examples, id, jsonAnswer, jsonBody, type Operation } from './operation.ts';

const path = id('a case that your team has');

const examples: Readonly<Record<keyof typeof responses, Examples>> = {
  acceptance: { empty: { summary: 'There is nothing to say', value: {} } },
  refusal: { 'no-capacity': { summary: 'The team cannot take it on in time', value: { reason: 'no-capacity' } } },
  outcome: {
    connected: { summary: 'What came of it', value: { outcome: 'connected-in-community' } },
    'passed-on': {
      summary: 'Passed on, to the coordinator of where the person lives',
      value: { outcome: 'passed-on', to: ['local-area-coordinator'] },
    },
  },
};

const answering = (what: keyof typeof responses) =>
  ({
    path,
    idempotency: 'required',
    bodies: jsonBody(responses[what], examples[what]),
    strict: true,
    answers: { 200: jsonAnswer('It was recorded', Responded) },
    problems: ['not-found', 'user-role', 'state-conflict'],
  }) as const satisfies Partial<Operation>;

export const cases = {
  'GET /v1/cases': {
    summary: 'Your team’s cases',
    description:
      'Most urgent first, and then oldest first. It may lag a moment behind. A filter can leave a page short, or empty, while `next` still leads on. Only a team has a worklist: for anyone else it is not there.',
    query: WorklistQuery,
    answers: { 200: jsonAnswer('A page', Worklist) },
    problems: ['not-found', 'user-missing'],
  },
  'GET /v1/cases/{id}': {
    summary: 'Read a case',
    description:
      'What your team, and you, may know of it: decided at this moment, fact by fact, and recorded before it leaves. Another read may show more or less.',
    path,
    answers: { 200: jsonAnswer('The case', CaseShown) },
    problems: ['not-found'],
  },
  'POST /v1/cases/{id}/acceptance': {
    ...answering('acceptance'),
    bodyOptional: true,
    summary: 'Take a case on',
    description: 'Your team will help. Its referrer hears, as far as the agreement lets it.',
  },
  'POST /v1/cases/{id}/refusal': {
    ...answering('refusal'),
    summary: 'Decline a case',
    description:
      'It goes back to the team that passed it on, or to a person at First Contact, if it may. A safeguarding concern cannot be declined.',
  },
  'POST /v1/cases/{id}/outcome': {
    ...answering('outcome'),
    summary: 'Say what came of a case',
    description:
      'What came of it, or of a first conversation; or pass it on (`passed-on`, `to`). Whom it is passed on to is decided afresh for each team. A case that is there for a conversation takes what came of the conversation, and the rest once the person wants help.',
  },
  'POST /v1/cases/{id}/review': {
    summary: 'Say who may be seen together',
    description:
      'Where something in a case marks domestic abuse, nobody is seen with anyone else until someone trained says that they may be. The last finding stands.',
    path,
    idempotency: 'required',
    bodies: jsonBody(AbuseReview, {
      together: { summary: 'They may be seen together', value: { finding: 'may-be-seen-together' } },
    }),
    strict: true,
    answers: { 200: jsonAnswer('It was recorded', Reviewed) },
    problems: ['not-found', 'user-role', 'state-conflict'],
  },
} satisfies Partial<Record<RouteKey, Operation>>;
