import { describe, expect, it } from 'vitest';
import { merge, type Pane, type Panes, SECOND } from './panes';
import { ratesOf } from './rates';

const MINUTE = 60 * SECOND;
const RUNNING = 10 * MINUTE + 4 * SECOND;

/** Panes with as many events as given in the seconds before the running one, and 1000 in that. */
function panes(type: string, ...events: number[]): Panes {
  const first = RUNNING - events.length * SECOND;
  const complete = events.map((n, i): Pane => [first + i * SECOND, n]);
  return { running: RUNNING, by: 'eventType', byType: new Map([[type, [...complete, [RUNNING, 1000]]]]) };
}

describe('rates', () => {
  it('count neither the running second nor those that may still grow', () => {
    const rates = ratesOf(panes('view', 2, 2, 2, 2, 2, 500, 500), MINUTE);

    expect(rates.total).toBe(2);
    expect(rates.until).toBe(RUNNING - 2 * SECOND);
  });

  it('are means over the complete seconds of each step', () => {
    const rates = ratesOf(panes('view', 5, 5, 5, 5, 5, 3, 3, 0, 0), MINUTE);

    // The last step has two complete seconds so far.
    expect(rates.steps.slice(-2)).toEqual([RUNNING - 9 * SECOND, RUNNING - 4 * SECOND]);
    expect(rates.byType.get('view')?.slice(-2)).toEqual([5, 3]);
  });

  it('begin with a step that is known as a whole', () => {
    const rates = ratesOf({ running: RUNNING, by: 'eventType', byType: new Map() }, MINUTE);

    expect(rates.steps[0]).toBe(RUNNING - MINUTE + SECOND);
  });

  it('are zero where nothing happened', () => {
    const rates = ratesOf({ running: RUNNING, by: 'eventType', byType: new Map() }, MINUTE);

    expect(rates.total).toBe(0);
    expect(rates.steps.length).toBeGreaterThan(10);
  });
});

describe('rates by event type', () => {
  it('are only those of a window by event type', () => {
    expect(ratesOf(panes('view', 2), MINUTE).now?.has('view')).toBe(true);
    expect(ratesOf({ ...panes('iOS', 2), by: 'data.platform' }, MINUTE).now).toBeUndefined();
  });
});

describe('merged panes', () => {
  it('take what is fresh, keep what is older and forget what is too old', () => {
    const before: Panes = {
      running: 90 * SECOND,
      by: 'eventType',
      byType: new Map([
        [
          'view',
          [
            [0, 1],
            [50_000, 2],
            [70_000, 3],
          ],
        ],
      ]),
    };
    const fresh: Panes = {
      running: 100 * SECOND,
      by: 'eventType',
      byType: new Map([
        [
          'view',
          [
            [70_000, 4],
            [99_000, 5],
          ],
        ],
      ]),
    };

    const merged = merge(before, fresh, 60 * SECOND, 80 * SECOND);

    expect(merged.running).toBe(100 * SECOND);
    expect(merged.byType.get('view')).toEqual([
      [50_000, 2],
      [70_000, 4],
      [99_000, 5],
    ]);
  });

  it('keep a type that was quiet lately', () => {
    const before: Panes = {
      running: 90 * SECOND,
      by: 'eventType',
      byType: new Map([['rare', [[50_000, 2]]]]),
    };
    const fresh: Panes = { running: 100 * SECOND, by: 'eventType', byType: new Map() };

    expect(merge(before, fresh, 60 * SECOND, 80 * SECOND).byType.get('rare')).toEqual([[50_000, 2]]);
  });
});
