// Partners to choose from, found as one types: a program can have more of them than a list should hold. What is chosen keeps its name.
import type { ComboboxParsedItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { program } from '../app/client.ts';

const SHOWN = 60;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a searchable select needs; `searching` while something is typed. `known` spares asking for names that are there already. */
export function usePartnerChoices(chosen: readonly string[], known: readonly Named[] = []) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const names = useRef(new Map(known.map(({ id, name }) => [id, name])));
  // A select writes the name of what is chosen into its search.
  const wanted = chosen.some((id) => names.current.get(id) === search) ? '' : search.trim();
  const { data } = useQuery({
    ...program().partners.list.queryOptions({
      input: {
        filter: { search: wanted || undefined },
        sort: { by: wanted ? 'relevance' : 'name', direction: 'ascending' },
        limit: SHOWN,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const found = data?.items ?? [];
  for (const { id, name } of found) names.current.set(id, name);
  const nameless = chosen.filter((id) => !names.current.has(id));
  const named = useQueries({
    queries: nameless.map((partnerId) => ({ ...program().partners.get.queryOptions({ input: { partnerId } }), retry: false })),
  });
  for (const { data: one } of named) if (one) names.current.set(one.id, one.name);
  const shown = new Map(found.map(({ id, name }) => [id, name]));
  for (const id of chosen) shown.set(id, names.current.get(id) ?? '');
  return {
    searching: wanted !== '',
    select: {
      searchable: true as const,
      data: [...shown].map(([value, label]) => ({ value, label })),
      // They were found by the program, which also knows case, width and legal forms.
      filter: ({ options }: { options: ComboboxParsedItem[] }) => options,
      onSearchChange: setTyped,
      nothingFoundMessage: t('nothingHere'),
    },
  };
}
