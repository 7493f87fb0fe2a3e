import { type Option, overTime } from '@/charts/axes';
import type { Theme } from '@/charts/theme';
import { exact, height } from '@/text/numbers';
import type { Revenue } from './api';

/** One bar a pane; that of the running pane is pale, since it still grows. */
export function toOption(revenue: Revenue, theme: Theme): Option {
  const { points } = revenue;
  const [first, last] = [points[0]?.start ?? 0, points.at(-1)?.start ?? 0];
  const half = points.length > 1 ? (last - first) / (points.length - 1) / 2 : 0;
  return {
    ...overTime(theme, [first - half, last + half], ([, , amount = '0']) => exact(amount)),
    series: [
      {
        type: 'bar',
        name: 'revenue',
        color: theme.accent,
        barMaxWidth: 14,
        barCategoryGap: '25%',
        data: points.map(({ start, value }, i) => ({
          value: [start, height(value), value],
          itemStyle: { opacity: i === points.length - 1 ? 0.4 : 1, borderRadius: [2, 2, 0, 0] },
        })),
      },
    ],
  };
}
