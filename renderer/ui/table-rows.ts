// The rows of a list of any length by their place in it: only pages around what is in view are fetched, wherever a person scrolls to.
import { useThrottledValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

const PAGE = 100;
/** Rows that are fetched before they come into view. */
const AHEAD = 30;
/** A dragged scrollbar passes hundreds of pages a second; this often one of them is fetched, in milliseconds. */
const PACE = 100;

export interface RowsInView {
  readonly first: number;
  readonly last: number;
}

export interface TableRows<Item> {
  readonly state: 'pending' | 'failed' | 'there';
  readonly error: Error | null;
  readonly total: number;
  /** undefined as long as it is being fetched. */
  readonly at: (index: number) => Item | undefined;
  readonly show: (view: RowsInView) => void;
  readonly retry: () => void;
}

export function useTableRows<Item>(
  listKey: readonly unknown[],
  fetchPage: (page: { offset: number; limit: number }) => Promise<{ items: Item[]; total: number }>,
): TableRows<Item> {
  const [view, setView] = useState<RowsInView>({ first: 0, last: 0 });
  const show = useCallback((next: RowsInView) => setView((was) => (was.first === next.first && was.last === next.last ? was : next)), []);
  const { first, last } = useThrottledValue(view, PACE);
  const pageQuery = (page: number) => ({
    queryKey: [listKey[0] === undefined ? [] : [String(listKey[0])], 'table', ...listKey, page],
    queryFn: () => fetchPage({ offset: page * PAGE, limit: PAGE }),
  });
  // Sorting and filtering keep what is there, and the focus with it, until the new rows have come.
  const top = useQuery({ ...pageQuery(0), placeholderData: keepPreviousData });
  const total = top.data?.total ?? 0;
  const wanted = pagesOf(first - AHEAD, Math.min(last + AHEAD, total - 1)).filter((page) => page > 0);
  const others = useQueries({ queries: wanted.map(pageQuery) });
  const failed = [top, ...others].find((one) => one.isError);
  return {
    state: failed ? 'failed' : top.isPending ? 'pending' : 'there',
    error: failed?.error ?? null,
    total,
    at: (index) => {
      const page = Math.floor(index / PAGE);
      const data = page === 0 ? top.data : others[wanted.indexOf(page)]?.data;
      return data?.items[index % PAGE];
    },
    show,
    retry: () => void failed?.refetch(),
  };
}

function pagesOf(first: number, last: number): number[] {
  const [from, to] = [Math.floor(Math.max(0, first) / PAGE), Math.floor(last / PAGE)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
