import type { Live } from '@/live/useLive';
import { minute, moment } from '@/text/times';
import type { Point } from './window';

interface Paned {
  readonly unit: string;
  readonly points: readonly Point[];
}

const MINUTE = 60_000;

/** What a tile with the panes of a window is called: the catalog says how long they are, and so when the first starts. */
export function paneCaption(name: string, live: Live<Paned>, note: string): { title: string; hint?: string } {
  if (live.kind !== 'value') {
    return { title: name };
  }
  const { unit, points } = live.value;
  return {
    title: `${name} per ${unit}`,
    hint: [since(points), note].filter((part) => part !== '').join(', '),
  };
}

/** "since 14:05": the start of the first pane; empty if there is none. */
export function since(points: readonly Point[]): string {
  const [first, last] = [points[0]?.start, points.at(-1)?.start];
  if (first === undefined || last === undefined) {
    return '';
  }
  const text = moment(first, last);
  return `since ${text === moment(first, first) && first % MINUTE === 0 ? minute(first) : text}`;
}
