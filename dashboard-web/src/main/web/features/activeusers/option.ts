import { type Option, overTime } from '@/charts/axes';
import type { Theme } from '@/charts/theme';
import { exact, height } from '@/text/numbers';
import type { ActiveUsers } from './api';

export function toOption(users: ActiveUsers, theme: Theme): Option {
  const { points } = users;
  const range = [points[0]?.start ?? 0, points.at(-1)?.start ?? 0] as const;
  return {
    ...overTime(theme, range, ([, , count = '0']) => exact(count)),
    series: [
      {
        type: 'line',
        name: 'active users',
        color: theme.series[3] ?? theme.accent,
        symbol: 'none',
        lineStyle: { width: 1.8 },
        areaStyle: { opacity: 0.14 },
        data: points.map(({ start, value }) => [start, height(value), value]),
      },
    ],
  };
}
