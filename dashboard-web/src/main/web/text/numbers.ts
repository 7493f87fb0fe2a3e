import type { Decimal } from '@/live/answers';

const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const EXACT = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 9 });
const ONE_DIGIT = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const COMPACT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** All digits, however many there are; two after the point at least, if any. A dash if there is no number. */
export function exact(decimal: Decimal | null): string {
  if (decimal === null) {
    return '–';
  }
  // Given as text, Intl formats each digit; TypeScript's own name for such text is narrower than ours.
  const text = decimal as `${number}`;
  return decimal.includes('.') ? EXACT.format(text) : WHOLE.format(text);
}

/** A rate per second or per minute: one digit after the point while that says something. */
export function rate(value: number): string {
  return value > 0 && value < 100 ? ONE_DIGIT.format(value) : WHOLE.format(value);
}

/** For axes: 12K, 3.4M. */
export function compact(value: number): string {
  return COMPACT.format(value);
}

/** Where a chart draws it: nowhere if there is no number. */
export function height(decimal: Decimal | null): number {
  return decimal === null ? NaN : Number(decimal);
}

/** The exact sum. */
export function sum(decimals: readonly Decimal[]): Decimal {
  const digits = Math.max(0, ...decimals.map((decimal) => fraction(decimal).length));
  const scaled = decimals.reduce((total, decimal) => total + BigInt(scaledBy(decimal, digits)), 0n);
  return digits === 0 ? scaled.toString() : withPoint(scaled, digits);
}

function fraction(decimal: Decimal): string {
  return decimal.split('.')[1] ?? '';
}

function scaledBy(decimal: Decimal, digits: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return whole + fraction.padEnd(digits, '0');
}

function withPoint(scaled: bigint, digits: number): Decimal {
  const sign = scaled < 0n ? '-' : '';
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
