import type { Ask, Decimal } from '@/live/answers';
import { sum } from '@/text/numbers';

/** A counter: of an event type, or of the catalog. */
export interface Counter {
  readonly name: string;
  /** Of a grouped counter, the sum of its groups. */
  readonly value: Decimal;
  /** The fields it is grouped by; empty: it is not. */
  readonly by: readonly string[];
}

interface CountersBody {
  readonly counters: readonly {
    readonly name: string;
    readonly value?: Decimal;
    readonly groups?: readonly { readonly by: Record<string, string>; readonly value: Decimal }[];
  }[];
}

/** All counters, the greatest first. */
export async function countersOf(ask: Ask): Promise<readonly Counter[]> {
  const { counters } = (await ask('counters')).body as CountersBody;
  return counters
    .map(({ name, value, groups = [] }) => ({
      name,
      value: value ?? sum(groups.map((group) => group.value)),
      by: Object.keys(groups[0]?.by ?? {}),
    }))
    .sort((a, b) => Number(b.value) - Number(a.value) || a.name.localeCompare(b.name));
}
