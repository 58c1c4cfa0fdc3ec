// The two charts of the program, drawn by the chart library with our palette. Bars and columns open their rows.
import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { CHART_COLOURS } from '../app/theme.ts';
import { formatNumber } from './format.ts';

const NO_MOTION = { isAnimationActive: false };

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** Where the bar's colour means something, such as a tier. */
  readonly colour?: string;
  readonly open?: () => void;
}

/** Horizontal bars, longest label first read. */
export function Bars({ bars, unit }: { bars: readonly Bar[]; unit: string }) {
  const data = bars.map(({ label, value, colour }) => ({ label, [unit]: value, ...(colour && { color: colour }) }));
  return (
    <BarChart
      h={Math.max(90, bars.length * 30 + 30)}
      data={data}
      dataKey="label"
      orientation="vertical"
      yAxisProps={{ width: 150, interval: 0 }}
      series={[{ name: unit, color: CHART_COLOURS[0] }]}
      valueFormatter={formatNumber}
      gridAxis="y"
      xAxisProps={{ allowDecimals: false }}
      barProps={{ ...NO_MOTION, radius: 2, cursor: 'pointer', onClick: (_: unknown, index: number) => bars[index]?.open?.() }}
    />
  );
}

export interface MonthColumn {
  readonly key: string;
  readonly label: string;
  readonly values: Readonly<Record<string, number>>;
  /** Opens the rows of one part of the column. */
  readonly open?: (series: string) => void;
}

/** Stacked columns, one per month; series in the palette's order. */
export function MonthColumns({
  months,
  series,
}: {
  months: readonly MonthColumn[];
  series: readonly { key: string; label: string; colour?: number }[];
}) {
  useMantineColorScheme();
  const data = months.map(({ label, values }) => ({ label, ...Object.fromEntries(series.map((one) => [one.key, values[one.key] ?? 0])) }));
  return (
    <BarChart
      h={260}
      data={data}
      dataKey="label"
      type="stacked"
      withLegend={series.length > 1}
      legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
      series={series.map((one, index) => ({
        name: one.key,
        label: one.label,
        color: CHART_COLOURS[(one.colour ?? index) % CHART_COLOURS.length] as string,
      }))}
      valueFormatter={formatNumber}
      yAxisProps={{ allowDecimals: false }}
      barProps={({ name }) => ({
        ...NO_MOTION,
        cursor: 'pointer',
        onClick: (_: unknown, index: number) => months[index]?.open?.(String(name)),
      })}
    />
  );
}
