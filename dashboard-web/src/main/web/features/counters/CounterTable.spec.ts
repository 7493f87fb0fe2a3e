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

it('a counter that is no group of the rates is not said to stand still', () => {
  const counters = [
    { name: 'view', value: '5', by: [] },
    { name: 'of_the_catalog', value: '4', by: [] },
  ];
  const props = { counters, rates: new Map([['view', 3]]), colours: new Map([['view', 0]]) };

  const rows = mount(CounterTable, { props }).findAll('tbody tr');

  expect(rows.map((row) => row.find('.quiet').text())).toEqual(['3.0', '–']);
  expect(rows.map((row) => row.find('.swatch').exists())).toEqual([true, false]);
});
