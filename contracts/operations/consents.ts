import { ConsentRecording } from '../consent.ts';
import { ConsentView, RecordedConsent, Withdrawn } from '../replies/consents.ts';
import { Withdrawal } from '../responses.ts';
import type { RouteKey } from '../routes.ts';
import { type Examples, id, jsonAnswer, jsonBody, type Operation, someReference } from './operation.ts';

const answers: Examples = {
  given: {
    summary: 'A yes, about a referral that was held',
    value: {
      referralId: someReference,
      answer: 'given',
      recipients: ['first-contact'],
      purposes: ['support'],
      categories: ['contact', 'need'],
      method: 'in-person',
      givenOn: '2026-11-20',
      recordedBy: 'Dr Ama Osei',
      seenAlone: true,
      engagement: 'agreed',
    },
  },
  refused: {
    summary: 'A no, about a person as such',
    value: {
      identity: { nhsNumber: '999 000 0018', dateOfBirth: '1957-02-11', familyName: 'Example' },
      answer: 'refused',
      method: 'telephone',
      givenOn: '2026-11-20',
      engagement: 'declined',
    },
  },
};

export const consents = {
  'POST /v1/consents': {
    summary: 'Record what a person said',
    description:
      'A yes or a no, with who gave it, how, to whom, what and until when. From this reply on every decision rests on it, and what it covers of what was held has gone. About a referral (`referralId`): its sender may record it, and a team that has the case. About a person as such (`identity`): it holds for what your organisation sends.',
    idempotency: 'required',
    bodies: jsonBody(ConsentRecording, answers),
    strict: true,
    answers: { 201: jsonAnswer('It was recorded', RecordedConsent) },
    problems: ['not-found', 'user-role', 'state-conflict'],
  },
  'GET /v1/consents/{id}': {
    summary: 'Read what a person said',
    description: 'For the organisation or the team that recorded it, and nobody else. That it was read is recorded.',
    path: id('what was said'),
    answers: { 200: jsonAnswer('What was said', ConsentView) },
    problems: ['not-found'],
  },
  'POST /v1/consents/{id}/withdrawal': {
    summary: 'Withdraw it',
    description:
      'A person may withdraw at any time, without a reason, through anyone who holds their consent. From this reply on nothing is disclosed on it, and the teams that have the case hear that they should read it again. A no can be taken back too.',
    path: id('what was said'),
    idempotency: 'required',
    bodies: jsonBody(Withdrawal, { empty: { summary: 'No reason is needed', value: {} } }),
    bodyOptional: true,
    strict: true,
    answers: { 200: jsonAnswer('It is withdrawn', Withdrawn) },
    problems: ['not-found'],
  },
} satisfies Partial<Record<RouteKey, Operation>>;
