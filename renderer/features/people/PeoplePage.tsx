// Everyone who contributed.
import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PeopleFilter } from '../../../shared/contract/people.ts';
import { LEVELS } from '../../../shared/vocabulary.ts';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordOf, wordsOf } from '../../ui/use-address.ts';
import { PeopleTable } from './PeopleTable.tsx';

const SORTS = ['name', 'points', 'entries', 'lastDay'] as const;

export function PeoplePage() {
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
      <PageHeader title={t('title')} />
      <Group gap="xs" mb="md">
        <SearchField label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
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
            ? { sentence: t('none') }
            : {
                sentence: t('empty'),
                action: { label: t('import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) },
              }
        }
      />
    </>
  );
}
