import type { Ask, Decimal } from '@/live/answers';
import { sum } from '@/text/numbers';

/** What became of the log. */
export interface Accounting {
  /** Offsets folded, over all topics: the sum of the fates. */
  readonly offsets: Decimal;
  /** How many offsets had each fate, over all topics. */
  readonly fates: ReadonlyMap<string, Decimal>;
  readonly partitions: readonly Partition[];
  /** The newest log time that was folded, in epoch milliseconds; null: none yet. */
  readonly newest: number | null;
  readonly metrics: readonly Metric[];
  /** What could not be written, each with its reason. */
  readonly broken: readonly string[];
}

export interface Partition {
  readonly topic: string;
  readonly partition: Decimal;
  /** The next offset to be folded. */
  readonly ledger: Decimal;
  /** The log time reached, in epoch milliseconds; null before the first record. */
  readonly progress: number | null;
}

/** matched = applied + late + unusable. */
export interface Metric {
  readonly name: string;
  readonly matched: Decimal;
  readonly applied: Decimal;
  readonly late: Decimal;
  readonly unusable: Decimal;
}

interface AccountingBody {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly {
      readonly partition: Decimal;
      readonly ledger: Decimal;
      readonly progress: string | null;
    }[];
    readonly offsets: Decimal;
    readonly fates: Record<string, Decimal>;
    readonly broken: string | null;
  }[];
  readonly metrics: readonly (Metric & { readonly broken: string | null })[];
}

export async function accountingOf(ask: Ask): Promise<Accounting> {
  const { topics, metrics } = (await ask('accounting')).body as AccountingBody;
  const partitions = topics.flatMap(({ topic, partitions }) =>
    partitions.map(({ partition, ledger, progress }) => ({
      topic,
      partition,
      ledger,
      progress: progress === null ? null : Date.parse(progress),
    })),
  );
  const newest = Math.max(...partitions.map(({ progress }) => progress ?? -Infinity));
  return {
    offsets: sum(topics.map((topic) => topic.offsets)),
    fates: fatesOf(topics.map((topic) => topic.fates)),
    partitions,
    newest: Number.isFinite(newest) ? newest : null,
    metrics,
    broken: [
      ...topics.map(({ topic, broken }) => reason(`Topic ${topic}`, broken)),
      ...metrics.map(({ name, broken }) => reason(name, broken)),
    ].flat(),
  };
}

function fatesOf(topics: readonly Record<string, Decimal>[]): ReadonlyMap<string, Decimal> {
  const names = new Set(topics.flatMap((fates) => Object.keys(fates)));
  return new Map([...names].map((name) => [name, sum(topics.map((fates) => fates[name] ?? '0'))]));
}

function reason(what: string, broken: string | null): string[] {
  return broken === null ? [] : [`${what}: ${broken}`];
}
