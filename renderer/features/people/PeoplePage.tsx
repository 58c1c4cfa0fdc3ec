// Everyone who contributed, how the period went, who may be one person, and the bots.
import { Group, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PeopleFilter } from '../../../shared/contract/people.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordOf, wordsOf } from '../../ui/use-address.ts';
import { Bots } from './Bots.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import { Statistics } from './Statistics.tsx';
import { Suggestions } from './Suggestions.tsx';

const SORTS = ['name', 'points', 'entries', 'lastDay'] as const;

const VIEWS = { list: PeopleList, statistics: Statistics, suggestions: Suggestions, bots: Bots } as const;

export function PeoplePage() {
  const { t } = useTranslation('people');
  const [address, change] = useAddress();
  const { data } = useQuery(program().people.suggestions.queryOptions({ input: { limit: 1 } }));
  const view = wordOf(address.view, Object.keys(VIEWS) as (keyof typeof VIEWS)[]) ?? 'list';
  const View = VIEWS[view];
  return (
    <>
      <PageHeader title={t('title')} />
      <Tabs value={view} onChange={(next) => change({ view: next === 'list' ? undefined : next })} mb="md" keepMounted={false}>
        <Tabs.List>
          {Object.keys(VIEWS).map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`views.${one}`)}
              {one === 'suggestions' && (data?.total ?? 0) > 0 && <span className="quiet"> {formatNumber(data?.total ?? 0)}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <View />
    </>
  );
}

function PeopleList() {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const filter: PeopleFilter = { search: textOf(address.search) || undefined, levels: wordsOf(address.levels, LEVELS) };
  const sort = {
    by: wordOf(address.sort, SORTS) ?? 'points',
    direction: wordOf(address.direction, ['ascending', 'descending'] as const) ?? 'descending',
  };
  return (
    <>
      <Group gap="xs" mb="md">
        <SearchField wide label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
        <ChoiceFilter
          label={t('columns.level')}
          words={LEVELS}
          wordOf={(word) => t(`vocabulary:level.${word}`)}
          chosen={filter.levels ?? []}
          onChoose={(levels) => change({ levels })}
        />
      </Group>
      <PeopleTable
        filter={filter}
        sort={sort}
        onSort={(next) => change({ sort: next.by, direction: next.direction })}
        empty={
          filter.search || filter.levels?.length
            ? {
                sentence: t('none'),
                action: { label: t('ui:clearFilters'), onClick: () => change({ search: undefined, levels: undefined }) },
              }
            : {
                sentence: t('empty'),
                action: { label: t('import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) },
              }
        }
      />
    </>
  );
}
