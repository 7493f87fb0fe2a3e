import type { Series, Window } from '@/metrics/window';

/** The seconds in which something happened, by event type or what else the window is grouped by. */
export interface Panes {
  /** Start of the pane that runs, in epoch milliseconds. */
  readonly running: number;
  /** The field of the groups; empty if there are none. */
  readonly by: string;
  /** Seconds as epoch milliseconds with their number of events; those without any are left out. */
  readonly byType: ReadonlyMap<string, readonly Pane[]>;
}

export type Pane = readonly [start: number, events: number];

export const SECOND = 1_000;

/** Of a window of one second. */
export function panesOf(window: Window): Panes {
  const running = window.series[0]?.points.at(-1)?.start ?? Math.floor(window.at / SECOND) * SECOND;
  const byType = new Map(window.series.map((series) => [series.group, happened(series)]));
  return { running, by: window.by, byType };
}

/**
 * What is known of the last `span` milliseconds when `fresh`, which covers the time from `from` on, replaces that part of
 * what was known before.
 */
export function merge(before: Panes, fresh: Panes, from: number, span: number): Panes {
  const oldest = fresh.running - span;
  const byType = new Map<string, readonly Pane[]>();
  for (const type of new Set([...before.byType.keys(), ...fresh.byType.keys()])) {
    const kept = (before.byType.get(type) ?? []).filter(([start]) => start >= oldest && start < from);
    const panes = [...kept, ...(fresh.byType.get(type) ?? []).filter(([start]) => start >= from)];
    if (panes.length > 0) {
      byType.set(type, panes);
    }
  }
  return { running: fresh.running, by: fresh.by || before.by, byType };
}

function happened(series: Series): Pane[] {
  return series.points
    .map(({ start, value }): Pane => [start, Number(value)])
    .filter(([, events]) => events > 0);
}
