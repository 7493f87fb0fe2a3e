import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { exact } from '@/text/numbers';
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

it('a score keeps all of its digits and a long member is told whole in the title', () => {
  const [member, score] = ['/a'.repeat(512), '999999999999999.123456789'];

  const board = mount(LeaderBoard, { props: { entries: [{ rank: 1, member, score }] } });

  expect(board.find('.score').text()).toBe(exact(score));
  expect(board.find('.member').attributes('title')).toBe(member);
});
