import { mount } from '@vue/test-utils';
import { defineComponent, shallowRef } from 'vue';
import { describe, expect, it, vi } from 'vitest';
import { type Ask, Problem } from './answers';
import type { Rounds, Source } from './rounds';
import { type Live, ROUNDS, useLive } from './useLive';

const ask: Ask = () => Promise.reject(new Error('not asked here'));

/** A component that loads, and a round of its source. */
function loading(load: () => Promise<string>) {
  const sources = new Set<Source>();
  const rounds: Rounds = {
    connection: shallowRef({ kind: 'connecting' }),
    serverNow: shallowRef(0),
    add: (source) => {
      sources.add(source);
      return () => sources.delete(source);
    },
    start: () => undefined,
    stop: () => undefined,
  };
  let live: Readonly<{ value: Live<string> }> = { value: { kind: 'loading' } };
  const component = defineComponent({
    setup() {
      live = useLive(load);
      return () => null;
    },
  });
  const wrapper = mount(component, { global: { provide: { [ROUNDS as symbol]: rounds } } });
  const round = async () => {
    for (const source of sources) {
      (await source(ask))();
    }
  };
  return { state: () => live.value, round, sources, wrapper };
}

describe('useLive', () => {
  it('tells a metric that the catalog does not define from one that failed', async () => {
    const missing = loading(() => Promise.reject(new Problem(404, 'no such metric')));
    const damaged = loading(() => Promise.reject(new Problem(500, 'the store is damaged')));

    await missing.round();
    await damaged.round();

    expect(missing.state()).toEqual({ kind: 'undefined' });
    expect(damaged.state()).toEqual({ kind: 'failed', reason: 'the store is damaged' });
  });

  it('shows a metric that is defined later', async () => {
    let defined = false;
    const tile = loading(() =>
      defined ? Promise.resolve('here') : Promise.reject(new Problem(404, 'no such metric')),
    );
    await tile.round();

    defined = true;
    vi.useFakeTimers({ now: Date.now() + 31_000 });
    await tile.round();
    vi.useRealTimers();

    expect(tile.state()).toEqual({ kind: 'value', value: 'here' });
  });

  it('does not ask every second for a metric that is not defined', async () => {
    let asked = 0;
    const tile = loading(() => {
      asked += 1;
      return Promise.reject(new Problem(404, 'no such metric'));
    });

    await tile.round();
    await tile.round();

    expect(asked).toBe(1);
    expect(tile.state()).toEqual({ kind: 'undefined' });
  });

  it('leaves it to the connection when the store is away', async () => {
    const tile = loading(() => Promise.reject(new Problem(503, 'Redis does not answer')));

    await expect(tile.round()).rejects.toThrow('Redis does not answer');
    expect(tile.state()).toEqual({ kind: 'loading' });
  });

  it('asks no more once its component is gone', () => {
    const tile = loading(() => Promise.resolve('here'));

    tile.wrapper.unmount();

    expect(tile.sources.size).toBe(0);
  });
});
