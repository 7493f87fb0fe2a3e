import { shallowRef } from 'vue';
import { expect, it } from 'vitest';
import type { ActiveUsers } from './features/activeusers/api';
import type { Revenue } from './features/revenue/api';
import type { Live } from './live/useLive';
import { minute } from './text/times';
import { type Figure, useKeyFigures } from './useKeyFigures';

const START = Date.UTC(2026, 0, 2, 12);

function figureOf(
  id: string,
  { users, revenue }: { users?: ActiveUsers; revenue?: Revenue } = {},
): Figure | undefined {
  const figures = useKeyFigures({
    rates: shallowRef({ kind: 'loading' }),
    users: shallowRef(live(users)),
    revenue: shallowRef(live(revenue)),
    accounting: shallowRef({ kind: 'loading' }),
    now: shallowRef(START),
  });
  return figures.value.find((figure) => figure.id === id);
}

function live<T>(value: T | undefined): Live<T> {
  return value === undefined ? { kind: 'loading' } : { kind: 'value', value };
}

it('revenue says from when on it is, whatever the length of its panes', () => {
  const revenue = { unit: 'hour', points: [{ start: START, value: '2' }], total: '2' };

  expect(figureOf('revenue', { revenue })).toMatchObject({ value: '2', hint: `since ${minute(START)}` });
});

it('active users are told as the estimate that they are', () => {
  const users = { unit: 'hour', points: [{ start: START, value: '7' }] };

  expect(figureOf('users', { users })).toMatchObject({
    value: '7',
    hint: 'about, ±1 %, in the last complete hour',
  });
});

it('without a complete pane the active users are not known, rather than none', () => {
  const users = { unit: 'day', points: [] };

  expect(figureOf('users', { users })).toMatchObject({ value: '–', hint: 'no day is complete yet' });
});

it('figures without events are a dash', () => {
  const points = [{ start: START, value: null }];

  const revenue = figureOf('revenue', { revenue: { unit: 'hour', points, total: null } });
  const users = figureOf('users', { users: { unit: 'hour', points } });

  expect(revenue).toMatchObject({ value: '–', hint: `since ${minute(START)}` });
  expect(users).toMatchObject({ value: '–' });
});
