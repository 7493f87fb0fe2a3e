import { describe, expect, it } from 'vitest';
import { age } from './times';

const HOUR = 3_600_000;

describe('age', () => {
  it.each([
    [-1_500, '0 s'],
    [119_999, '119 s'],
    [120_000, '2 min'],
    [2 * HOUR, '2 h'],
    [72 * HOUR, '3 d'],
  ])('of %i ms is %s', (ms, text) => {
    expect(age(ms)).toBe(text);
  });
});
