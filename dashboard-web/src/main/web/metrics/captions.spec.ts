import { describe, expect, it } from 'vitest';
import { minute, moment } from '@/text/times';
import { paneCaption, since } from './captions';

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 0, 2, 12);

function points(...starts: number[]) {
  return starts.map((start) => ({ start, value: '1' }));
}

describe('the caption of a window', () => {
  it('names the length of its panes and where the first one starts', () => {
    const value = { unit: 'hour', points: points(NOON, NOON + HOUR) };

    expect(paneCaption('Revenue', { kind: 'value', value }, 'the pale one still runs')).toEqual({
      title: 'Revenue per hour',
      hint: `since ${minute(NOON)}, the pale one still runs`,
    });
  });

  it('promises nothing while the window is not known', () => {
    expect(paneCaption('Revenue', { kind: 'loading' }, 'the pale one still runs')).toEqual({
      title: 'Revenue',
    });
  });

  it('has seconds where the panes have, and the date where the first one is a day old', () => {
    expect(since(points(NOON + 10_000))).toBe(`since ${moment(NOON + 10_000, NOON)}`);
    expect(since(points(NOON - 24 * HOUR, NOON))).toBe(`since ${moment(NOON - 24 * HOUR, NOON)}`);
  });
});
