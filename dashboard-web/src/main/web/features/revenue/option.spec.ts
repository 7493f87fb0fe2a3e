import { expect, it } from 'vitest';
import { toOption as usersOption } from '@/features/activeusers/option';
import type { Theme } from '@/charts/theme';
import { exact } from '@/text/numbers';
import { toOption } from './option';

const THEME: Theme = {
  surface: '',
  text: '',
  muted: '',
  line: '',
  accent: '',
  other: '',
  series: [],
};
const AMOUNT = '2000000000000000.246913578';
const COUNT = '9007199254740993';

interface Charted {
  readonly series: readonly { readonly data: readonly (object | { readonly value: object })[] }[];
  readonly tooltip: { readonly formatter: (entries: readonly object[]) => string };
}

/** What the tooltip says about the first pane, which ECharts gives it as it is in the series. */
function tooltip(option: object): string {
  const { series, tooltip } = option as Charted;
  const datum = series[0]?.data[0] ?? {};
  const value = 'value' in datum ? datum.value : datum;
  return tooltip.formatter([{ marker: '', seriesName: 's'.repeat(1_024), value }]);
}

it('the tooltip has digits that a double does not have', () => {
  const points = (value: string) => [{ start: 0, value }];

  expect(tooltip(toOption({ unit: 'minute', points: points(AMOUNT), total: AMOUNT }, THEME))).toContain(
    exact(AMOUNT),
  );
  expect(tooltip(usersOption({ unit: 'minute', points: points(COUNT) }, THEME))).toContain(exact(COUNT));
});

it('a name that is too long for a tooltip is shortened rather than the number', () => {
  const text = tooltip(
    toOption({ unit: 'minute', points: [{ start: 0, value: AMOUNT }], total: AMOUNT }, THEME),
  );

  expect(text).toContain(`sss…  ${exact(AMOUNT)}`);
  expect(text.length).toBeLessThan(120);
});
