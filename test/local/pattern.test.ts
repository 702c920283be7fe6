import { describe, expect, test } from 'vitest';
import { compile } from '../../infra/local/pattern.ts';
import { ruleFor } from '../../infra/rules.ts';
import { recipientKinds } from '../../infra/topology.ts';

const event = {
  source: 'referral-hub',
  'detail-type': 'case.routed',
  detail: {
    to: { kind: 'first-contact', mailbox: 'first-contact' },
    tier: 2,
    area: 'Millbrook',
    tags: ['a', 'b'],
    none: null,
    done: false,
    empty: [],
  },
  lines: [
    { colour: 'red', size: 1 },
    { colour: 'blue', size: 2 },
  ],
};

const matching: readonly (readonly [string, unknown])[] = [
  ['an exact text', { source: ['referral-hub'] }],
  ['one of several', { source: ['another', 'referral-hub'] }],
  ['an exact number', { detail: { tier: [2] } }],
  ['null', { detail: { none: [null] } }],
  ['false', { detail: { done: [false] } }],
  ['several fields', { source: ['referral-hub'], detail: { to: { kind: ['first-contact'] }, tier: [2] } }],
  ['an element of an array', { detail: { tags: ['b'] } }],
  ['a prefix', { 'detail-type': [{ prefix: 'case.' }] }],
  ['a prefix in any case', { detail: { area: [{ prefix: { 'equals-ignore-case': 'MILL' } }] } }],
  ['a suffix', { 'detail-type': [{ suffix: '.routed' }] }],
  ['a suffix in any case', { detail: { area: [{ suffix: { 'equals-ignore-case': 'BROOK' } }] } }],
  ['text in any case', { detail: { area: [{ 'equals-ignore-case': 'mIllBrook' }] } }],
  ['anything but a text', { detail: { area: [{ 'anything-but': 'Oakfield' }] } }],
  ['anything but several', { detail: { tier: [{ 'anything-but': [0, 1] }] } }],
  ['anything but a prefix', { detail: { area: [{ 'anything-but': { prefix: 'Oak' } }] } }],
  ['anything but a suffix', { detail: { area: [{ 'anything-but': { suffix: ['field', 'gate'] } }] } }],
  ['anything but text in any case', { detail: { area: [{ 'anything-but': { 'equals-ignore-case': 'OAKFIELD' } }] } }],
  ['anything but a wildcard', { detail: { area: [{ 'anything-but': { wildcard: 'Oak*' } }] } }],
  ['something that exists', { detail: { tier: [{ exists: true }] } }],
  ['null, which exists', { detail: { none: [{ exists: true }] } }],
  ['something that does not exist', { detail: { urgency: [{ exists: false }] } }],
  ['an empty array, which holds nothing', { detail: { empty: [{ exists: false }] } }],
  ['absent or one value', { detail: { urgency: [{ exists: false }, 'urgent'] } }],
  ['a number within bounds', { detail: { tier: [{ numeric: ['>', 1, '<=', 2] }] } }],
  ['a number that equals', { detail: { tier: [{ numeric: ['=', 2] }] } }],
  ['a wildcard', { 'detail-type': [{ wildcard: 'case.*' }] }],
  ['wildcards between', { 'detail-type': [{ wildcard: '*se.r*d' }] }],
  ['one of two fields', { $or: [{ source: ['another'] }, { detail: { tier: [2] } }] }],
  ['one of two beside a third', { 'detail-type': ['case.routed'], $or: [{ source: ['another'] }, { detail: { tier: [2] } }] }],
  ['a nested alternative', { detail: { $or: [{ tier: [9] }, { area: ['Millbrook'] }] } }],
  ['one object of an array', { lines: { colour: ['red'], size: [1] } }],
];

const passingBy: readonly (readonly [string, unknown])[] = [
  ['another text', { source: ['another'] }],
  ['a number told as text', { detail: { tier: ['2'] } }],
  ['one field of two', { source: ['referral-hub'], detail: { tier: [1] } }],
  ['a prefix of another', { 'detail-type': [{ prefix: 'referral.' }] }],
  ['a dot in a wildcard is only a dot', { 'detail-type': [{ wildcard: 'case?*' }] }],
  ['anything but what it is', { detail: { area: [{ 'anything-but': ['Millbrook', 'Oakfield'] }] } }],
  ['anything but, on what is absent', { detail: { urgency: [{ 'anything-but': 'urgent' }] } }],
  ['exists, on what is absent', { detail: { urgency: [{ exists: true }] } }],
  ['exists, on an object', { detail: { to: [{ exists: true }] } }],
  ['not exists, on what is there', { detail: { tier: [{ exists: false }] } }],
  ['a number out of bounds', { detail: { tier: [{ numeric: ['>', 2] }] } }],
  ['a number, on text', { detail: { area: [{ numeric: ['>', 0] }] } }],
  ['neither of two', { $or: [{ source: ['another'] }, { detail: { tier: [1] } }] }],
  ['one object of an array by halves', { lines: { colour: ['red'], size: [2] } }],
  ['a field of every object', { toString: [{ exists: true }] }],
];

const refused: readonly (readonly [string, unknown])[] = [
  ['no object', 'referral-hub'],
  ['no field', {}],
  ['no value', { source: [] }],
  ['a value without its list', { source: 'referral-hub' }],
  ['a matcher unknown', { source: [{ infix: 'x' }] }],
  ['two matchers in one', { source: [{ prefix: 'x', suffix: 'y' }] }],
  ['cidr', { detail: { ip: [{ cidr: '10.0.0.0/8' }] } }],
  ['two asterisks in a row', { source: [{ wildcard: 'a**b' }] }],
  ['bounds the wrong way round', { detail: { tier: [{ numeric: ['<', 2, '>', 1] }] } }],
  ['$or with one alternative', { $or: [{ source: ['x'] }] }],
  ['a field inside and beside $or', { source: ['x'], $or: [{ source: ['y'] }, { detail: { tier: [1] } }] }],
  ['a nested field inside and beside $or', { detail: { tier: [1] }, $or: [{ detail: { tier: [2] } }, { source: ['y'] }] }],
  ['exists: false under what may be an array of objects', { detail: { to: { kind: [{ exists: false }] } } }],
];

describe('an event pattern', () => {
  test.each(matching)('matches %s', (_, pattern) => expect(compile(pattern)(event)).toBe(true));
  test.each(passingBy)('passes by %s', (_, pattern) => expect(compile(pattern)(event)).toBe(false));
  test.each(refused)('is refused with %s', (_, pattern) => expect(() => compile(pattern)).toThrow(/^event pattern at /));
  test('takes an escaped asterisk for itself', () => {
    expect(compile({ source: [{ wildcard: 'a\\*b*' }] })({ source: 'a*bc' })).toBe(true);
    expect(compile({ source: [{ wildcard: 'a\\*b*' }] })({ source: 'axbc' })).toBe(false);
  });
});

test('the rule of each kind of recipient matches its own events alone', () => {
  for (const kind of recipientKinds) {
    const matched = recipientKinds.filter((other) => compile(ruleFor(kind))({ source: 'referral-hub', detail: { to: { kind: other } } }));
    expect(matched).toEqual([kind]);
  }
});
