import type { Ask, Decimal } from '@/live/answers';

/** The value of the pane that starts then, in epoch milliseconds. */
export interface Point {
  readonly start: number;
  readonly value: Decimal;
}

/** The panes of one group, the oldest first; the last one still runs. */
export interface Series {
  /** As the store writes it; empty if the window has no groups. */
  readonly group: string;
  readonly points: readonly Point[];
  /** Of all panes together. Of distinct users that is no sum: who was in two panes is one. */
  readonly total: Decimal;
}

export interface Window {
  /** minute, second, 10s, … */
  readonly unit: string;
  /** The field that it is grouped by; empty if it has no groups. */
  readonly by: string;
  /** The group with the greatest total first. A window without groups is one of them. */
  readonly series: readonly Series[];
  /** When the server answered, in epoch milliseconds. */
  readonly at: number;
}

interface Panes {
  readonly points: readonly { readonly start: string; readonly value: Decimal }[];
  readonly total: Decimal;
}

type WindowBody = { readonly unit: string } & (
  Panes | { readonly groups: readonly (Panes & { readonly by: Record<string, string> })[] }
);

/** The panes of the last minutes, the running one included. */
export async function windowOf(ask: Ask, name: string, minutes: number): Promise<Window> {
  const { body, at } = await ask(`window?name=${encodeURIComponent(name)}&minutes=${minutes}`);
  const window = body as WindowBody;
  const { unit } = window;
  if (!('groups' in window)) {
    return { unit, by: '', series: [seriesOf('', window)], at };
  }
  const { groups } = window;
  const series = groups.map((group) => seriesOf(Object.values(group.by).join(' · '), group));
  return { unit, by: Object.keys(groups[0]?.by ?? {}).join(' · '), series, at };
}

function seriesOf(group: string, panes: Panes): Series {
  const points = panes.points.map(({ start, value }) => ({ start: Date.parse(start), value }));
  return { group, points, total: panes.total };
}
