import type { Ask } from '@/live/answers';
import { windowOf } from '@/metrics/window';
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
    const panes = panesOf(await windowOf(ask, METRIC, MINUTES));
    return { panes, whole: now };
  }
  const fresh = panesOf(await windowOf(ask, METRIC, 1));
  return {
    panes: merge(before.panes, fresh, fresh.running - MINUTE, MINUTES * MINUTE),
    whole: before.whole,
  };
}
