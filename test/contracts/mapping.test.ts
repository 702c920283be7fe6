import { describe, expect, it } from 'vitest';
import type { FireMessage } from '../../contracts/sources/fire/message.ts';
import type { JobCentreMessage } from '../../contracts/sources/job-centre/message.ts';
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

describe('a message whose dates make no sense', () => {
  it.each<[string, ReturnType<typeof mapped>, string, string]>([
    ['a visit tomorrow', fire((m) => Object.assign(m.visit, { date: '2026-11-21' })), '/visit/date', 'date-in-future'],
    [
      'an occupant born tomorrow',
      fire((m) => Object.assign(first(m.occupants), { dateOfBirth: '2026-11-21' })),
      '/occupants/0/dateOfBirth',
      'date-in-future',
    ],
    [
      'a need since tomorrow',
      fire((m) => Object.assign(first(first(m.occupants).needs), { since: '2026-11-21' })),
      '/occupants/0/needs/0/since',
      'date-in-future',
    ],
    ['an introduction tomorrow', jobCentre((m) => Object.assign(m, { referredOn: '2026-11-21' })), '/referredOn', 'date-in-future'],
    [
      'a customer born tomorrow',
      jobCentre((m) => Object.assign(m.customer, { dateOfBirth: '2026-11-21' })),
      '/customer/dateOfBirth',
      'date-in-future',
    ],
    [
      'a consent given tomorrow',
      jobCentre((m) => Object.assign(m.consent ?? {}, { givenOn: '2026-11-21' })),
      '/consent/givenOn',
      'date-in-future',
    ],
    [
      'a consent that ends before it began',
      jobCentre((m) => Object.assign(m.consent ?? {}, { until: '2026-11-01' })),
      '/consent/until',
      'date-order',
    ],
  ])('is refused, with the place: %s', (_, { faults }, pointer, code) => {
    expect(faults.map((fault) => ({ pointer: fault.pointer, code: fault.code }))).toEqual([{ pointer, code }]);
  });

  it('may be of today', () => {
    expect(fire((m) => Object.assign(m.visit, { date: '2026-11-20' })).faults).toEqual([]);
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

describe('null from a sender', () => {
  it('is as if the field were left out', () => {
    const message = sent('job-centre', 'sparse') as { customer: Record<string, unknown> };
    const nulled = { ...message, reference: null, customer: { ...message.customer, dateOfBirth: null, email: null, safeContact: null } };
    expect(mapped('job-centre', nulled).referral).toEqual(mapped('job-centre', message).referral);
  });
});
