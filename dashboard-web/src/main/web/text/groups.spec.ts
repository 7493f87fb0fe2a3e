import { expect, it } from 'vitest';
import { groupName } from './groups';

it.each([
  ['__none__', '(none)'],
  ['__other__', '(other)'],
  ['___none__', '__none__'],
  ['/index.html', '/index.html'],
])('%s is shown as %s', (group, text) => {
  expect(groupName(group)).toBe(text);
});
