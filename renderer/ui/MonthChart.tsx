// Stacked columns, one per month, drawn by the chart library with our palette; series in the palette's order. A part opens its rows.
// The library keeps a whole column as one shape and measures no text: with a shape for every part its first drawing took many times as long.
import { BarChart, ChartTooltip } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { CHART_COLOURS, CHART_HEIGHT } from '../app/theme.ts';
import { formatNumber } from './format.ts';
import classes from './MonthChart.module.css';

interface MonthColumn {
  readonly key: string;
  readonly label: string;
  readonly values: Readonly<Record<string, number>>;
  /** Opens the rows of one part of the column. */
  readonly open?: (series: string) => void;
}

export interface MonthChartProps {
  readonly months: readonly MonthColumn[];
  readonly series: readonly { key: string; label: string; colour?: number }[];
}

interface Part {
  readonly name: string;
  readonly label: string;
  readonly color: string;
}

/** What the library hands to whatever draws a column, of which this much is needed. */
interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly payload: { readonly at: number };
}

const WIDEST_COLUMN = 56;
const LABEL_WIDTH = 58;
const DIGIT_WIDTH = 7.5;

export function MonthChart({ months, series }: MonthChartProps) {
  useMantineColorScheme();
  const { ref, width } = useElementSize();
  const parts: Part[] = series.map((one, index) => ({
    name: one.key,
    label: one.label,
    color: CHART_COLOURS[(one.colour ?? index) % CHART_COLOURS.length] as string,
  }));
  const data = months.map(({ label, values }, at) => ({ label, at, sum: parts.reduce((sum, { name }) => sum + (values[name] ?? 0), 0) }));
  // The axis goes on to a round number, which at most has one digit more.
  const roundest = 10 ** Math.ceil(Math.log10(Math.max(1, ...data.map(({ sum }) => sum)) + 1));
  const numbers = formatNumber(roundest).length * DIGIT_WIDTH + 14;
  const every = width === 0 ? 1 : Math.max(1, Math.ceil((months.length * LABEL_WIDTH) / (width - numbers)));
  return (
    <div ref={ref} style={{ minHeight: CHART_HEIGHT }}>
      <BarChart
        h={parts.length > 1 ? CHART_HEIGHT - 28 : CHART_HEIGHT}
        data={data}
        dataKey="label"
        series={[{ name: 'sum', color: CHART_COLOURS[0] }]}
        maxBarWidth={WIDEST_COLUMN}
        valueFormatter={formatNumber}
        // Room for the highest number, which stands beside the topmost line.
        barChartProps={{ margin: { top: 8 } }}
        xAxisProps={{ interval: every - 1, tick: MonthTick }}
        yAxisProps={{ allowDecimals: false, width: numbers, tick: NumberTick }}
        barProps={{ shape: ((drawn: Drawn) => <Column drawn={drawn} month={months[drawn.payload.at]} parts={parts} />) as never }}
        tooltipProps={{
          content: ({ label, payload }) => {
            const month = months[(payload[0]?.payload as Drawn['payload'] | undefined)?.at ?? -1];
            if (!month) return null;
            return (
              <ChartTooltip
                label={label}
                payload={parts.map((part) => ({ ...part, dataKey: part.name, value: month.values[part.name] ?? 0, payload: month.values }))}
                series={parts}
                valueFormatter={formatNumber}
              />
            );
          },
        }}
      />
      {parts.length > 1 && (
        <ul className={classes.legend}>
          {parts.map(({ name, label, color }) => (
            <li key={name}>
              <span style={{ background: color }} /> {label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Column({ drawn, month, parts }: { drawn: Drawn; month: MonthColumn | undefined; parts: readonly Part[] }) {
  if (!month) return null;
  const sum = parts.reduce((all, { name }) => all + (month.values[name] ?? 0), 0);
  let top = drawn.y + drawn.height;
  return parts.map(({ name, color }) => {
    const height = sum === 0 ? 0 : (drawn.height * (month.values[name] ?? 0)) / sum;
    top -= height;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the table behind the chart has the same as buttons
      <rect
        key={name}
        className={classes.part}
        x={drawn.x}
        y={top}
        width={drawn.width}
        height={height}
        fill={color}
        onClick={() => month.open?.(name)}
      />
    );
  });
}

interface TickProps {
  readonly x: string | number;
  readonly y: string | number;
  readonly payload: { readonly value: string | number };
}

function MonthTick({ x, y, payload }: TickProps) {
  return (
    <text className={classes.tick} x={x} y={Number(y) + 20} textAnchor="middle">
      {payload.value}
    </text>
  );
}

function NumberTick({ x, y, payload }: TickProps) {
  return (
    <text className={classes.tick} x={Number(x) - 6} y={Number(y) + 4} textAnchor="end">
      {formatNumber(Number(payload.value))}
    </text>
  );
}
