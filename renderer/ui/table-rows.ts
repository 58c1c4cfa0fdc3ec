// The rows of a list of any length by their place in it: only pages around what is in view are fetched, wherever a person scrolls to.
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

const PAGE = 100;
/** Rows around those in view that are fetched too. */
const AHEAD = 40;
/** Pages that only fly past while a scroll bar is dragged are not asked for. */
const SETTLED_MS = 60;

interface TableRowsOptions<Item> {
  readonly listKey: readonly unknown[];
  readonly fetchPage: (page: { offset: number; limit: number }) => Promise<{ items: Item[]; total: number }>;
  readonly pageSize?: number;
}

interface TableRows<Item> {
  readonly state: 'pending' | 'failed' | 'there';
  readonly error: Error | null;
  readonly total: number;
  /** undefined while its page is on its way. */
  readonly at: (index: number) => Item | undefined;
  /** Says which rows are in view. */
  readonly show: (first: number, last: number) => void;
  readonly retry: () => void;
}

export function useTableRows<Item>({ listKey, fetchPage, pageSize = PAGE }: TableRowsOptions<Item>): TableRows<Item> {
  const [wanted, want] = useState('');
  const [settled] = useDebouncedValue(wanted, SETTLED_MS);
  const page = (number: number) => ({
    queryKey: [listKey[0] === undefined ? [] : [String(listKey[0])], 'table', ...listKey, number],
    queryFn: () => fetchPage({ offset: number * pageSize, limit: pageSize }),
  });
  // Sorting and filtering keep what is there, and the focus with it, until the new rows have come.
  const top = useQuery({ ...page(0), placeholderData: keepPreviousData });
  const total = top.data?.total ?? 0;
  const numbers = settled === '' ? [] : settled.split(',').map(Number);
  const others = useQueries({ queries: numbers.map(page) });
  const failed = [top, ...others].find((one) => one.isError);
  return {
    state: failed ? 'failed' : top.isPending ? 'pending' : 'there',
    error: failed?.error ?? null,
    total,
    at: (index) => {
      const number = Math.floor(index / pageSize);
      const data = number === 0 ? top.data : others[numbers.indexOf(number)]?.data;
      return data?.items[index % pageSize];
    },
    show: (first, last) => {
      const begin = Math.floor(Math.max(0, first - AHEAD) / pageSize);
      const end = Math.floor(Math.min(total - 1, last + AHEAD) / pageSize);
      const pages = Array.from({ length: Math.max(0, end - begin + 1) }, (_, index) => begin + index);
      want(pages.filter((one) => one > 0).join());
    },
    retry: () => void failed?.refetch(),
  };
}
