import { type Ref, shallowRef, watch } from 'vue';
import { SERIES_COLOURS } from '@/charts/theme';

/** The place in the palette of each of the first types that are seen. A type keeps its colour for as long as the page is open. */
export function useTypeColours(types: Ref<readonly string[]>): Readonly<Ref<ReadonlyMap<string, number>>> {
  const colours = shallowRef<ReadonlyMap<string, number>>(new Map());
  watch(
    types,
    (seen) => {
      const fresh = seen.filter((type) => !colours.value.has(type));
      const free = SERIES_COLOURS - colours.value.size;
      if (fresh.length > 0 && free > 0) {
        const added = fresh.slice(0, free).map((type, i) => [type, colours.value.size + i] as const);
        colours.value = new Map([...colours.value, ...added]);
      }
    },
    { immediate: true },
  );
  return colours;
}
