import { describe, expect, it } from 'vitest';
import type { Category } from '../../contracts/categories.ts';
import type { FireMessage } from '../../contracts/sources/fire/message.ts';
import { aClause, aConsent, anOwner } from '../../policies/clauses/example.ts';
import { decide, type Question } from '../../policies/decide.ts';
import { answer, referralOf, seenBy } from '../support/decided.ts';

describe('Luke, introduced by the Job Centre to the coordinator of his area', () => {
  const luke = referralOf('job-centre', 'complete');
  const { decision, view } = seenBy('coordinator-northgate', 'job-centre', luke);

  it.each<[Category, string]>([
    ['contact', 'permit agreement'],
    ['need', 'permit agreement'],
    ['hopes', 'permit agreement'],
    ['consent', 'permit agreement'],
    ['consent-terms', 'withhold category-not-in-agreement'],
    ['referrer', 'permit agreement'],
    ['benefits', 'withhold statutory-bar'],
    ['health', 'withhold category-not-in-agreement'],
    ['free-text', 'withhold category-not-in-agreement'],
    ['nhs-number', 'withhold category-not-in-agreement'],
    ['birth-date', 'withhold category-not-in-agreement'],
  ])('%s: %s', (category, expected) => {
    expect(answer(decision, 'p1', category)).toBe(expected);
  });

  it('shows the coordinator these facts and no others', () => {
    expect(view.map(({ pointer }) => pointer)).toEqual([
      '/senderReference',
      '/referrer',
      '/people/0/name',
      '/people/0/address',
      '/people/0/telephones',
      '/people/0/email',
      '/people/0/safeContact',
      '/people/0/needs/0',
      '/people/0/needs/1',
      '/people/0/needs/2',
      '/people/0/strengths/0',
      '/people/0/strengths/1',
      '/people/0/strengths/2',
      '/people/0/strengths/3',
      '/people/0/consent/answer',
      '/people/0/consent/feedback',
      '/people/0/consent/method',
      '/people/0/consent/givenOn',
      '/people/0/consent/until',
      '/people/0/consent/givenBy',
      '/people/0/consent/recordedBy',
      '/people/0/consent/seenAlone',
      '/people/0/consent/engagement',
    ]);
  });

  it('names what each permit rests on: agreement, version, clause, his own consent and its provision, and the last day', () => {
    expect(view.find(({ pointer }) => pointer === '/people/0/name')?.ruling).toEqual({
      owner: 'p1',
      category: 'contact',
      outcome: 'permit',
      code: 'agreement',
      sentence: 'Shared under “Introductions from the Job Centre”, version 1, clause introduction.',
      agreement: { id: 'job-centre-introductions', version: 1, clause: 'introduction' },
      consents: [{ id: 'case-1.p1', provision: 'sharing' }],
      validUntil: '2028-11-01',
      toldUntil: '2028-11-01',
    });
    expect(decision).toMatchObject({
      agreements: [{ id: 'job-centre-introductions', version: 1 }],
      validUntil: '2028-11-01',
      evaluator: '2',
    });
  });

  it('lets nobody else see any of it who is not named: not the coordinator’s door for safeguarding', () => {
    expect(seenBy('first-response', 'job-centre', luke).view).toEqual([]);
  });

  it('lets First Contact see less: no hopes', () => {
    const { decision: placing } = seenBy('first-contact', 'job-centre', luke);
    expect(answer(placing, 'p1', 'contact')).toBe('permit agreement');
    expect(answer(placing, 'p1', 'hopes')).toBe('withhold category-not-in-agreement');
  });

  it('may not be passed on with what his consent leaves out, nor at all without one', () => {
    const { decision: sparse } = seenBy('coordinator-castle-hill', 'job-centre', referralOf('job-centre', 'sparse'));
    expect(answer(sparse, 'p1', 'contact')).toBe('permit agreement');
    expect(answer(sparse, 'p1', 'consent')).toBe('hold consent-does-not-cover');
    const { decision: missing, view: nothing } = seenBy('coordinator-northgate', 'job-centre', referralOf('job-centre', 'consent-missing'));
    expect(answer(missing, 'p1', 'contact')).toBe('hold engagement-not-asked');
    expect(nothing).toEqual([]);
  });
});

