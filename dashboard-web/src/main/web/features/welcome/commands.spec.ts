import { expect, it } from 'vitest';
import { commands } from './commands';

it('commands go to ports moved like the port of the page', () => {
  const moved = commands('127.0.0.1', '13080');
  const plain = commands('example.com', '');

  expect(moved.demo).toContain('--port-offset 5000');
  expect(moved.sendOne).toContain('http://127.0.0.1:13081/');
  expect(plain.demo).not.toContain('--port-offset');
  expect(plain.sendOne).toContain('http://example.com:8081/');
});
