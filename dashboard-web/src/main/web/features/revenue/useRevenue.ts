import type { Ref } from 'vue';
import { type Live, useLive } from '@/live/useLive';
import { type Revenue, revenueOf } from './api';

export function useRevenue(): Readonly<Ref<Live<Revenue>>> {
  return useLive((ask) => revenueOf(ask));
}
