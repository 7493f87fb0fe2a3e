import { type Ask, type Decimal, Problem } from '@/live/answers';
import { type Point, windowOf } from '@/metrics/window';

export const METRIC = 'revenue';
const MINUTES = 60;

export interface Revenue {
  readonly unit: string;
  /** The last one still runs. */
  readonly points: readonly Point[];
  readonly total: Decimal | null;
}

export async function revenueOf(ask: Ask): Promise<Revenue> {
  const { unit, series } = await windowOf(ask, METRIC, MINUTES);
  const [only, second] = series;
  if (only === undefined || second !== undefined || only.group !== '') {
    throw new Problem(400, `${METRIC} is grouped, and shown here only without groups.`);
  }
  return { unit, points: only.points, total: only.total };
}
