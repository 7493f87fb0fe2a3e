import { computed, type ComputedRef, type Ref } from 'vue';
import type { Accounting } from './features/accounting/api';
import { ABOUT, type ActiveUsers } from './features/activeusers/api';
import { AVERAGED_SECONDS, type Rates } from './features/rate/rates';
import type { Revenue } from './features/revenue/api';
import type { Live } from './live/useLive';
import { since } from './metrics/captions';
import type { Point } from './metrics/window';
import { exact, rate } from './text/numbers';
import { age, moment } from './text/times';

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  readonly hint: string;
}

const JUST_NOW_MS = 2_000;

interface Sources {
  readonly rates: Readonly<Ref<Live<Rates>>>;
  readonly users: Readonly<Ref<Live<ActiveUsers>>>;
  readonly revenue: Readonly<Ref<Live<Revenue>>>;
  readonly accounting: Readonly<Ref<Live<Accounting>>>;
  readonly now: Readonly<Ref<number>>;
}

/** The numbers at the top. What the catalog does not define is left out. */
export function useKeyFigures(sources: Sources): ComputedRef<readonly Figure[]> {
  return computed(() =>
    [
      figure('rate', 'Events per second', sources.rates.value, (rates) => ({
        value: rate(rates.total),
        hint: `mean of the last ${AVERAGED_SECONDS} complete seconds`,
      })),
      figure('users', 'Active users', sources.users.value, ({ points, unit }) =>
        lastComplete(points.at(-1), unit),
      ),
      figure('revenue', 'Revenue', sources.revenue.value, ({ total, points }) => ({
        value: exact(total),
        hint: since(points),
      })),
      figure('folded', 'Events folded', sources.accounting.value, ({ offsets, fates }) => ({
        value: exact(offsets),
        hint: `${exact(fates.get('rejected') ?? '0')} of them rejected`,
      })),
      figure('newest', 'Newest event folded', sources.accounting.value, ({ newest }) =>
        freshness(newest, sources.now.value),
      ),
    ].filter((one) => one !== undefined),
  );
}

function lastComplete(pane: Point | undefined, unit: string): { value: string; hint: string } {
  return pane === undefined
    ? { value: '–', hint: `no ${unit} is complete yet` }
    : { value: exact(pane.value), hint: `${ABOUT}, in the last complete ${unit}` };
}

function freshness(newest: number | null, now: number): { value: string; hint: string } {
  return newest === null
    ? { value: '–', hint: 'none yet' }
    : {
        value: now - newest < JUST_NOW_MS ? 'just now' : `${age(now - newest)} ago`,
        hint: `log time ${moment(newest, now)}`,
      };
}

function figure<T>(
  id: string,
  title: string,
  live: Live<T>,
  of: (value: T) => { value: string; hint: string },
): Figure | undefined {
  switch (live.kind) {
    case 'undefined':
      return undefined;
    case 'value':
      return { id, title, ...of(live.value) };
    case 'loading':
      return { id, title, value: '–', hint: 'loading' };
    case 'failed':
      return { id, title, value: '–', hint: live.reason };
  }
}
