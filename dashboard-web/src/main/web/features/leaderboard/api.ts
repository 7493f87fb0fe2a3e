import type { Ask, Decimal } from '@/live/answers';

export interface Entry {
  readonly rank: number;
  readonly member: string;
  readonly score: Decimal;
}

interface BoardBody {
  readonly entries: readonly { readonly rank: string; readonly member: string; readonly score: Decimal }[];
}

const PLACES = 10;

/** The first places, the best first. */
export async function entriesOf(ask: Ask, board: string): Promise<readonly Entry[]> {
  const { body } = await ask(`leaderboard?name=${encodeURIComponent(board)}&topN=${PLACES}`);
  return (body as BoardBody).entries.map((entry) => ({ ...entry, rank: Number(entry.rank) }));
}
