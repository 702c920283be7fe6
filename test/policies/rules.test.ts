import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../policies/clauses/index.ts';
import { type Inquiry, type Owner, objects } from '../../policies/clauses/rule.ts';
import { decide } from '../../policies/decide.ts';
import { inWords } from '../../policies/explain.ts';

const files = readdirSync(new URL('../../policies/clauses/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));

/** What the whole decision says of an example: no other rule, nor how answers are put together, may undo an objection. */
const outcome = ({ owner, category, collected, offenderNamed, clause, ...rest }: Inquiry) => {
  const offender: Owner = { key: 'alleged', role: 'alleged-offender', consents: [[]] };
  const owners = offenderNamed ? [owner, offender] : [owner];
  return decide({ ...rest, owners, asked: [{ owner: owner.key, category, collected }], clauses: [clause] }).rulings[0]?.outcome;
};

it('lists every rule that has a file, by the name of its file', () => {
  expect(rules.map(({ id }) => id).sort()).toEqual(files.filter((file) => !['index', 'rule', 'example'].includes(file)).sort());
});

describe.each(rules)('$id', (rule) => {
  it('says in a sentence what it demands', () => {
    expect(rule.sentence).toMatch(/^[A-Z].+\.$/);
  });

  it('has examples on both sides', () => {
    expect(rule.examples.permit.length).toBeGreaterThan(0);
    expect(rule.examples.deny.length).toBeGreaterThan(0);
  });

  it.each(rule.examples.permit.map((example, index) => [index + 1, example] as const))('lets its example %i through', (_, example) => {
    expect(objects(rule.test(example))).toBe(false);
  });

  it.each(rule.examples.deny.map((example, index) => [index + 1, example] as const))(
    'stops its example %i, and so does the decision',
    (_, example) => {
      const finding = rule.test(example);
      expect(objects(finding)).toBe(true);
      if (objects(finding) && finding.outcome === 'hold') expect(inWords(finding.ask === undefined ? [] : [finding.ask])[0]).toMatch(/\.$/);
      if (objects(finding)) expect(finding.sentence).toMatch(/\.$/);
      expect(outcome(example)).not.toBe('permit');
    },
  );

  it('finds the same each time it is asked', () => {
    for (const example of [...rule.examples.permit, ...rule.examples.deny]) expect(rule.test(example)).toStrictEqual(rule.test(example));
  });
});
