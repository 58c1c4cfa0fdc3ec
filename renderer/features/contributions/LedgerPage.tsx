// The whole ledger under one filter, with the sum of what is shown.
import { Button, Group, Select, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { isDay } from '../../../shared/values/day.ts';
import { ENTRY_STATES } from '../../../shared/vocabulary.ts';
import { client, host, program } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordOf, wordsOf } from '../../ui/use-address.ts';
import { ContributionTable } from './ContributionTable.tsx';
import { EntryForm } from './EntryForm.tsx';

export function LedgerPage() {
  const { t } = useTranslation('contributions');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const { kinds, nameOfKind } = useKinds();
  const { data: repositories } = useQuery(program().contributions.repositories.queryOptions({ input: {} }));
  const [totals, setTotals] = useState<{ total: number; points: number } | null>(null);
  const dayOf = (value: unknown) => (isDay(textOf(value)) ? (textOf(value) as ContributionFilter['from']) : undefined);
  const filter: ContributionFilter = {
    search: textOf(address.search) || undefined,
    kinds: wordsOf(address.kinds, kinds),
    states: wordsOf(address.states, ENTRY_STATES),
    repository: textOf(address.repository) || undefined,
    from: dayOf(address.from),
    to: dayOf(address.to),
    importId: textOf(address.importId) || undefined,
  };
  const filtered = Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  const sort = {
    by: wordOf(address.sort, ['day', 'points'] as const) ?? 'day',
    direction: wordOf(address.direction, ['ascending', 'descending'] as const) ?? 'descending',
  };
  const clear = () =>
    change({
      search: undefined,
      kinds: undefined,
      states: undefined,
      repository: undefined,
      from: undefined,
      to: undefined,
      importId: undefined,
    });
  const [exporting, setExporting] = useState(false);
  const save = async () => {
    setExporting(true);
    try {
      const file = await client().contributions.exportList({ filter, sort, language: currentLanguage() });
      await host().saveFile(file);
      notifyDone(t('exported', { name: file.name }));
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      setExporting(false);
    }
  };
  return (
    <>
      <PageHeader
        title={t('title')}
        beside={
          totals && <Text c="dimmed">{t('totals', { entries: formatNumber(totals.total), points: formatNumber(totals.points) })}</Text>
        }
        actions={
          <>
            <Button variant="default" loading={exporting} disabled={!totals?.total} onClick={() => void save()}>
              {t('export')}
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ form: 'new' })}>
              {t('add')}
            </Button>
          </>
        }
      />
      <Group gap="xs" mb="md">
        <SearchField wide label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
        <ChoiceFilter
          label={t('columns.kind')}
          words={kinds}
          wordOf={nameOfKind}
          chosen={filter.kinds ?? []}
          onChoose={(chosen) => change({ kinds: chosen })}
        />
        <ChoiceFilter
          label={t('state')}
          words={ENTRY_STATES}
          wordOf={(word) => t(`vocabulary:entryState.${word}`)}
          chosen={filter.states ?? []}
          onChoose={(states) => change({ states })}
        />
        {(repositories?.items.length ?? 0) > 0 && (
          <Select
            aria-label={t('vocabulary:field.repository')}
            placeholder={t('allRepositories')}
            clearable
            searchable
            limit={60}
            w={180}
            data={repositories?.items ?? []}
            value={filter.repository ?? null}
            onChange={(repository) => change({ repository: repository ?? undefined })}
          />
        )}
        <DayField
          aria-label={t('from')}
          placeholder={t('from')}
          w={150}
          value={textOf(address.from)}
          onChange={(day) => change({ from: day })}
        />
        <DayField aria-label={t('to')} placeholder={t('to')} w={150} value={textOf(address.to)} onChange={(day) => change({ to: day })} />
      </Group>
      <ContributionTable
        filter={filter}
        sort={sort}
        onSort={(next) => change({ sort: next.by, direction: next.direction })}
        onTotals={setTotals}
        empty={
          filtered
            ? { sentence: t('none'), action: { label: t('ui:clearFilters'), onClick: clear } }
            : {
                sentence: t('empty'),
                action: { label: t('import'), onClick: () => void navigate({ to: '/imports/new', search: { kind: 'contributions' } }) },
              }
        }
      />
      {address.form === 'new' && <EntryForm onClose={() => change({ form: undefined })} />}
    </>
  );
}
