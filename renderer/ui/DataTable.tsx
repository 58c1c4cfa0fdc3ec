// A list of any length: the pages in view are fetched, wherever the scroll bar was dragged to, only rows in view are drawn, columns sort
// behind the contract. Arrows move, Home and End go to the ends, Enter opens.
import { Text } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMN_GAP, type Column } from './column.ts';
import classes from './DataTable.module.css';
import { EmptyState } from './EmptyState.tsx';
import { Failed } from './Failed.tsx';
import { formatNumber } from './format.ts';
import { PageSkeleton } from './PageSkeleton.tsx';
import { ROW_HEIGHT, TableRow, type TableRowProps } from './TableRow.tsx';
import { useTableRows } from './table-rows.ts';

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
  /** Height of the scrolling part as CSS; without it the list takes what its page has left. */
  readonly height?: string;
  /** How many rows are asked for at once. */
  readonly pageSize?: number;
}

/** Below the last row, which otherwise would stand on the window's edge. */
const ROOM_BELOW = 16;
/** Browsers draw nothing taller than some seventeen million pixels. */
const MOST_ROWS = 450_000;

export function DataTable<Item>(props: DataTableProps<Item>) {
  const { columns, listKey, sort, onSort, onOpen } = props;
  const { t } = useTranslation('ui');
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const list = useTableRows(props);
  const { total } = list;
  const count = Math.min(total, MOST_ROWS);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    paddingEnd: ROOM_BELOW,
  });
  const key = JSON.stringify(listKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts from its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setCurrent(0);
  }, [key]);
  const rows = virtualizer.getVirtualItems();
  const [firstShown, lastShown] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => list.show(firstShown, lastShown));
  const opens = onOpen !== undefined;
  const open = useRef(onOpen);
  open.current = onOpen;
  const choose = useCallback((index: number, item: Item | undefined) => {
    setCurrent(index);
    if (item !== undefined) open.current?.(item);
  }, []);

  if (list.state === 'failed') return <Failed error={list.error} retry={list.retry} />;
  if (list.state === 'pending') return <PageSkeleton />;
  if (total === 0) return <EmptyState {...props.empty} />;

  const template = columns.map((column) => column.width).join(' ');
  const narrowest = columns.reduce((sum, column) => sum + Number(/\d+/.exec(column.width)?.[0] ?? 0) + COLUMN_GAP, 0);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -count, End: count };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, current + step));
      setCurrent(next);
      virtualizer.scrollToIndex(next);
    } else if (event.key === 'Enter' && onOpen && event.target === event.currentTarget) {
      const item = list.at(current);
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
    <div
      className={classes.table}
      data-fills={props.height === undefined || undefined}
      role="table"
      aria-label={props.label}
      aria-rowcount={total + 1}
    >
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
        style={{ maxHeight: props.height, minWidth: narrowest }}
        onKeyDown={move}
      >
        <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.map((row) => {
            const item = list.at(row.index);
            return (
              <TableRow
                key={item === undefined ? `at ${row.index}` : props.rowId(item)}
                columns={columns as readonly Column<unknown>[]}
                item={item}
                index={row.index}
                start={row.start}
                template={template}
                current={row.index === current}
                opens={opens}
                onChoose={choose as TableRowProps['onChoose']}
              />
            );
          })}
        </div>
      </div>
      {total > count && (
        <Text c="dimmed" size="sm" py={8} role="note">
          {t('firstRowsOnly', { rows: formatNumber(count) })}
        </Text>
      )}
    </div>
  );
}