describe('a home visited by the fire service, told to First Contact', () => {
  const home = referralOf('fire', 'complete');
  const { decision, view } = seenBy('first-contact', 'fire', home);

  it.each<[string, Category, string]>([
    ['p1', 'contact', 'permit agreement'],
    ['p1', 'hazard', 'permit agreement'],
    ['p1', 'mobility', 'permit agreement'],
    ['p1', 'staff-safety', 'permit health-and-safety-at-work-act-1974-ss2-3'],
    ['p1', 'health', 'withhold category-not-in-agreement'],
    ['p1', 'hopes', 'withhold category-not-in-agreement'],
    ['p1', 'free-text', 'withhold category-not-in-agreement'],
    ['p1', 'nhs-number', 'withhold category-not-in-agreement'],
    ['p1', 'birth-date', 'withhold category-not-in-agreement'],
    ['p2', 'contact', 'hold consent-missing'],
    ['p2', 'mobility', 'hold consent-missing'],
    ['p2', 'birth-date', 'withhold category-not-in-agreement'],
  ])('%s, %s: %s', (owner, category, expected) => {
    expect(answer(decision, owner, category)).toBe(expected);
  });

  it('shows of the second occupant, who was not asked, nothing at all: not even that she is there', () => {
    expect(view.filter(({ owner, pointer }) => owner !== 'p1' || pointer.startsWith('/people/1'))).toEqual([]);
    expect(JSON.stringify(view)).not.toMatch(/Edith|wheelchair|p2/);
  });

  it('shows each occupant who agreed their own, and text about both only if both did', () => {
    const both = (consent: boolean) =>
      referralOf<FireMessage>('fire', 'complete', (message) => {
        const [walter, edith] = message.occupants;
        if (consent && walter && edith) edith.consent = walter.consent;
      });
    expect(seenBy('first-contact', 'fire', both(true)).view.map(({ pointer }) => pointer)).toContain('/people/1/mobility/0');
    expect(seenBy('first-contact', 'fire', both(false)).view.map(({ pointer }) => pointer)).not.toContain('/people/1/mobility/0');
  });

  it('refuses all of someone who said no, rather than asking again', () => {
    const { decision: refused, view: nothing } = seenBy('first-contact', 'fire', referralOf('fire', 'consent-refused'));
    expect(answer(refused, 'p1', 'contact')).toBe('refuse consent-refused');
    expect(refused.rulings.filter(({ outcome }) => outcome === 'hold' || outcome === 'permit')).toEqual([]);
    expect(nothing).toEqual([]);
  });
});

describe('where several clauses speak', () => {
  const ask = (change: Partial<Question>) =>
    decide({
      today: '2026-06-01',
      from: 'job-centre',
      to: { organisation: 'council', team: 'coordinator-northgate', kind: 'local-area-coordinator' },
      purpose: 'introduction',
      owners: [anOwner()],
      asked: [{ owner: 'p1', category: 'contact' }],
      clauses: [aClause()],
      ...change,
    }).rulings[0];
  const outcome = (change: Partial<Question>) => ask(change)?.outcome;
  const excluding = aClause({ exclusions: ['contact'] }, { agreement: 'other' });
  const needing = aClause({}, { agreement: 'other' });
  const needless = aClause({ confidentiality: 'none-owed', engagement: 'not-needed' }, { agreement: 'needless' });
  const ended = { inForceUntil: '2026-05-31' };

  it('an exclusion in one beats a permit in another', () => {
    expect(outcome({ clauses: [aClause(), excluding] })).toBe('withhold');
    expect(outcome({ clauses: [excluding, aClause()] })).toBe('withhold');
  });

  it('an exclusion in an agreement that has ended stops nothing', () => {
    expect(outcome({ clauses: [aClause({ exclusions: ['contact'] }, { ...ended, agreement: 'other' }), aClause()] })).toBe('permit');
  });

  it('the person’s no under one beats a permit under another that does not ask', () => {
    const owners = [anOwner({ consents: [[aConsent({ status: 'refused' })]] })];
    expect(outcome({ owners, clauses: [needless] })).toBe('permit');
    expect(outcome({ owners, clauses: [needless, needing] })).toBe('refuse');
  });

  it('a permit under one beats what is missing under another', () => {
    expect(outcome({ owners: [anOwner({ consents: [[]] })], clauses: [needing, needless] })).toBe('permit');
  });

  it('none speaks for another recipient, purpose, sender or the organisation behind the team', () => {
    expect(ask({ purpose: 'support' })?.code).toBe('no-agreement');
    expect(ask({ from: 'fire' })?.code).toBe('no-agreement');
    expect(ask({ to: { organisation: 'council', team: 'first-contact', kind: 'first-contact' } })?.code).toBe('no-agreement');
    expect(ask({ to: { organisation: 'council' } })?.code).toBe('no-agreement');
    expect(ask({ to: { organisation: 'housing', team: 'x', kind: 'local-area-coordinator' } })?.code).toBe('no-agreement');
  });

  it('a clause for an organisation itself does not reach its teams', () => {
    expect(ask({ clauses: [aClause({ to: { organisation: 'council' } })] })?.code).toBe('no-agreement');
  });

  it('nothing of someone unknown is shared', () => {
    expect(ask({ asked: [{ owner: 'p9', category: 'contact' }] })).toMatchObject({ outcome: 'withhold', code: 'nobody-known' });
  });

  it('a permit lasts as long as the shorter of agreement and consent', () => {
    expect(ask({})?.validUntil).toBe('2027-12-31');
    expect(ask({ owners: [anOwner({ consents: [[aConsent({ until: '2026-07-01' })]] })] })?.validUntil).toBe('2026-07-01');
    expect(ask({ owners: [anOwner({ consents: [[aConsent({ until: '2029-07-01' })]] })] })?.validUntil).toBe('2027-12-31');
  });
});
