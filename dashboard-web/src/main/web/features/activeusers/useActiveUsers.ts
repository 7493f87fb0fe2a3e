import type { Ref } from 'vue';
import { type Live, useLive } from '@/live/useLive';
import { type ActiveUsers, activeUsersOf } from './api';

export function useActiveUsers(): Readonly<Ref<Live<ActiveUsers>>> {
  return useLive((ask) => activeUsersOf(ask));
}
