import { describe, expect, it } from 'vitest';
import { exact, height, rate, sum } from './numbers';

/** Without what the language of the machine puts between the digits. */
function digits(text: string): string {
  return text.replace(/[^0-9-]/g, '');
}

describe('numbers', () => {
  it('keep digits that a double does not have', () => {
    expect(digits(exact('98765432109876543210'))).toBe('98765432109876543210');
    expect(digits(exact('999999999999999.123456789'))).toBe('999999999999999123456789');
  });

  it('have two digits after the point or none', () => {
    expect(digits(exact('12.5'))).toBe('1250');
    expect(digits(exact('12'))).toBe('12');
  });

  it('are a dash where there is none', () => {
    expect(exact(null)).toBe('–');
    expect(height(null)).toBeNaN();
  });

  it('are summed exactly', () => {
    expect(sum(['0.1', '0.2', '12'])).toBe('12.3');
    expect(sum(['9007199254740993', '1'])).toBe('9007199254740994');
    expect(sum(['-0.75', '0.5'])).toBe('-0.25');
    expect(sum([])).toBe('0');
  });

  it('are rates with one digit after the point while they are small', () => {
    expect(digits(rate(0.2))).toBe('02');
    expect(digits(rate(1234.5))).toMatch(/^123[45]$/);
    expect(digits(rate(0))).toBe('0');
  });
});
