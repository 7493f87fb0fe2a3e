import { type Option, overTime } from '@/charts/axes';
import type { Theme } from '@/charts/theme';
import { groupName } from '@/text/groups';
import { rate } from '@/text/numbers';
import type { Rates } from './rates';

/** The rates stacked by type. Types without a colour of their own are one layer, "other". */
export function toOption(rates: Rates, colours: ReadonlyMap<string, number>, theme: Theme): Option {
  const layers = [...rates.byType]
    .filter(([type]) => colours.has(type))
    .sort(([a], [b]) => (colours.get(a) ?? 0) - (colours.get(b) ?? 0))
    .map(([type, values]) =>
      layer(groupName(type) || 'events', values, theme.series[colours.get(type) ?? 0] ?? theme.other, rates),
    );
  const rest = [...rates.byType].filter(([type]) => !colours.has(type)).map(([, values]) => values);
  if (rest.length > 0) {
    const values = rates.steps.map((_, i) => rest.reduce((total, one) => total + (one[i] ?? 0), 0));
    layers.push(layer('other', values, theme.other, rates));
  }
  const range = [rates.steps[0] ?? rates.until, rates.until] as const;
  return { ...overTime(theme, range, ([, value]) => `${rate(value)}/s`), series: layers };
}

function layer(name: string, values: readonly number[], colour: string, rates: Rates) {
  return {
    type: 'line',
    name,
    stack: 'rate',
    color: colour,
    symbol: 'none',
    lineStyle: { width: 1.2 },
    areaStyle: { opacity: 0.55 },
    emphasis: { disabled: true },
    data: rates.steps.map((step, i) => [step, values[i] ?? 0]),
  };
}
