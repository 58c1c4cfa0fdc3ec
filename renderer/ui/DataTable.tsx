// A list of any length: rows are fetched as they come into view, only those in view are drawn, columns sort behind the contract.
// Arrows move, Home and End go to the ends, Enter opens.
import { Skeleton, Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import { EmptyState } from './EmptyState.tsx';
import { Failed } from './Failed.tsx';
import { formatNumber } from './format.ts';
import { PageSkeleton } from './PageSkeleton.tsx';
import { useTableRows } from './table-rows.ts';

export interface Column<Item> {
  readonly id: string;
  readonly header: string;
  /** Width as CSS grid track, such as `minmax(160px, 2fr)` or `90px`. */
  readonly width: string;
  readonly numeric?: boolean;
  /** The name the contract sorts this column by; without it the column does not sort. */
  readonly sortBy?: string;
  readonly cell: (item: Item) => ReactNode;
}

export interface Sort {
  readonly by: string;
  readonly direction: 'ascending' | 'descending';
}

interface DataTableProps<Item> {
  readonly label: string;
  /** Everything the list depends on; a new key starts from the top. */
  readonly listKey: readonly unknown[];
  readonly fetchPage: (page: { offset: number; limit: number }) => Promise<{ items: Item[]; total: number }>;
  readonly columns: readonly Column<Item>[];
  readonly rowId: (item: Item) => string;
  readonly onOpen?: (item: Item) => void;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly empty: { sentence: string; action?: { label: string; onClick: () => void } };
  /** Height of the scrolling part as CSS; the page gives it what is left. */
  readonly height?: string;
}

const ROW_HEIGHT = 36;
/** No browser draws an element much higher than 17 million pixels. */
const MOST_ROWS = 450_000;
const GAP = 16;

export function DataTable<Item>(props: DataTableProps<Item>) {
  const { columns, listKey, fetchPage, sort, onSort, onOpen } = props;
  const { t } = useTranslation('ui');
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const rows = useTableRows(listKey, fetchPage);
  const { total, show } = rows;
  const shown = Math.min(total, MOST_ROWS);
  const virtualizer = useVirtualizer({
    count: shown,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const key = JSON.stringify(listKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts from its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(0);
  }, [key]);
  const drawn = virtualizer.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useEffect(() => show({ first, last }), [first, last, show]);

  if (rows.state === 'failed') return <Failed error={rows.error} retry={rows.retry} />;
  if (rows.state === 'pending') return <PageSkeleton />;
  if (total === 0) return <EmptyState {...props.empty} />;

  const cut = shown < total;
  const height = props.height ?? 'calc(100vh - 168px)';
  const template = columns.map((column) => column.width).join(' ');
  const narrowest = columns.reduce((sum, column) => sum + Number(/\d+/.exec(column.width)?.[0] ?? 0) + GAP, GAP);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -shown, End: shown };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(shown - 1, current + step));
      setCurrent(next);
      virtualizer.scrollToIndex(next);
    } else if (event.key === 'Enter' && onOpen && event.target === event.currentTarget) {
      const item = rows.at(current);
      if (item !== undefined) onOpen(item);
    }
  };
  const sortBy = (column: Column<Item>) => {
    if (!column.sortBy || !onSort) return;
    const first = column.numeric ? 'descending' : 'ascending';
    const turned = sort?.direction === 'ascending' ? 'descending' : 'ascending';
    onSort({ by: column.sortBy, direction: sort?.by === column.sortBy ? turned : first });
  };

  return (
    <div className={classes.table} role="table" aria-label={props.label} aria-rowcount={total + 1}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: template, minWidth: narrowest }}>
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              className={classes.cell}
              data-numeric={column.numeric || undefined}
              aria-sort={column.sortBy && sort?.by === column.sortBy ? sort.direction : undefined}
            >
              {column.sortBy && onSort ? (
                <button type="button" className={classes.sorter} onClick={() => sortBy(column)}>
                  {column.header}
                  <span aria-hidden>{sort?.by === column.sortBy ? (sort.direction === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
                </button>
              ) : (
                column.header
              )}
            </div>
          ))}
        </div>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list must be reachable by keyboard
        tabIndex={0}
        aria-label={props.label}
        className={classes.body}
        style={{ maxHeight: cut ? `calc(${height} - 36px)` : height, minWidth: narrowest }}
        onKeyDown={move}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
          {drawn.map((row) => {
            const item = rows.at(row.index);
            const place = { gridTemplateColumns: template, height: row.size, transform: `translateY(${row.start}px)` };
            if (item === undefined)
              return (
                <div key={row.key} role="row" aria-rowindex={row.index + 2} aria-busy className={classes.row} style={place}>
                  <div role="cell" className={classes.waiting}>
                    <Skeleton h={12} />
                  </div>
                </div>
              );
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
              <div
                key={props.rowId(item)}
                role="row"
                aria-rowindex={row.index + 2}
                className={classes.row}
                data-current={row.index === current || undefined}
                data-opens={onOpen !== undefined || undefined}
                style={place}
                onClick={() => {
                  setCurrent(row.index);
                  onOpen?.(item);
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="cell" className={classes.cell} data-numeric={column.numeric || undefined}>
                    {column.cell(item)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {cut && (
        <Text size="sm" c="dimmed" px={8} py={6}>
          {t('firstRowsOnly', { shown: formatNumber(shown), total: formatNumber(total) })}
        </Text>
      )}
    </div>
  );
}
