// Everything done with partners, newest first; what still waits can be shown alone.
import { Button, Group, Switch } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ActivityFilter } from '../../../shared/contract/activities.ts';
import { isDay } from '../../../shared/values/day.ts';
import { ACTIVITY_KINDS } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { ChoiceFilter } from '../../ui/ChoiceFilter.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { textOf, useAddress, wordsOf } from '../../ui/use-address.ts';
import { ActivityForm } from './ActivityForm.tsx';
import { ActivityTable } from './ActivityTable.tsx';

export function ActivitiesPage() {
  const { t } = useTranslation('activities');
  const navigate = useNavigate();
  const [address, change] = useAddress();
  const { data: workspace } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  const dayOf = (value: unknown) => (isDay(textOf(value)) ? (textOf(value) as ActivityFilter['from']) : undefined);
  const due = address.due === true;
  const filter: ActivityFilter = {
    search: textOf(address.search) || undefined,
    kinds: wordsOf(address.kinds, ACTIVITY_KINDS),
    from: dayOf(address.from),
    to: dayOf(address.to),
    importId: textOf(address.importId) || undefined,
    followUpDueBy: due ? dayOf(workspace?.today) : undefined,
  };
  const filtered = Object.values(filter).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
  const clear = () => change({ search: undefined, kinds: undefined, from: undefined, to: undefined, importId: undefined, due: undefined });
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <Button variant="default" onClick={() => void navigate({ to: '/imports/new', search: { kind: 'activities' } as never })}>
              {t('import')}
            </Button>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => change({ form: 'new' })}>
              {t('log')}
            </Button>
          </>
        }
      />
      <Group gap="xs" mb="md">
        <SearchField label={t('search')} value={textOf(address.search)} onSearch={(search) => change({ search })} />
        <ChoiceFilter
          label={t('columns.kind')}
          words={ACTIVITY_KINDS}
          wordOf={(word) => t(`vocabulary:activity.${word}`)}
          chosen={filter.kinds ?? []}
          onChoose={(kinds) => change({ kinds })}
        />
        <DayField
          aria-label={t('from')}
          placeholder={t('from')}
          w={150}
          value={textOf(address.from)}
          onChange={(day) => change({ from: day })}
        />
        <DayField aria-label={t('to')} placeholder={t('to')} w={150} value={textOf(address.to)} onChange={(day) => change({ to: day })} />
        <Switch label={t('dueOnly')} checked={due} onChange={(event) => change({ due: event.currentTarget.checked || undefined })} />
        {filter.importId && <OfImport importId={filter.importId} onRemove={() => change({ importId: undefined })} />}
      </Group>
      <ActivityTable
        filter={filter}
        empty={
          filtered
            ? { sentence: t('none'), action: { label: t('ui:clearFilters'), onClick: clear } }
            : { sentence: t('empty'), action: { label: t('log'), onClick: () => change({ form: 'new' }) } }
        }
      />
      {address.form === 'new' && <ActivityForm onClose={() => change({ form: undefined })} />}
    </>
  );
}

/** Says that only one import's activities are shown; a click shows all again. */
function OfImport({ importId, onRemove }: { importId: string; onRemove: () => void }) {
  const { t } = useTranslation('activities');
  const { data } = useQuery(program().imports.get.queryOptions({ input: { importId } }));
  return (
    <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={onRemove}>
      {t('ofImport', { file: data?.fileName ?? '' })}
    </Button>
  );
}
