import { type Ask, Problem } from '@/live/answers';
import { type Point, windowOf } from '@/metrics/window';

export const METRIC = 'active_users';
const MINUTES = 60;

/** Distinct users are estimated: the standard error of the store's sketch is 0.81 %. */
export const ABOUT = 'about, ±1 %';

export interface ActiveUsers {
  readonly unit: string;
  /** Complete panes only: the number of the running one says little. */
  readonly points: readonly Point[];
}

export async function activeUsersOf(ask: Ask): Promise<ActiveUsers> {
  const { unit, series } = await windowOf(ask, METRIC, MINUTES);
  const [only, second] = series;
  if (only === undefined || second !== undefined || only.group !== '') {
    throw new Problem(400, `${METRIC} is grouped, and shown here only without groups.`);
  }
  return { unit, points: only.points.slice(0, -1) };
}
