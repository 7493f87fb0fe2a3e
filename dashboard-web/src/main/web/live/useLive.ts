import { inject, type InjectionKey, onScopeDispose, type Ref, type ShallowRef, shallowRef } from 'vue';
import { type Ask, Problem } from './answers';
import type { Connection, Rounds } from './rounds';

// What is not defined is seldom defined soon, and browsers log each 404 as an error.
const ASK_AGAIN_MS = 30_000;

export const ROUNDS: InjectionKey<Rounds> = Symbol('rounds');

/** What the last successful round knows about one thing. */
export type Live<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'value'; readonly value: T }
  /** The catalog does not define it. */
  | { readonly kind: 'undefined' }
  | { readonly kind: 'failed'; readonly reason: string };

/** Keeps something up to date for as long as the component lives. What was loaded before is given to `load`. */
export function useLive<T>(
  load: (ask: Ask, before: T | undefined) => Promise<T>,
): Readonly<ShallowRef<Live<T>>> {
  const state = shallowRef<Live<T>>({ kind: 'loading' });
  let notBefore = 0;
  const remove = useRounds().add(async (ask) => {
    const next = await loaded(ask);
    return () => {
      state.value = next;
    };
  });
  onScopeDispose(remove);
  return state;

  async function loaded(ask: Ask): Promise<Live<T>> {
    if (Date.now() < notBefore) {
      return state.value;
    }
    try {
      const before = state.value.kind === 'value' ? state.value.value : undefined;
      return { kind: 'value', value: await load(ask, before) };
    } catch (e) {
      if (e instanceof Problem && e.concernsOneMetric) {
        if (e.status !== 404) {
          return { kind: 'failed', reason: e.message };
        }
        notBefore = Date.now() + ASK_AGAIN_MS;
        return { kind: 'undefined' };
      }
      throw e;
    }
  }
}

export function useConnection(): Readonly<Ref<Connection>> {
  return useRounds().connection;
}

/** The server's time in epoch milliseconds, every second. */
export function useServerNow(): Readonly<Ref<number>> {
  return useRounds().serverNow;
}

function useRounds(): Rounds {
  const rounds = inject(ROUNDS);
  if (rounds === undefined) {
    throw new Error('No rounds were provided.');
  }
  return rounds;
}
