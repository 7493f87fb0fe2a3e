import { computed, type ComputedRef } from 'vue';
import { type Live, useLive, useServerNow } from '@/live/useLive';
import { historyOf, MINUTES } from './api';
import { type Rates, ratesOf } from './rates';

export function useRates(): ComputedRef<Live<Rates>> {
  const now = useServerNow();
  const history = useLive((ask, before: Awaited<ReturnType<typeof historyOf>> | undefined) =>
    historyOf(ask, before, now.value),
  );
  return computed(() =>
    history.value.kind === 'value'
      ? { kind: 'value', value: ratesOf(history.value.value.panes, MINUTES * 60_000) }
      : history.value,
  );
}
