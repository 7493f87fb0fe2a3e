import { expect, it } from 'vitest';
import { historyOf } from './api';

it('panes that are no seconds are refused: rates made of them would be wrong', async () => {
  const ask = () => Promise.resolve({ at: 0, body: { unit: 'minute', groups: [] } });

  await expect(historyOf(ask, undefined, 0)).rejects.toMatchObject({
    status: 400,
    message: 'events_per_second has panes of one minute, and is shown here only by the second.',
  });
});
