import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { countersOf } from './api';
import CounterTable from './CounterTable.vue';

it('counters are sorted, and a grouped one is the sum of its groups', async () => {
  const counters = await countersOf(() =>
    Promise.resolve({
      at: 0,
      body: {
        counters: [
          { name: 'login', value: '9' },
          {
            name: 'by_platform',
            groups: [
              { by: { 'data.platform': 'iOS' }, value: '40' },
              { by: { 'data.platform': 'web' }, value: '2' },
            ],
          },
        ],
      },
    }),
  );

  expect(counters).toEqual([
    { name: 'by_platform', value: '42', by: ['data.platform'] },
    { name: 'login', value: '9', by: [] },
  ]);
});

it('what an event says its type is stays text', () => {
  const name = '<img src=x onerror=alert(1)>';

  const table = mount(CounterTable, {
    props: { counters: [{ name, value: '1', by: [] }], colours: new Map() },
  });

  expect(table.text()).toContain(name);
  expect(table.find('img').exists()).toBe(false);
});
