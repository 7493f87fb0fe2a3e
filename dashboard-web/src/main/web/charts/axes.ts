import type { EChartsCoreOption } from 'echarts/core';
import { clock, minute } from '@/text/times';
import type { Decimal } from '@/live/answers';
import { compact } from '@/text/numbers';
import type { Theme } from './theme';

export type Option = EChartsCoreOption;

// The tooltip does not wrap.
const LONGEST_NAME = 40;

/** Where a value is drawn, and its exact text where that place is not exact. */
type Datum = readonly [at: number, height: number, text?: Decimal | null];

interface TooltipEntry {
  readonly marker: string;
  readonly seriesName: string;
  readonly value: Datum;
}

/**
 * What all charts over time have in common.
 *
 * @param format writes a value of a series in the tooltip, as the series has it
 */
export function overTime(
  theme: Theme,
  range: readonly [number, number],
  format: (datum: Datum) => string,
): Option {
  const label = { color: theme.muted, fontSize: 11 };
  return {
    animation: false,
    grid: {
      left: 4,
      right: 12,
      top: 12,
      bottom: 6,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'time',
      min: range[0],
      max: range[1],
      axisLine: { lineStyle: { color: theme.line } },
      axisTick: { show: false },
      splitNumber: 5,
      axisLabel: {
        ...label,
        hideOverlap: true,
        showMinLabel: false,
        formatter: (at: number) => minute(at),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      axisLabel: { ...label, formatter: compact },
      splitLine: { lineStyle: { color: theme.line } },
    },
    tooltip: {
      trigger: 'axis',
      // Drawn rather than made of HTML, whose inline styles the content security policy forbids.
      renderMode: 'richText',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { color: theme.text, fontSize: 12 },
      axisPointer: { lineStyle: { color: theme.muted } },
      formatter: (entries: readonly TooltipEntry[]) => tooltip(entries, format),
    },
  };
}

function tooltip(entries: readonly TooltipEntry[], format: (datum: Datum) => string): string {
  const at = entries[0]?.value[0];
  const lines = entries
    .filter((entry) => entries.length === 1 || entry.value[1] > 0)
    .map((entry) => `${entry.marker} ${short(entry.seriesName)}  ${format(entry.value)}`);
  return [at === undefined ? '' : clock(at), ...lines].join('\n');
}

function short(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
