import type { Ref } from 'vue';
import { type Live, useLive } from '@/live/useLive';
import { type Accounting, accountingOf } from './api';

export function useAccounting(): Readonly<Ref<Live<Accounting>>> {
  return useLive((ask) => accountingOf(ask));
}
