// What was imported, newest first.
import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportSummary } from '../../../shared/contract/imports.ts';
import { client } from '../../app/client.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { RelativeDay } from '../../ui/RelativeDay.tsx';

export function ImportsPage() {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const begin = () => void navigate({ to: '/imports/new' });
  const numeric = (id: 'created' | 'changed' | 'unchanged' | 'conflicts' | 'rejected'): Column<ImportSummary> => ({
    id,
    header: t(`counts.${id}`),
    width: '72px',
    numeric: true,
    cell: (one) => formatNumber(one[id]),
  });
  const columns: Column<ImportSummary>[] = [
    {
      id: 'file',
      header: t('file'),
      width: 'minmax(150px, 2fr)',
      cell: (one) => (
        <strong style={{ fontWeight: 550 }} title={one.fileName}>
          {one.fileName}
        </strong>
      ),
    },
    {
      id: 'kind',
      header: t('kind'),
      width: 'minmax(100px, 1fr)',
      cell: (one) => <span title={t(`vocabulary:importKind.${one.kind}`)}>{t(`vocabulary:importKind.${one.kind}`)}</span>,
    },
    { id: 'state', header: t('state'), width: '122px', cell: (one) => t(`vocabulary:importState.${one.state}`) },
    { id: 'when', header: t('when'), width: '104px', cell: (one) => <RelativeDay instant={one.appliedAt ?? one.createdAt} /> },
    numeric('created'),
    numeric('changed'),
    numeric('unchanged'),
    numeric('conflicts'),
    numeric('rejected'),
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
