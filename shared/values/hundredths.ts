// Exact arithmetic for numbers that people argue about. A multiplier of 1.15 is the integer 115.

export type Hundredths = number;

/**
 * floor(base × each multiplier), in integers only, so 100 × 1.15 is 115 (binary fractions say 114).
 * Throws a RangeError when an input is not a non-negative safe integer.
 */
export function floorProduct(base: number, multipliers: readonly Hundredths[]): number {
  let product = BigInt(checked(base));
  let scale = 1n;
  for (const multiplier of multipliers) {
    product *= BigInt(checked(multiplier));
    scale *= 100n;
  }
  return Number(product / scale);
}

function checked(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a non-negative integer: ${value}`);
  return value;
}

/** 115 → "1.15", 80 → "0.80": how a multiplier is written in a formula. */
export function formatHundredths(value: Hundredths): string {
  return `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

/** The exact product as a decimal without trailing zeros: base 50 × 120 × 110 × 90 → "59.4". */
export function formatProduct(base: number, multipliers: readonly Hundredths[]): string {
  const digits = multipliers.length * 2;
  const product = multipliers
    .reduce((sum, multiplier) => sum * BigInt(multiplier), BigInt(base))
    .toString()
    .padStart(digits + 1, '0');
  if (digits === 0) return product;
  const fraction = product.slice(-digits).replace(/0+$/, '');
  const whole = product.slice(0, -digits);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
