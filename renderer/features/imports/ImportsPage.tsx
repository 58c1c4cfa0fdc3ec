// What was imported, newest first.
import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import { client } from '../../app/client.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

export function ImportsPage() {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const begin = () => void navigate({ to: '/imports/new' });
  const numeric = (id: 'created' | 'changed' | 'unchanged' | 'conflicts' | 'rejected', width: string): Column<ImportSummary> => ({
    id,
    header: t(`counts.${id}`),
    width,
    numeric: true,
    cell: (one) => formatNumber(one[id]),
  });
  const columns: Column<ImportSummary>[] = [
    {
      id: 'file',
      header: t('file'),
      width: 'minmax(110px, 2fr)',
      cell: (one) => (
        <strong style={{ fontWeight: 550 }} title={one.fileName}>
          {one.fileName}
        </strong>
      ),
    },
    {
      id: 'kind',
      header: t('kind'),
      width: 'minmax(156px, 1fr)',
      cell: (one) => t(`vocabulary:importKind.${one.kind}`),
    },
    { id: 'state', header: t('state'), width: '118px', cell: (one) => t(`vocabulary:importState.${one.state}`) },
    { id: 'when', header: t('when'), width: '102px', cell: (one) => <RelativeDay instant={one.appliedAt ?? one.createdAt} /> },
    numeric('created', '64px'),
    numeric('changed', '62px'),
    numeric('unchanged', '72px'),
    numeric('conflicts', '66px'),
    numeric('rejected', '62px'),
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={() => void navigate({ to: '/imports/github' })}>
              {t('fromGithub')}
            </Button>
            <Button variant="default" onClick={() => void navigate({ to: '/imports/git' })}>
              {t('fromGit')}
            </Button>
            <Button onClick={begin}>{t('importFile')}</Button>
          </Group>
        }
      />
      <DataTable
        label={t('title')}
        listKey={['imports']}
        fetchPage={(page) => client().imports.list(page)}
        columns={columns}
        rowId={(one) => one.id}
        onOpen={(one) => void navigate({ to: '/imports/$importId', params: { importId: one.id } })}
        empty={{ sentence: t('empty'), action: { label: t('importFile'), onClick: begin } }}
      />
    </>
  );
}
