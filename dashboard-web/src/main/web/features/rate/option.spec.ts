import { expect, it } from 'vitest';
import type { Theme } from '@/charts/theme';
import { toOption } from './option';
import type { Rates } from './rates';

const THEME: Theme = {
  surface: '#fff',
  text: '#000',
  muted: '#888',
  line: '#eee',
  accent: '#0ff',
  other: '#999',
  series: ['#100', '#200'],
};

it('types without a colour are one layer on top', () => {
  const rates: Rates = {
    now: new Map(),
    total: 0,
    until: 15_000,
    steps: [5_000, 10_000],
    byType: new Map([
      ['rare', [1, 0]],
      ['search', [2, 2]],
      ['view', [3, 3]],
      ['rarer', [0, 4]],
    ]),
  };

  const option = toOption(
    rates,
    new Map([
      ['view', 0],
      ['search', 1],
    ]),
    THEME,
  );

  expect(option.series).toMatchObject([
    {
      name: 'view',
      color: '#100',
      data: [
        [5_000, 3],
        [10_000, 3],
      ],
    },
    { name: 'search', color: '#200' },
    {
      name: 'other',
      color: '#999',
      data: [
        [5_000, 1],
        [10_000, 4],
      ],
    },
  ]);
});
