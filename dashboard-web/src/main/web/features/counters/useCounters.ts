import type { Ref } from 'vue';
import { type Live, useLive } from '@/live/useLive';
import { type Counter, countersOf } from './api';

export function useCounters(): Readonly<Ref<Live<readonly Counter[]>>> {
  return useLive((ask) => countersOf(ask));
}
