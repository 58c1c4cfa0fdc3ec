// A list of any length: the pages in view are fetched, wherever the scroll bar was dragged to, only rows in view are drawn, columns sort
// behind the contract. Arrows move, Enter opens.
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import { EmptyState } from './EmptyState.tsx';
import { Failed } from './Failed.tsx';
import { formatNumber } from './format.ts';
import { PageSkeleton } from './PageSkeleton.tsx';

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
  /** Height of the scrolling part as CSS; without it the list takes what its page has left. */
  readonly height?: string;
  /** How many rows are asked for at once. */
  readonly pageSize?: number;
}

const PAGE = 100;
const ROW_HEIGHT = 36;
const GAP = 16;
/** Rows around those in view that are fetched too. */
const AHEAD = 40;
/** Browsers draw nothing taller than some seventeen million pixels. */
const MOST_ROWS = 450_000;
/** Pages that only fly past are not asked for. */
const SETTLED_MS = 60;

/** The rows of a list by their place: page by page, those that are wanted. */
function useRows<Item>({ listKey, fetchPage, pageSize = PAGE }: Pick<DataTableProps<Item>, 'listKey' | 'fetchPage' | 'pageSize'>) {
  const [wanted, want] = useState('');
  const [settled] = useDebouncedValue(wanted, SETTLED_MS);
  const page = (number: number) => ({
    queryKey: [listKey[0] === undefined ? [] : [String(listKey[0])], 'table', ...listKey, number],
    queryFn: () => fetchPage({ offset: number * pageSize, limit: pageSize }),
  });
  // Sorting and filtering keep what is there, and the focus with it, until the new rows have come.
  const first = useQuery({ ...page(0), placeholderData: keepPreviousData });
  const numbers = settled === '' ? [] : settled.split(',').map(Number);
  const others = useQueries({ queries: numbers.map(page) });
  const itemAt = (index: number): Item | undefined => {
    const number = Math.floor(index / pageSize);
    const data = number === 0 ? first.data : others[numbers.indexOf(number)]?.data;
    return data?.items[index % pageSize];
  };
  const wantRows = (from: number, to: number) => {
    const [begin, end] = [Math.floor(Math.max(0, from) / pageSize), Math.floor(to / pageSize)];
    want(
      Array.from({ length: Math.max(0, end - begin + 1) }, (_, index) => begin + index)
        .filter((one) => one > 0)
        .join(),
    );
  };
  return { first, itemAt, wantRows };
}

export function DataTable<Item>(props: DataTableProps<Item>) {
  const { columns, listKey, sort, onSort, onOpen } = props;
  const { t } = useTranslation('ui');
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const { first: query, itemAt, wantRows } = useRows(props);
  const total = query.data?.total ?? 0;
  const count = Math.min(total, MOST_ROWS);
  const virtualizer = useVirtualizer({
    count,
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
  const rows = virtualizer.getVirtualItems();
  const [firstShown, lastShown] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => wantRows(firstShown - AHEAD, Math.min(count - 1, lastShown + AHEAD)));
  const opens = onOpen !== undefined;
  const open = useRef(onOpen);
  open.current = onOpen;
  const choose = useCallback((index: number, item: Item | undefined) => {
    setCurrent(index);
    if (item !== undefined) open.current?.(item);
  }, []);

  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <PageSkeleton />;
  if (total === 0) return <EmptyState {...props.empty} />;

  const template = columns.map((column) => column.width).join(' ');
  const narrowest = columns.reduce((sum, column) => sum + Number(/\d+/.exec(column.width)?.[0] ?? 0) + GAP, GAP);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -count, End: count };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(count - 1, current + step));
      setCurrent(next);
      virtualizer.scrollToIndex(next);
    } else if (event.key === 'Enter' && onOpen && event.target === event.currentTarget) {
      const item = itemAt(current);
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
            const item = itemAt(row.index);
            return (
              <Row
                key={item === undefined ? `at ${row.index}` : props.rowId(item)}
                columns={columns as readonly Column<unknown>[]}
                item={item}
                index={row.index}
                start={row.start}
                template={template}
                current={row.index === current}
                opens={opens}
                onChoose={choose as RowProps['onChoose']}
              />
            );
          })}
        </div>
      </div>
      {total > count && (
        <Text c="dimmed" size="sm" pt={6} role="note">
          {t('firstRowsOnly', { rows: formatNumber(count) })}
        </Text>
      )}
    </div>
  );
}

interface RowProps {
  readonly columns: readonly Column<unknown>[];
  /** undefined while its page is on its way. */
  readonly item: unknown;
  readonly index: number;
  readonly start: number;
  readonly template: string;
  readonly current: boolean;
  readonly opens: boolean;
  readonly onChoose: (index: number, item: unknown) => void;
}

/** Drawn again only when something of it changes: scrolling moves the list, not its rows. */
const Row = memo(function Row({ columns, item, index, start, template, current, opens, onChoose }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy={item === undefined || undefined}
      className={classes.row}
      data-current={current || undefined}
      data-opens={(opens && item !== undefined) || undefined}
      style={{ gridTemplateColumns: template, height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
      onClick={() => onChoose(index, item)}
    >
      {columns.map((column) => (
        <div key={column.id} role="cell" className={classes.cell} data-numeric={column.numeric || undefined} onPointerEnter={tellWhatIsCut}>
          {item === undefined ? <span className="quiet">…</span> : column.cell(item)}
        </div>
      ))}
    </div>
  );
});

/** What does not fit into its cell is told on hover. */
function tellWhatIsCut({ currentTarget: cell }: PointerEvent<HTMLElement>): void {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}
