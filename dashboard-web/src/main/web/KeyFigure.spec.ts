import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import KeyFigure from './KeyFigure.vue';

it('a long number keeps all of its digits, may break between its groups only and is told whole in the title', () => {
  const value = '2,000,000,000,000,000.246913578';

  const figure = mount(KeyFigure, { props: { title: 'Revenue', value, hint: '' } }).find('.value');

  expect(figure.text()).toBe(value);
  expect(figure.attributes('title')).toBe(value);
  expect(figure.html().split('<wbr>').length).toBe(7);
  expect(figure.attributes('style')).toContain(`--length: ${value.length}`);
});
