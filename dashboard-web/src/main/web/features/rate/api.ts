import { type Ask, Problem } from '@/live/answers';
import { type Window, windowOf } from '@/metrics/window';
import { merge, type Panes, panesOf } from './panes';

export const METRIC = 'events_per_second';
export const MINUTES = 10;

const MINUTE = 60_000;

/** What was loaded, and when all of it was loaded last. */
export interface History {
  readonly panes: Panes;
  /** By the server's clock, in epoch milliseconds. */
  readonly whole: number;
}

/** All minutes now and then, else only the last one: that is a tenth of the answer, and late events are rare. */
export async function historyOf(ask: Ask, before: History | undefined, now: number): Promise<History> {
  if (before === undefined || now - before.whole > MINUTE / 2) {
    const panes = panesOf(await seconds(ask, MINUTES));
    return { panes, whole: now };
  }
  const fresh = panesOf(await seconds(ask, 1));
  return {
    panes: merge(before.panes, fresh, fresh.running - MINUTE, MINUTES * MINUTE),
    whole: before.whole,
  };
}

async function seconds(ask: Ask, minutes: number): Promise<Window> {
  const window = await windowOf(ask, METRIC, minutes);
  if (window.unit !== 'second') {
    throw new Problem(
      400,
      `${METRIC} has panes of one ${window.unit}, and is shown here only by the second.`,
    );
  }
  return window;
}
