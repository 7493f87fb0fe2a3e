import { nextTick, shallowRef } from 'vue';
import { expect, it } from 'vitest';
import { useTypeColours } from './useTypeColours';

it('a type keeps its colour when another one overtakes it', async () => {
  const types = shallowRef(['view', 'search']);
  const colours = useTypeColours(types);

  types.value = ['purchase', 'search', 'view'];
  await nextTick();

  expect([...colours.value]).toEqual([
    ['view', 0],
    ['search', 1],
    ['purchase', 2],
  ]);
});
