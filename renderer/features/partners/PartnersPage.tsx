// The directory: search, filters, sorting; registering a partner.
import { Button, Group, NumberInput, Select, Text, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartnerFilter } from '../../../shared/contract/partners.ts';
import { PARTNER_STATUSES, PARTNER_TIERS, PARTNER_TYPES } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import type { Sort } from '../../ui/DataTable.tsx';
import { formatNumber, labelled } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordOf, wordsOf } from '../../ui/use-address.ts';
import { PartnerForm } from './PartnerForm.tsx';
import { PartnerTable } from './PartnerTable.tsx';

const SORTS = ['name', 'relevance', 'tier', 'points', 'people', 'lastActivityOn', 'joinedOn', 'type', 'status'] as const;
const TYPES = [...PARTNER_TYPES, 'missing'] as const;

export function PartnersPage() {
  const { t } = useTranslation('partners');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const [total, setTotal] = useState<number | null>(null);
  const { data: values } = useQuery(program().partners.values.queryOptions({ input: {} }));
  const owners = values?.owners ?? [];
  const regions = values?.regions ?? [];
  const quiet = Number(textOf(address.quiet)) || undefined;
  const filter: PartnerFilter = {
    search: textOf(address.search) || undefined,
    types: wordsOf(address.types, TYPES),
    tiers: wordsOf(address.tiers, PARTNER_TIERS),
    statuses: wordsOf(address.statuses, PARTNER_STATUSES),
    owners: wordsOf(address.owners, owners),
    regions: wordsOf(address.regions, regions),
    quietForDays: quiet,
  };
  const by = wordOf(address.sort, SORTS) ?? (filter.search ? 'relevance' : 'name');
  const direction =
    wordOf(address.direction, ['ascending', 'descending'] as const) ??
    (['points', 'people', 'tier', 'lastActivityOn'].includes(by) ? 'descending' : 'ascending');
  const sort: Sort = { by, direction };
  const filtered = Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  const clear = () =>
    change({
      search: undefined,
      types: undefined,
      tiers: undefined,
      statuses: undefined,
      owners: undefined,
      regions: undefined,
      quiet: undefined,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        beside={total !== null && <Text c="dimmed">{formatNumber(total)}</Text>}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate({ to: '/imports/new', search: { kind: 'partners' } })}>
              {t('import')}
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ form: 'new' })}>
              {t('register')}
            </Button>
          </>
        }
      />
      <Group gap="xs" mb="md">
        <SearchField label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
        <ChoiceFilter
          label={t('columns.tier')}
          words={PARTNER_TIERS}
          wordOf={(word) => t(`vocabulary:tier.${word}`)}
          chosen={filter.tiers ?? []}
          onChoose={(tiers) => change({ tiers })}
        />
        <ChoiceFilter
          label={t('columns.type')}
          words={TYPES}
          wordOf={(word) => t(`vocabulary:type.${word}`)}
          chosen={wordsOf(address.types, TYPES)}
          onChoose={(types) => change({ types })}
        />
        <ChoiceFilter
          label={t('columns.status')}
          words={PARTNER_STATUSES}
          wordOf={(word) => t(`vocabulary:status.${word}`)}
          chosen={filter.statuses ?? []}
          onChoose={(statuses) => change({ statuses })}
        />
        {owners.length > 0 && (
          <ChoiceFilter
            label={t('columns.owner')}
            words={owners}
            wordOf={(word) => word}
            chosen={filter.owners ?? []}
            onChoose={(chosen) => change({ owners: chosen })}
          />
        )}
        {regions.length > 0 && (
          <ChoiceFilter
            label={t('columns.region')}
            words={regions}
            wordOf={(word) => word}
            chosen={filter.regions ?? []}
            onChoose={(chosen) => change({ regions: chosen })}
          />
        )}
        <NumberInput
          aria-label={t('quietFor')}
          placeholder={t('quietFor')}
          w={130}
          min={1}
          hideControls
          max={3650}
          allowDecimal={false}
          suffix={t('quietDays')}
          value={quiet ?? ''}
          onChange={(value) => change({ quiet: value === '' ? undefined : Number(value) })}
        />
        <Tooltip label={t('relevanceExplained')} multiline w={280}>
          <Select
            aria-label={t('sortBy')}
            w={168}
            allowDeselect={false}
            data={SORTS.map((one) => ({ value: one, label: labelled(t('sortBy'), t(`sorts.${one}`)) }))}
            value={by}
            onChange={(next) => change({ sort: next ?? undefined, direction: undefined })}
          />
        </Tooltip>
        {filtered && (
          <Button variant="subtle" color="gray" onClick={clear}>
            {t('ui:clearFilters')}
          </Button>
        )}
      </Group>
      <PartnerTable
        onTotal={setTotal}
        filter={filter}
        sort={sort}
        onSort={(next) => change({ sort: next.by, direction: next.direction })}
        empty={
          filtered
            ? { sentence: t('noneMatch'), action: { label: t('ui:clearFilters'), onClick: clear } }
            : { sentence: t('empty'), action: { label: t('register'), onClick: () => change({ form: 'new' }) } }
        }
      />
      {address.form === 'new' && <PartnerForm onClose={() => change({ form: undefined })} />}
    </>
  );
}
