import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRounds, type Rounds } from './rounds';

const SECOND = 1_000;

let rounds: Rounds;
let shown: unknown[];
let hidden = false;

function answer(body: string, status = 200): Response {
  return new Response(body, { status });
}

function asksFor(path: string): void {
  rounds.add(async (ask) => {
    const { body } = await ask(path);
    return () => shown.push(body);
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  hidden = false;
  shown = [];
  rounds = createRounds();
});

afterEach(() => {
  rounds.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function serves(fetching: (path: string, init: RequestInit) => Promise<Response>) {
  const fetched = vi.fn(fetching);
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('rounds', () => {
  it('ask once a second and keep every digit', async () => {
    const fetched = serves(() => Promise.resolve(answer('{"value":12345678901234567890.000000001}')));
    asksFor('counters');

    rounds.start();
    await vi.advanceTimersByTimeAsync(2.5 * SECOND);

    expect(fetched).toHaveBeenCalledTimes(3);
    expect(shown[0]).toEqual({ value: '12345678901234567890.000000001' });
    expect(rounds.connection.value.kind).toBe('live');
  });

  it('wait for one another', async () => {
    const fetched = serves(() => new Promise((resolve) => setTimeout(resolve, 3 * SECOND, answer('{}'))));
    asksFor('counters');

    rounds.start();
    await vi.advanceTimersByTimeAsync(2.9 * SECOND);
    expect(fetched).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(0.2 * SECOND);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('show all of their answers or none', async () => {
    serves((path) => Promise.resolve(path.endsWith('a') ? answer('{}') : answer('{"detail":"away"}', 503)));
    asksFor('a');
    asksFor('b');

    rounds.start();
    await vi.advanceTimersByTimeAsync(0);

    expect(shown).toEqual([]);
    expect(rounds.connection.value).toMatchObject({ kind: 'down', cause: 'store', reason: 'away' });
  });

  it('come ever more rarely while nothing answers, tell since when, and recover alone', async () => {
    let down = false;
    const fetched = serves(() => (down ? Promise.reject(new TypeError()) : Promise.resolve(answer('{}'))));
    asksFor('counters');
    rounds.start();
    await vi.advanceTimersByTimeAsync(0);
    const asOf = Date.now();

    down = true;
    await vi.advanceTimersByTimeAsync(60 * SECOND);

    expect(rounds.connection.value).toMatchObject({ kind: 'down', cause: 'api', asOf });
    // 1 s after the good one, then after 1, 2, 4, 8, 10, 10, … s
    expect(fetched.mock.calls.length).toBe(10);

    down = false;
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(rounds.connection.value.kind).toBe('live');
  });

  it('give up on an answer that does not come', async () => {
    serves(
      (_, { signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'));
          });
        }),
    );
    asksFor('counters');

    rounds.start();
    await vi.advanceTimersByTimeAsync(5 * SECOND);

    expect(rounds.connection.value).toMatchObject({
      kind: 'down',
      cause: 'api',
      reason: 'No answer in time.',
    });
  });

  it('rest while the page is hidden and go on at once when it is seen', async () => {
    const fetched = serves(() => Promise.resolve(answer('{}')));
    asksFor('counters');
    rounds.start();
    await vi.advanceTimersByTimeAsync(0);

    hidden = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(fetched).toHaveBeenCalledTimes(1);

    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(fetched).toHaveBeenCalledTimes(2);
  });
});
