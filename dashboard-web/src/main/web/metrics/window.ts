import { type Ask, type Decimal, Problem } from '@/live/answers';

/** The value of the pane that starts then, in epoch milliseconds. */
export interface Point {
  readonly start: number;
  /** Null if it has no events to tell it from. */
  readonly value: Decimal | null;
}

/** The panes of one group, the oldest first; the last one still runs. */
export interface Series {
  /** As the store writes it; empty if the window has no groups. */
  readonly group: string;
  readonly points: readonly Point[];
  /** Of all panes together. Of distinct users that is no sum: who was in two panes is one. Null as a point's. */
  readonly total: Decimal | null;
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

/** Quantiles and histograms are several numbers: `values` of a point, an object as the total. */
interface Panes {
  readonly points: readonly { readonly start: string; readonly value?: Decimal | null }[];
  readonly total: Decimal | null | object;
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
    return { unit, by: '', series: [seriesOf(name, '', window)], at };
  }
  const { groups } = window;
  const series = groups.map((group) => seriesOf(name, Object.values(group.by).join(' · '), group));
  return { unit, by: Object.keys(groups[0]?.by ?? {}).join(' · '), series, at };
}

function seriesOf(name: string, group: string, { points, total }: Panes): Series {
  return {
    group,
    points: points.map(({ start, value }) => ({ start: Date.parse(start), value: one(name, value) })),
    total: one(name, total),
  };
}

function one(name: string, value: Decimal | null | object | undefined): Decimal | null {
  if (typeof value === 'string' || value === null) {
    return value;
  }
  throw new Problem(400, `${name} is several numbers, and cannot be shown here.`);
}
