import { type ShallowRef, shallowRef } from 'vue';
import { type Ask, asking, Problem, Unreachable } from './answers';

/** What is known about the way to the numbers. All times are the server's, in epoch milliseconds. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly asOf: number }
  | {
      readonly kind: 'down';
      /** The API itself does not answer, or it does and its store is away. */
      readonly cause: 'api' | 'store';
      readonly reason: string;
      /** When the values shown were asked; absent if there are none. */
      readonly asOf?: number;
      readonly retryAt: number;
    };

/** Asks for one thing, and gives what puts the answer on the page once the whole round has succeeded. */
export type Source = (ask: Ask) => Promise<() => void>;

/**
 * The page's only way to the API: asks all sources together, once a second, one round at a time. A round puts all of
 * its answers on the page or none. While nothing answers it tries again ever more rarely; while the page is hidden it
 * asks nothing. Server push can replace it behind the same face.
 */
export interface Rounds {
  readonly connection: Readonly<ShallowRef<Connection>>;
  /** The server's time, moving on with every second also while nothing answers. */
  readonly serverNow: Readonly<ShallowRef<number>>;
  add(source: Source): () => void;
  start(): void;
  stop(): void;
}

const EVERY_MS = 1_000;
const TIMEOUT_MS = 5_000;
const LONGEST_PAUSE_MS = 10_000;
// The Date header has whole seconds: clocks this close are taken for equal.
const CLOCK_TOLERANCE_MS = 2_500;

export function createRounds(): Rounds {
  const connection = shallowRef<Connection>({ kind: 'connecting' });
  const serverNow = shallowRef(Date.now());
  const sources = new Set<Source>();
  let aborter: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;
  let clockOffset = 0;
  let asOf: number | undefined;
  let failures = 0;

  async function round(): Promise<void> {
    const begin = Date.now();
    const mine = new AbortController();
    aborter = mine;
    const timeout = setTimeout(() => {
      mine.abort();
    }, TIMEOUT_MS);
    const failure = await settle(timed(asking(mine.signal)));
    clearTimeout(timeout);
    mine.abort(); // what is still under way after a failure
    if (aborter !== mine) {
      return; // stopped meanwhile
    }
    aborter = undefined;
    tick();
    timer = setTimeout(() => void round(), failure === undefined ? succeeded(begin) : failed(failure));
  }

  /** The failure of the round; none: all answers are on the page. */
  async function settle(ask: Ask): Promise<Problem | Unreachable | undefined> {
    try {
      const commits = await Promise.all([...sources].map((source) => source(ask)));
      commits.forEach((commit) => {
        commit();
      });
      return undefined;
    } catch (e) {
      return e instanceof Problem || e instanceof Unreachable ? e : new Unreachable(String(e));
    }
  }

  function timed(ask: Ask): Ask {
    return async (path) => {
      const answer = await ask(path);
      const offset = answer.at - Date.now();
      clockOffset = Math.abs(offset) < CLOCK_TOLERANCE_MS ? 0 : offset;
      return answer;
    };
  }

  function succeeded(begin: number): number {
    failures = 0;
    asOf = Date.now() + clockOffset;
    connection.value = { kind: 'live', asOf };
    return Math.max(0, begin + EVERY_MS - Date.now());
  }

  function failed(failure: Problem | Unreachable): number {
    const pause = Math.min(EVERY_MS * 2 ** failures, LONGEST_PAUSE_MS);
    failures += 1;
    connection.value = {
      kind: 'down',
      cause: failure instanceof Problem ? 'store' : 'api',
      reason: failure.message,
      ...(asOf === undefined ? {} : { asOf }),
      retryAt: Date.now() + clockOffset + pause,
    };
    return pause;
  }

  function tick(): void {
    serverNow.value = Date.now() + clockOffset;
  }

  function run(): void {
    pause();
    clock = setInterval(tick, EVERY_MS);
    tick();
    void round();
  }

  function pause(): void {
    clearTimeout(timer);
    clearInterval(clock);
    const running = aborter;
    aborter = undefined;
    running?.abort();
  }

  function visibilityChanged(): void {
    if (document.hidden) {
      pause();
    } else {
      run();
    }
  }

  return {
    connection,
    serverNow,
    add(source) {
      sources.add(source);
      return () => sources.delete(source);
    },
    start() {
      document.addEventListener('visibilitychange', visibilityChanged);
      window.addEventListener('online', visibilityChanged);
      visibilityChanged();
    },
    stop() {
      document.removeEventListener('visibilitychange', visibilityChanged);
      window.removeEventListener('online', visibilityChanged);
      pause();
    },
  };
}
