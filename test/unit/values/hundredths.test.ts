// Exact arithmetic against a second, naive implementation in big integers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floorProduct, formatHundredths, formatProduct } from '../../../shared/values/hundredths.ts';

const base = fc.nat({ max: 1_000 });
const multipliers = fc.array(fc.nat({ max: 1_000 }), { maxLength: 5 });

function naiveFloor(start: number, factors: readonly number[]): bigint {
  const numerator = factors.reduce((product, factor) => product * BigInt(factor), BigInt(start));
  return (numerator - (numerator % 100n ** BigInt(factors.length))) / 100n ** BigInt(factors.length);
}

test('products that binary fractions get wrong', () => {
  expect(Math.floor(100 * 1.15)).toBe(114);
  expect(floorProduct(100, [115])).toBe(115);
  expect(floorProduct(50, [120, 110, 90])).toBe(59);
  expect(floorProduct(100, [])).toBe(100);
  expect(floorProduct(100, [0])).toBe(0);
});

test('floorProduct is the floor of the exact product', () => {
  fc.assert(
    fc.property(base, multipliers, (start, factors) => BigInt(floorProduct(start, factors)) === naiveFloor(start, factors)),
    { numRuns: 2_000 },
  );
});

test('the order of multipliers does not matter', () => {
  fc.assert(fc.property(base, multipliers, (start, factors) => floorProduct(start, factors) === floorProduct(start, factors.toReversed())));
});

test('what is written is the exact product: read back in big integers it gives the same number', () => {
  fc.assert(
    fc.property(base, multipliers, (start, factors) => {
      const text = formatProduct(start, factors);
      expect(text).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      const [whole = '', fraction = ''] = text.split('.');
      const digits = factors.length * 2;
      expect(BigInt(whole + fraction.padEnd(digits, '0'))).toBe(
        factors.reduce((product, factor) => product * BigInt(factor), BigInt(start)),
      );
      expect(BigInt(whole)).toBe(BigInt(floorProduct(start, factors)));
    }),
    { numRuns: 1_000 },
  );
});

test('a multiplier is written with two digits', () => {
  expect([115, 80, 5, 100, 0, 1_000].map(formatHundredths)).toEqual(['1.15', '0.80', '0.05', '1.00', '0.00', '10.00']);
  expect(formatProduct(50, [120, 110, 90])).toBe('59.4');
  expect(formatProduct(100, [115])).toBe('115');
});

test.each([[-1], [0.5], [Number.NaN], [Number.POSITIVE_INFINITY], [2 ** 53]])('%d is refused as a base and as a multiplier', (bad) => {
  expect(() => floorProduct(bad, [])).toThrow(RangeError);
  expect(() => floorProduct(1, [bad])).toThrow(RangeError);
});
