import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerOf, type Provision } from '../../policies/consent.ts';
import * as generated from '../support/generators.ts';
import { naiveAnswer } from '../support/naive-consent.ts';

const runs = { numRuns: 2000 };

it('reads a tree of provisions as a plain list of those that apply', () => {
  fc.assert(
    fc.property(generated.provisions, generated.scope, (provisions, scope) => {
      expect(answerOf(provisions, scope).answer).toBe(naiveAnswer(provisions, scope));
    }),
    runs,
  );
});

it('names the provision that gave the answer, and none when nothing speaks', () => {
  fc.assert(
    fc.property(generated.provisions, generated.scope, (provisions, scope) => {
      const { answer, provision } = answerOf(provisions, scope);
      const found = everyOne(provisions).find(({ id }) => id === provision);
      expect(found?.answer).toBe(answer === 'silent' ? undefined : answer);
    }),
    runs,
  );
});

it('lets a nested provision replace its parent’s answer, in its own scope and nowhere else', () => {
  fc.assert(
    fc.property(fc.constantFrom('permit' as const, 'deny' as const), generated.scope, generated.category, (answer, scope, category) => {
      const other = answer === 'permit' ? 'deny' : 'permit';
      const nested: Provision = { id: 'nested', answer: other, categories: [category], provisions: [] };
      const tree: Provision[] = [{ id: 'parent', answer, provisions: [nested] }];
      const inScope = scope.category === category;
      expect(answerOf(tree, scope)).toEqual(inScope ? { answer: other, provision: 'nested' } : { answer, provision: 'parent' });
    }),
    runs,
  );
});

it('finds that a list left empty names nobody and nothing', () => {
  fc.assert(
    fc.property(generated.scope, fc.constantFrom('recipients', 'purposes', 'categories'), (scope, empty) => {
      expect(answerOf([{ id: 'bare', answer: 'permit', [empty]: [], provisions: [] }], scope)).toEqual({ answer: 'silent' });
    }),
    runs,
  );
});

const everyOne = (provisions: readonly Provision[]): Provision[] => provisions.flatMap((each) => [each, ...everyOne(each.provisions)]);
