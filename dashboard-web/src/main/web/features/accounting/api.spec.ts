import { expect, it } from 'vitest';
import { accountingOf } from './api';

function topic(
  name: string,
  offsets: string,
  rejected: string,
  progress: string | null,
  broken: string | null = null,
) {
  return {
    topic: name,
    partitions: [{ partition: '0', ledger: offsets, progress }],
    offsets,
    fates: { counted: '1', rejected },
    broken,
  };
}

it('topics are added up, and the newest log time is that of any partition', async () => {
  const body = {
    topics: [topic('a', '5', '4', null), topic('b', '2', '1', '2026-01-01T00:00:01Z', 'foreign type')],
    metrics: [{ name: 'm', matched: '1', applied: '1', late: '0', unusable: '0', broken: 'overflow' }],
  };

  const accounting = await accountingOf(() => Promise.resolve({ body, at: 0 }));

  expect(accounting.offsets).toBe('7');
  expect(Object.fromEntries(accounting.fates)).toEqual({ counted: '2', rejected: '5' });
  expect(accounting.newest).toBe(Date.UTC(2026, 0, 1, 0, 0, 1));
  expect(accounting.broken).toEqual(['Topic b: foreign type', 'm: overflow']);
});

it('a log of which nothing was folded has no newest time', async () => {
  const { newest, offsets } = await accountingOf(() =>
    Promise.resolve({
      body: { topics: [{ ...topic('a', '0', '0', null), partitions: [] }], metrics: [] },
      at: 0,
    }),
  );

  expect(newest).toBeNull();
  expect(offsets).toBe('0');
});
