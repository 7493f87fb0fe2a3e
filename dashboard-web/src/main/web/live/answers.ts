import { parse } from 'lossless-json';

/** A number as the exact text that the API wrote: `Number` holds no more than 15 digits of it. */
export type Decimal = string;

/** Asks one path below `api/v1/metrics/`. */
export type Ask = (pathAndQuery: string) => Promise<Answer>;

export interface Answer {
  /** The JSON, in which every number is a {@link Decimal}. */
  readonly body: unknown;
  /** When the server says it answered, in epoch milliseconds. */
  readonly at: number;
}

/** The API refused, as a problem of RFC 9457. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  /** Whether it says something about one metric rather than about the service as a whole. */
  get concernsOneMetric(): boolean {
    return ![429, 502, 503, 504].includes(this.status);
  }
}

/** Nobody answered, or not in time, or somebody else than the API did. */
export class Unreachable extends Error {}

/** Asks with one signal: when it is aborted, no answer comes any more. */
export function asking(signal: AbortSignal): Ask {
  return async (pathAndQuery) => {
    const { response, text } = await get(`api/v1/metrics/${pathAndQuery}`, signal);
    const body = parsed(text);
    if (!response.ok) {
      throw problem(response.status, body);
    }
    if (body === undefined) {
      throw new Unreachable('The answer is not JSON.');
    }
    return { body, at: dateOf(response) };
  };
}

async function get(path: string, signal: AbortSignal): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(path, {
      signal,
      cache: 'no-store',
      headers: { Accept: 'application/json, application/problem+json' },
    });
    return { response, text: await response.text() };
  } catch (e) {
    throw new Unreachable(signal.aborted ? 'No answer in time.' : 'Nothing answers.', { cause: e });
  }
}

function parsed(text: string): unknown {
  try {
    return parse(text, undefined, (number) => number);
  } catch {
    return undefined;
  }
}

function problem(status: number, body: unknown): Problem {
  const { detail, title } = (body ?? {}) as { detail?: string; title?: string };
  return new Problem(status, detail ?? title ?? `The API answered ${status}.`);
}

function dateOf(response: Response): number {
  const at = Date.parse(response.headers.get('Date') ?? '');
  return Number.isNaN(at) ? Date.now() : at;
}
