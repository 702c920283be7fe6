import { describe, expect, it } from 'vitest';
import type { Decision } from '../../policies/decide.ts';
import { explain, whatSenderIsToAsk, whatToAsk } from '../../policies/explain.ts';
import { referralOf, seenBy } from '../support/decided.ts';

const { decision: luke } = seenBy('coordinator-northgate', 'job-centre', referralOf('job-centre', 'complete'));
const { decision: home } = seenBy('first-contact', 'fire', referralOf('fire', 'complete'));
const { decision: missing } = seenBy('coordinator-northgate', 'job-centre', referralOf('job-centre', 'consent-missing'));

describe('a recipient', () => {
  it('hears what it may see and under what, once for each clause', () => {
    expect(explain(luke, 'recipient')).toEqual([
      {
        outcome: 'permit',
        code: 'agreement',
        categories: ['consent', 'contact', 'hopes', 'need', 'referrer'],
        sentence: expect.stringMatching(
          /^Shared under “Introductions from the Job Centre”, version 1, clause introduction\. It covers .+\.$/,
        ),
      },
    ]);
  });

  it.each([
    ['Luke', luke],
    ['a home', home],
  ])('hears nothing of what is withheld, nor that anything is: %s', (_, decision) => {
    const withheld = decision.rulings.filter(({ outcome }) => outcome !== 'permit');
    expect(withheld.length).toBeGreaterThan(0);
    const told = JSON.stringify(explain(decision, 'recipient'));
    for (const { code, sentence } of withheld) {
      expect(told).not.toContain(code);
      expect(told).not.toContain(sentence);
    }
    expect(told).not.toMatch(/benefit|physical and mental health|NHS|date of birth|free text|withheld/);
  });

  it('is told to ask nothing that would betray someone it knows nothing of', () => {
    expect(home.rulings.some(({ owner, outcome }) => owner === 'p2' && outcome === 'hold')).toBe(true);
    expect(whatToAsk(home, 'recipient')).toEqual([]);
  });
});

describe('a sender', () => {
  it('hears why each kind of information it sent was kept back, worst first', () => {
    const lines = explain(luke, 'sender');
    expect(lines.map(({ outcome }) => outcome)).toEqual(['withhold', 'withhold', 'withhold', 'withhold', 'withhold', 'withhold', 'permit']);
    expect(lines.find(({ categories }) => categories.includes('benefits'))?.sentence).toBe(
      'Job Centre staff may not disclose benefits information (Social Security Administration Act 1992 s.123).',
    );
  });

  it('is told all there is to ask so that the referral can go on, each question once', () => {
    expect(whatToAsk(missing, 'sender')).toEqual([
      'Ask: “Would you like someone from the team to get in touch with you?” and record the answer (engagement agreed, or declined).',
      'Ask the person whether this may be passed on to a Local Area Coordinator: name, address, and how to reach the person safely; what the person would like help with; the professional who made the referral. Record their answer as a consent (recipients local-area-coordinator, purposes introduction, categories contact, need, referrer).',
    ]);
  });

  it('is told to ask nothing when all that may go has gone', () => {
    expect(whatToAsk(luke, 'sender')).toEqual([]);
  });

  const places = new Map([
    ['p1', '/occupants/0'],
    ['p2', '/occupants/1'],
    ['p3', '/occupants/2'],
  ]);
  const holding = (owner: string, ...asks: string[]): Decision => ({
    ...missing,
    rulings: [{ owner, category: 'contact', outcome: 'hold', code: 'held', sentence: 'Held.', asks }],
  });

  it('is told of whom to ask, where it told of several: the same question of several once, in the order they were sent', () => {
    const decisions = [holding('p3', 'Ask.', 'See them alone.'), holding('p1', 'Ask.'), holding('p3', 'Ask.')];
    expect(whatSenderIsToAsk(decisions, places)).toEqual([
      'About each of /occupants/0 and /occupants/2: Ask.',
      'About /occupants/2: See them alone.',
    ]);
  });

  it('is told to ask everyone about text in which several are told of', () => {
    expect(whatSenderIsToAsk([holding('p1', 'Ask.'), holding('shared', 'Ask.')], places)).toEqual([
      'About each of /occupants/0, /occupants/1 and /occupants/2: Ask.',
    ]);
  });

  it('is told it in the plain words where it told of one, or where it is not known where anyone stands', () => {
    for (const known of [new Map([['p1', '/customer']]), new Map<string, string>()])
      expect(whatSenderIsToAsk([missing, missing], known)).toEqual(whatToAsk(missing, 'sender'));
  });
});

describe('every explanation', () => {
  it.each(['sender', 'information-governance'] as const)(
    'accounts for every kind of information, in sentences, without a name or a value: %s',
    (audience) => {
      for (const decision of [luke, home, missing]) {
        const lines = explain(decision, audience);
        expect(new Set(lines.flatMap(({ categories }) => categories))).toEqual(new Set(decision.rulings.map(({ category }) => category)));
        for (const { sentence } of lines) expect(sentence).toMatch(/^[A-Z“].+\.$/);
        expect(JSON.stringify(lines)).not.toMatch(/Luke|Farrow|Penrose|ZZ\d/);
      }
    },
  );

  it('says of each line only what holds of all it lists', () => {
    for (const { outcome, categories, sentence, code } of explain(home, 'information-governance')) {
      if (outcome === 'permit') continue;
      const same = home.rulings.filter(
        (ruling) => ruling.code === code && categories.includes(ruling.category) && ruling.outcome === outcome,
      );
      expect(same.every((ruling) => ruling.sentence === sentence)).toBe(true);
    }
  });
});
