import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import LeaderBoard from './LeaderBoard.vue';

it('bars are as long as the share of the first place', () => {
  const entries = [
    { rank: 1, member: '/', score: '200' },
    { rank: 2, member: '/a', score: '50' },
  ];

  const bars = mount(LeaderBoard, { props: { entries } }).findAll('.bar');

  expect(bars.map((bar) => bar.attributes('style'))).toEqual(['inline-size: 100%;', 'inline-size: 25%;']);
});

it('an empty board says so', () => {
  expect(mount(LeaderBoard, { props: { entries: [] } }).text()).toBe('Nobody is on the board yet.');
});
