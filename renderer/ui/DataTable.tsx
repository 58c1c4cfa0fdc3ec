// A list of any length: rows are fetched in pages as they come into view, only those in view are drawn, columns sort behind
// the contract. Arrows move, Enter opens.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './DataTable.module.css';
import { EmptyState } from './EmptyState.tsx';
import { Failed } from './Failed.tsx';
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
}

const PAGE = 100;
const ROW_HEIGHT = 36;
const GAP = 16;

export function DataTable<Item>(props: DataTableProps<Item>) {
  const { columns, listKey, fetchPage, sort, onSort, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const query = useInfiniteQuery({
    queryKey: [listKey[0] === undefined ? [] : [String(listKey[0])], 'table', ...listKey],
    queryFn: ({ pageParam }) => fetchPage({ offset: pageParam, limit: PAGE }),
    initialPageParam: 0,
    getNextPageParam: (_last, pages) => {
      const loaded = pages.reduce((sum, one) => sum + one.items.length, 0);
      return loaded < (pages[0]?.total ?? 0) ? loaded : undefined;
    },
    // Sorting and filtering keep what is there, and the focus with it, until the new rows have come.
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const virtualizer = useVirtualizer({
    count: items.length,
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
  const lastShown = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (lastShown >= items.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [lastShown, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (query.isError) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <PageSkeleton />;
  if (total === 0) return <EmptyState {...props.empty} />;

  const template = columns.map((column) => column.width).join(' ');
  const narrowest = columns.reduce((sum, column) => sum + Number(/\d+/.exec(column.width)?.[0] ?? 0) + GAP, GAP);
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -items.length, End: items.length };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(items.length - 1, current + step));
      setCurrent(next);
      virtualizer.scrollToIndex(next);
    } else if (event.key === 'Enter' && onOpen && event.target === event.currentTarget) {
      const item = items[current];
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
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
              <div
                key={props.rowId(item)}
                role="row"
                aria-rowindex={row.index + 2}
                className={classes.row}
                data-current={row.index === current || undefined}
                data-opens={onOpen !== undefined || undefined}
                style={{ gridTemplateColumns: template, height: row.size, transform: `translateY(${row.start}px)` }}
                onClick={() => {
                  setCurrent(row.index);
                  onOpen?.(item);
                }}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={classes.cell}
                    data-numeric={column.numeric || undefined}
                    onPointerEnter={tellWhatIsCut}
                  >
                    {column.cell(item)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** What does not fit into its cell is told on hover. */
function tellWhatIsCut({ currentTarget: cell }: PointerEvent<HTMLElement>): void {
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}
