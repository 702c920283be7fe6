import { describe, expect, it } from 'vitest';
import type { FireMessage } from '../../contracts/sources/fire/message.ts';
import { sources } from '../../contracts/sources/index.ts';
import type { JobCentreMessage } from '../../contracts/sources/job-centre/message.ts';
import type { Source } from '../../contracts/sources/source.ts';
import { text } from '../../contracts/vocabulary.ts';
import { take } from '../../functions/referrals/receive/message.ts';
import { mapped, referralOf, sent } from '../support/decided.ts';

type Change<M> = (message: M) => unknown;
const change = <M>(source: string, edit: Change<M>) => {
  const message = sent(source, 'complete');
  edit(message as M);
  return mapped(source, message);
};
const fire = (edit: Change<FireMessage>) => change('fire', edit);
const jobCentre = (edit: Change<JobCentreMessage>) => change('job-centre', edit);
const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error('the example has none');
  return item;
};

const onlyFault = (name: string, edit: Change<never>) => {
  const message = sent(name, 'complete');
  edit(message as never);
  const taken = take(sources[name] as Source<never>, message, { today: '2026-11-20', strict: false });
  return taken.ok ? [] : (taken.refusal.faults ?? []).map(({ pointer, code }) => ({ pointer, code }));
};

describe('text', () => {
  it('is without what nobody sees at its ends, and keeps what is within', () => {
    expect(text(10).parse('\u200b Pell\u2060\u00a0')).toBe('Pell');
    expect(text(10).parse('علی\u200cرضا')).toBe('علی\u200cرضا');
  });
  it.each(['\u200b', '\u200d\ufeff', '\u00ad', '\u2800', '\u3164', ' \u2060 '])('is nothing if nobody sees it: %j', (unseen) => {
    expect(text(10).safeParse(unseen).success).toBe(false);
  });
});

describe('a message whose dates make no sense', () => {
  const tomorrow = '2026-11-21';
  const future = 'date-in-future';
  it.each<[string, string, Change<never>, string, string]>([
    ['a visit tomorrow', 'fire', (m: FireMessage) => Object.assign(m.visit, { date: tomorrow }), '/visit/date', future],
    [
      'an occupant born tomorrow',
      'fire',
      (m: FireMessage) => Object.assign(first(m.occupants), { dateOfBirth: tomorrow }),
      '/occupants/0/dateOfBirth',
      future,
    ],
    [
      'a need since tomorrow',
      'fire',
      (m: FireMessage) => Object.assign(first(first(m.occupants).needs), { since: tomorrow }),
      '/occupants/0/needs/0/since',
      future,
    ],
    ['an introduction tomorrow', 'job-centre', (m: JobCentreMessage) => Object.assign(m, { referredOn: tomorrow }), '/referredOn', future],
    [
      'a customer born tomorrow',
      'job-centre',
      (m: JobCentreMessage) => Object.assign(m.customer, { dateOfBirth: tomorrow }),
      '/customer/dateOfBirth',
      future,
    ],
    [
      'a consent given tomorrow',
      'job-centre',
      (m: JobCentreMessage) => Object.assign(m.consent ?? {}, { givenOn: tomorrow }),
      '/consent/givenOn',
      future,
    ],
    [
      'a consent that ends before it began',
      'job-centre',
      (m: JobCentreMessage) => Object.assign(m.consent ?? {}, { until: '2026-11-01' }),
      '/consent/until',
      'invalid-meaning',
    ],
  ])('is refused, with the place: %s', (_, source, edit, pointer, code) => {
    expect(onlyFault(source, edit)).toEqual([{ pointer, code }]);
  });

  it('may be of today', () => {
    expect(onlyFault('fire', (m: FireMessage) => Object.assign(m.visit, { date: '2026-11-20' }))).toEqual([]);
  });
});

describe('what does not map', () => {
  it('is dropped with a warning: an NHS number whose check digit is wrong', () => {
    const { referral, warnings } = jobCentre((m) => Object.assign(m.customer, { nhsNumber: '999 012 3455' }));
    expect(first(referral.people).nhsNumber).toBeUndefined();
    expect(warnings.map(({ pointer, code }) => ({ pointer, code }))).toEqual([
      { pointer: '/customer/nhsNumber', code: 'nhs-number-invalid' },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('3455');
  });

  it('is dropped with a warning: how many smoke alarms were fitted', () => {
    const { referral, warnings } = fire((m) => Object.assign(m.property, { smokeAlarmsFitted: 2 }));
    expect(JSON.stringify(referral)).not.toContain('moke');
    expect(warnings.map(({ pointer, code }) => ({ pointer, code }))).toEqual([
      { pointer: '/property/smokeAlarmsFitted', code: 'not-mapped' },
    ]);
  });
});

describe('a household', () => {
  const home = referralOf('fire', 'complete');

  it('keeps each occupant’s facts with that occupant, and the home’s hazards with its subject alone', () => {
    expect(home.people.map(({ key, role }) => `${key} ${role}`)).toEqual(['p1 subject', 'p2 household-member']);
    expect(home.people.map(({ mobility }) => mobility)).toEqual([
      ['Walks with a frame; cannot manage the stairs'],
      ['Uses a wheelchair outdoors'],
    ]);
    expect(home.people.map(({ hazards, staffSafety }) => hazards.length + staffSafety.length)).toEqual([3, 0]);
  });

  it('keeps each occupant’s own answer', () => {
    expect(home.people.map(({ consent }) => consent?.answer)).toEqual(['given', 'not-asked']);
  });
});

describe('null, or an empty text, from a sender', () => {
  it('is as if the field were left out', () => {
    const message = sent('job-centre', 'sparse') as { customer: Record<string, unknown>; consent: Record<string, unknown> };
    const nulled = {
      ...message,
      reference: null,
      requestedTeams: null,
      customer: { ...message.customer, dateOfBirth: '', email: ' ', safeContact: null, hopes: null },
      consent: { ...message.consent, until: '', exceptions: null },
    };
    const taken = (body: unknown) => take(sources['job-centre'] as Source<never>, body, { today: '2026-11-20', strict: true });
    expect(taken(nulled)).toEqual(taken(message));
    expect(taken(nulled).ok).toBe(true);
  });
});
