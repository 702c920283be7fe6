import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nhsNumberOf } from '../../contracts/sources/parts.ts';

const runs = { numRuns: 500 };

/** Nine digits, and their check digit by the weights of the NHS Data Dictionary; ten cannot be one. */
const issued = fc
  .array(fc.nat(9), { minLength: 9, maxLength: 9 })
  .map((digits) => {
    const weighted = [10, 9, 8, 7, 6, 5, 4, 3, 2].map((weight, index) => weight * (digits[index] ?? 0));
    const check = 11 - (weighted.reduce((a, b) => a + b, 0) % 11);
    return { digits, check: check === 11 ? 0 : check };
  })
  .filter(({ check }) => check !== 10)
  .map(({ digits, check }) => [...digits, check].join(''));

it('takes a number whose check digit is right, however it is spaced', () => {
  fc.assert(
    fc.property(issued, (number) => {
      expect(nhsNumberOf(number)).toBe(number);
      expect(nhsNumberOf(` ${number.slice(0, 3)} ${number.slice(3, 6)}-${number.slice(6)} `)).toBe(number);
    }),
    runs,
  );
});

it('notices any one digit changed, and any two different neighbours swapped', () => {
  fc.assert(
    fc.property(issued, fc.nat(9), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
      const digits = [...number];
      expect(nhsNumberOf(digits.with(place, String((Number(digits[place]) + by) % 10)).join(''))).toBeUndefined();
      const [a, b] = [digits[place], digits[place + 1]];
      if (a !== undefined && b !== undefined && a !== b)
        expect(
          nhsNumberOf(
            digits
              .with(place, b)
              .with(place + 1, a)
              .join(''),
          ),
        ).toBeUndefined();
    }),
    runs,
  );
});

it('gives at most one of ten last digits to any nine', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{9}$/), (nine) => {
      const taken = Array.from('0123456789').filter((last) => nhsNumberOf(nine + last));
      expect(taken.length).toBeLessThanOrEqual(1);
    }),
    runs,
  );
});

it.each(['', '999012345', '99901234540', '999012345x', '٩٩٩٠١٢٣٤٥٤'])('takes nothing but ten digits: %j', (written) => {
  expect(nhsNumberOf(written)).toBeUndefined();
});
