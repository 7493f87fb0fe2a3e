import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import DownNotice from './DownNotice.vue';

it('says what is away, how old the values are and when it tries again', () => {
  const down = {
    kind: 'down',
    cause: 'store',
    reason: 'Redis does not answer',
    asOf: 1_000,
    retryAt: 95_000,
  } as const;

  const text = mount(DownNotice, { props: { down, now: 91_000 } }).text();

  expect(text).toContain('its store is not');
  expect(text).toContain('90 s old');
  expect(text).toContain('Trying again in 4 s');
});
