import { type Panes, SECOND } from './panes';

/** Events per second, by event type or what else the window is grouped by. */
export interface Rates {
  /** By event type, over the last complete seconds; absent if the window is not grouped by that. */
  readonly now: ReadonlyMap<string, number> | undefined;
  /** Over the same seconds. */
  readonly total: number;
  /** End of the last complete second, in epoch milliseconds. */
  readonly until: number;
  /** Starts of the steps of the chart. */
  readonly steps: readonly number[];
  /** For each step the mean over its complete seconds. */
  readonly byType: ReadonlyMap<string, readonly number[]>;
}

export const AVERAGED_SECONDS = 5;

const STEP = 5 * SECOND;
// Events of the seconds that have just ended may still be on their way to the store.
const SETTLING = 2 * SECOND;

/** The rates of the last `span` milliseconds. The second that runs, and the two before it, count nowhere. */
export function ratesOf(panes: Panes, span: number): Rates {
  const until = panes.running - SETTLING;
  // Only steps that are known from their first second on.
  const first = Math.ceil((panes.running - span) / STEP) * STEP;
  const steps = range(first, until);
  const now = new Map<string, number>();
  const byType = new Map<string, readonly number[]>();
  for (const [type, seconds] of panes.byType) {
    const complete = seconds.filter(([start]) => start >= first && start < until);
    const sums = steps.map(() => 0);
    let recent = 0;
    for (const [start, events] of complete) {
      const step = Math.floor((start - first) / STEP);
      sums[step] = (sums[step] ?? 0) + events;
      recent += start >= until - AVERAGED_SECONDS * SECOND ? events : 0;
    }
    now.set(type, recent / AVERAGED_SECONDS);
    byType.set(
      type,
      sums.map((events, i) => events / secondsOf(steps[i] ?? first, until)),
    );
  }
  const total = [...now.values()].reduce((a, b) => a + b, 0);
  return { now: panes.by === 'eventType' ? now : undefined, total, until, steps, byType };
}

// The last step has only the seconds that are complete.
function secondsOf(step: number, until: number): number {
  return Math.min(STEP, until - step) / SECOND;
}

function range(first: number, until: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((until - first) / STEP)) }, (_, i) => first + i * STEP);
}
