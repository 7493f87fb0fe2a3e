import { expect, it } from 'vitest';
import type { Ask } from '@/live/answers';
import { windowOf } from './window';

function answering(body: unknown): Ask {
  return () => Promise.resolve({ body, at: 7 });
}

it('a window without groups is one series', async () => {
  const points = [{ start: '2026-01-01T00:00:00Z', value: '1.5' }];

  const window = await windowOf(answering({ unit: 'minute', points, total: '1.5' }), 'revenue', 60);

  expect(window).toEqual({
    unit: 'minute',
    by: '',
    at: 7,
    series: [{ group: '', total: '1.5', points: [{ start: Date.UTC(2026, 0, 1), value: '1.5' }] }],
  });
});

it('a grouped window is a series for each group', async () => {
  const groups = [{ by: { eventType: 'search' }, points: [], total: '0' }];

  const window = await windowOf(answering({ unit: 'second', groups }), 'events_per_second', 1);

  expect(window.by).toBe('eventType');
  expect(window.series).toEqual([{ group: 'search', total: '0', points: [] }]);
});

it('a window without events has no total, and panes without values', async () => {
  const points = [{ start: '2026-01-01T00:00:00Z', value: null }];

  const window = await windowOf(answering({ unit: 'minute', points, total: null }), 'latency', 60);

  expect(window.series).toEqual([
    { group: '', total: null, points: [{ start: Date.UTC(2026, 0, 1), value: null }] },
  ]);
});

it.each([
  ['its total', { points: [], total: { '0.5': '1', '0.99': null } }],
  ['its points', { points: [{ start: '2026-01-01T00:00:00Z', values: { '10': '1' } }], total: null }],
])('a metric that is several numbers by %s is a problem of that metric', async (_, panes) => {
  const problem = { status: 400, message: 'latency is several numbers, and cannot be shown here.' };

  const whole = windowOf(answering({ unit: 'minute', ...panes }), 'latency', 60);
  const grouped = windowOf(
    answering({ unit: 'minute', groups: [{ by: { a: 'b' }, ...panes }] }),
    'latency',
    60,
  );

  await expect(whole).rejects.toMatchObject(problem);
  await expect(grouped).rejects.toMatchObject(problem);
});
