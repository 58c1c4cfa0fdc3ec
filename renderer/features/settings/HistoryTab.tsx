// Every change a person made, newest first, each with undo.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../shared/contract/workspace.ts';
import { client } from '../../app/client.ts';
import { takeBack } from '../../app/notify.tsx';
import { subjectOf } from '../../app/subject.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatInstant } from '../../ui/format.ts';

export function HistoryTab() {
  const { t } = useTranslation('settings');
  const columns: Column<HistoryEntry>[] = [
    { id: 'at', header: t('history.when'), width: '190px', cell: (one) => formatInstant(one.at) },
    {
      id: 'what',
      header: t('history.what'),
      width: 'minmax(180px, 1fr)',
      cell: (one) => t(`history.changes.${one.what.replace('.', '_')}`),
    },
    { id: 'subject', header: t('history.subject'), width: 'minmax(180px, 2fr)', cell: subjectOf },
    {
      id: 'undo',
      header: '',
      width: '130px',
      cell: (one) =>
        one.undoable ? (
          <Button size="compact-xs" variant="default" onClick={() => void takeBack(one.changeId)}>
            {t('ui:undo')}
          </Button>
        ) : one.undone ? (
          <span className="quiet">{t('history.undone')}</span>
        ) : null,
    },
  ];
  return (
    <DataTable
      label={t('tabs.history')}
      listKey={['workspace', 'history']}
      fetchPage={(page) => client().workspace.history(page)}
      columns={columns}
      rowId={(one) => one.changeId}
      empty={{ sentence: t('history.empty') }}
    />
  );
}
