import { describe, expect, it } from 'vitest';
import { ConsentStatement } from '../../contracts/consent.ts';
import { answerOf, recordOf } from '../../policies/consent.ts';

type Said = Parameters<typeof ConsentStatement.parse>[0];
const record = (said: Said) => recordOf('case-1.p1', ConsentStatement.parse(said), 'fire');
const ask = (said: Said, recipient: string, category: 'contact' | 'health' | 'progress', purpose: 'support' | 'feedback' = 'support') =>
  answerOf(record(said).provisions, { recipients: [recipient], purpose, category });

const given = { answer: 'given', recipients: ['first-contact', 'gp'], purposes: ['support'], categories: ['contact', 'health'] };

describe('what a person said', () => {
  it.each([
    ['is a yes to whom, what for and what they named', 'first-contact', 'contact', { answer: 'permit', provision: 'sharing' }],
    ['is silent about a recipient they did not name', 'police', 'contact', { answer: 'silent' }],
    ['is silent about information they did not name', 'first-contact', 'progress', { answer: 'silent' }],
  ] as const)('%s', (_, recipient, category, expected) => {
    expect(ask(given, recipient, category)).toEqual(expected);
  });

  it('is silent about everything if it was a bare yes', () => {
    expect(ask({ answer: 'given' }, 'first-contact', 'contact')).toEqual({ answer: 'silent' });
  });

  it('is silent about another purpose', () => {
    expect(ask(given, 'first-contact', 'contact', 'feedback')).toEqual({ answer: 'silent' });
  });

  it('is replaced by an exception in its scope: “not my GP”', () => {
    const said = { ...given, exceptions: [{ answer: 'deny', recipients: ['gp'] }] };
    expect(ask(said, 'gp', 'contact')).toEqual({ answer: 'deny', provision: 'exception-1' });
    expect(ask(said, 'first-contact', 'contact')).toEqual({ answer: 'permit', provision: 'sharing' });
  });

  it('is replaced by an exception in its scope: “nothing about my health, whoever asks”', () => {
    const said = { ...given, exceptions: [{ answer: 'deny', categories: ['health'] }] };
    expect(ask(said, 'gp', 'health')).toEqual({ answer: 'deny', provision: 'exception-1' });
    expect(ask(said, 'gp', 'contact')).toEqual({ answer: 'permit', provision: 'sharing' });
  });

  it('is not widened by an exception beyond what it names', () => {
    const said = { ...given, exceptions: [{ answer: 'permit', recipients: ['police'], categories: ['progress'] }] };
    expect(ask(said, 'police', 'progress')).toEqual({ answer: 'silent' });
  });

  it('lets the referrer hear what came of it only if they said so', () => {
    expect(ask({ ...given, feedback: true }, 'fire', 'progress', 'feedback')).toEqual({ answer: 'permit', provision: 'feedback' });
    expect(ask({ ...given, feedback: true }, 'fire', 'contact', 'feedback')).toEqual({ answer: 'silent' });
    expect(ask({ ...given, feedback: true }, 'gp', 'progress', 'feedback')).toEqual({ answer: 'silent' });
    expect(ask(given, 'fire', 'progress', 'feedback')).toEqual({ answer: 'silent' });
  });
});

describe('the record of it', () => {
  it('keeps who answered, whether freely, and whether they want help', () => {
    const said = { ...given, givenBy: 'attorney', pressureSuspected: true, competenceAssessed: false, engagement: 'declined' };
    expect(record({ ...said, givenOn: '2026-11-01', until: '2026-12-01' })).toMatchObject({
      id: 'case-1.p1',
      status: 'given',
      givenBy: 'attorney',
      pressureSuspected: true,
      competenceAssessed: false,
      engagement: 'declined',
      givenOn: '2026-11-01',
      until: '2026-12-01',
    });
  });

  it.each(['given', 'refused', 'not-asked'] as const)('has the status of the answer: %s', (answer) => {
    expect(record({ answer }).status).toBe(answer);
  });
});
