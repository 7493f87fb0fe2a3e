import type { Ref } from 'vue';
import { type Live, useLive } from '@/live/useLive';
import { entriesOf, type Entry } from './api';

export function useLeaderboard(board: string): Readonly<Ref<Live<readonly Entry[]>>> {
  return useLive((ask) => entriesOf(ask, board));
}
