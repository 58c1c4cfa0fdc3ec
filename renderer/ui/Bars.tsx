// Horizontal bars with their numbers beside them: each is a button that opens its rows. Plain elements, because a page has many of them.
import { type ReactNode, useMemo } from 'react';
import { CHART_COLOURS } from '../app/theme.ts';
import classes from './Bars.module.css';
import { formatNumber } from './format.ts';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** Stands before the label, where there is a sign for it. */
  readonly glyph?: ReactNode;
  /** Where the bar's colour means something, such as a tier. */
  readonly colour?: string;
  readonly open: () => void;
}

export function Bars({ bars }: { bars: readonly Bar[] }) {
  const longest = useMemo(() => Math.max(1, ...bars.map(({ value }) => value)), [bars]);
  return (
    <ul className={classes.bars}>
      {bars.map(({ key, label, value, glyph, colour, open }) => (
        <li key={key}>
          <button type="button" className={classes.bar} onClick={open}>
            <span className={classes.label}>
              {glyph} {label}
            </span>
            <span className={classes.track}>
              <span
                className={classes.fill}
                data-nothing={value === 0 || undefined}
                style={{ flexGrow: value / longest, background: colour ?? CHART_COLOURS[0] }}
              />
              <span className={classes.value} style={{ flexGrow: 1 - value / longest }}>
                {formatNumber(value)}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
