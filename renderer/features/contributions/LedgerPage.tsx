// The whole ledger under one filter, with the sum of what is shown.
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { isDay } from '../../../shared/values/day.ts';
import { CONTRIBUTION_KINDS } from '../../../shared/vocabulary.ts';
import { client, host } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordOf, wordsOf } from '../../ui/use-address.ts';
import { ContributionTable } from './ContributionTable.tsx';

export function LedgerPage() {
  const { t } = useTranslation('contributions');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const [totals, setTotals] = useState<{ total: number; points: number } | null>(null);
  const dayOf = (value: unknown) => (isDay(textOf(value)) ? (textOf(value) as ContributionFilter['from']) : undefined);
  const filter: ContributionFilter = {
    search: textOf(address.search) || undefined,
    kinds: wordsOf(address.kinds, CONTRIBUTION_KINDS),
    from: dayOf(address.from),
    to: dayOf(address.to),
    importId: textOf(address.importId) || undefined,
  };
  const filtered = Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  const sort = {
    by: wordOf(address.sort, ['day', 'points'] as const) ?? 'day',
    direction: wordOf(address.direction, ['ascending', 'descending'] as const) ?? 'descending',
  };
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
        actions={
          <Button variant="default" loading={exporting} disabled={!totals?.total} onClick={() => void save()}>
            {t('export')}
          </Button>
        }
        beside={
          totals && <Text c="dimmed">{t('totals', { entries: formatNumber(totals.total), points: formatNumber(totals.points) })}</Text>
        }
      />
      <Group gap="xs" mb="md">
        <SearchField label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
        <ChoiceFilter
          label={t('columns.kind')}
          words={CONTRIBUTION_KINDS}
          wordOf={(word) => t(`vocabulary:kind.${word}`)}
          chosen={filter.kinds ?? []}
          onChoose={(kinds) => change({ kinds })}
        />
        <TextInput
          type="date"
          aria-label={t('from')}
          w={150}
          value={textOf(address.from)}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          aria-label={t('to')}
          w={150}
          value={textOf(address.to)}
          onChange={(event) => change({ to: event.currentTarget.value })}
        />
      </Group>
      <ContributionTable
        filter={filter}
        sort={sort}
        onSort={(next) => change({ sort: next.by, direction: next.direction })}
        onTotals={setTotals}
        empty={
          filtered
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
