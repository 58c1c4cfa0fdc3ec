// The reviewed difference: every row of the file in exactly one of five groups, with old and new values. Rows can be unticked.
import { Alert, Button, Checkbox, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeSetRow, ImportSummary, Mapping } from '../../../shared/contract/imports.ts';
import { wordOfField, wordOfValue } from '../../../shared/field-choices.ts';
import { type ImportKind, ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { client, queryClient } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { Gone } from './Gone.tsx';
import { MendDrawer } from './MendDrawer.tsx';
import { Reasons } from './Reasons.tsx';
import { ReasonText } from './ReasonText.tsx';

const COUNT_OF = { new: 'created', changed: 'changed', unchanged: 'unchanged', conflict: 'conflicts', rejected: 'rejected' } as const;

interface ChangeSetReviewProps {
  summary: ImportSummary;
  mapping: Mapping;
  onMeanings: ((values: Mapping['values']) => Promise<void>) | null;
}

export function ChangeSetReview({ summary, mapping, onMeanings }: ChangeSetReviewProps) {
  const { t } = useTranslation('imports');
  const first = ROW_STATUSES.find((status) => summary[COUNT_OF[status]] > 0) ?? 'new';
  const [status, setStatus] = useState<RowStatus | 'all'>(first);
  const [search, setSearch] = useState('');
  const [mending, setMending] = useState<ChangeSetRow | null>(null);
  const importId = summary.id;

  const seeAgain = () =>
    queryClient.invalidateQueries({ predicate: ({ queryKey }) => (queryKey[0] as string[] | undefined)?.[0] === 'imports' });
  const tick = async (ticked: boolean, which: { lines: number[] } | { status: 'new' | 'changed' }) => {
    try {
      await client().imports.tick({ importId, ticked, ...which });
      await seeAgain();
    } catch (error) {
      notifyFailure(error);
    }
  };
  const canTick = status === 'new' || status === 'changed';
  const all: Column<ChangeSetRow>[] = [
    {
      id: 'ticked',
      header: t('take'),
      width: '60px',
      cell: (row) =>
        row.status === 'new' || row.status === 'changed' ? (
          <Checkbox
            size="xs"
            aria-label={t('takeRow', { line: row.line })}
            checked={row.ticked}
            onClick={(event) => event.stopPropagation()}
            onChange={(event) => void tick(event.currentTarget.checked, { lines: [row.line] })}
          />
        ) : null,
    },
    { id: 'line', header: t('line'), width: '70px', numeric: true, cell: (row) => formatNumber(row.line) },
    {
      id: 'status',
      header: t('state'),
      width: '110px',
      cell: (row) => (
        <span className={row.status === 'rejected' || row.status === 'conflict' ? 'down' : undefined}>
          {t(`vocabulary:rowStatus.${row.status}`)}
        </span>
      ),
    },
    {
      id: 'label',
      header: t('row'),
      width: 'minmax(150px, 1.2fr)',
      cell: (row) => <strong style={{ fontWeight: 550 }}>{row.label}</strong>,
    },
    { id: 'what', header: t('whatHappens'), width: 'minmax(260px, 3fr)', cell: (row) => <What kind={summary.kind} row={row} /> },
  ];
  // A state that every row shares is said above the list, and so is that none of them can be ticked.
  const columns = all.filter(({ id }) => (id !== 'status' || status === 'all') && (id !== 'ticked' || canTick || status === 'all'));
  return (
    <>
      {summary.rejected > summary.created + summary.changed + summary.unchanged && (
        <Alert
          color="yellow"
          variant="light"
          mb="sm"
          title={t('mostRejected', { rejected: formatNumber(summary.rejected), rows: formatNumber(summary.rows) })}
        />
      )}
      <Group gap="xs" mb="sm">
        <SegmentedControl
          aria-label={t('state')}
          value={status}
          onChange={(next) => setStatus(next as RowStatus | 'all')}
          data={[
            ...ROW_STATUSES.map((value) => ({
              value,
              label: `${t(`vocabulary:rowStatus.${value}`)} ${formatNumber(summary[COUNT_OF[value]] + (value === 'new' ? summary.unticked : 0))}`,
            })),
            { value: 'all', label: t('allRows') },
          ]}
        />
        <SearchField label={t('searchRows')} value={search} onSearch={setSearch} />
        {canTick && (
          <>
            <Button variant="subtle" onClick={() => void tick(true, { status })}>
              {t('tickAll')}
            </Button>
            <Button variant="subtle" onClick={() => void tick(false, { status })}>
              {t('untickAll')}
            </Button>
          </>
        )}
      </Group>
      {(status === 'rejected' || status === 'conflict') && (
        <Reasons importId={importId} kind={summary.kind} status={status} rows={summary[COUNT_OF[status]]} onMeanings={onMeanings} />
      )}
      {mapping.complete && <Gone importId={importId} />}
      <DataTable
        label={t('changeSet')}
        listKey={['imports', importId, status, search]}
        fetchPage={(page) =>
          client().imports.changeSet({ importId, status: status === 'all' ? undefined : status, search: search || undefined, ...page })
        }
        columns={columns}
        rowId={(row) => `${row.status}${row.line}`}
        onOpen={setMending}
        height="calc(100vh - 320px)"
        empty={{ sentence: t('noneOfStatus') }}
      />
      {mending && (
        <MendDrawer
          key={mending.line}
          importId={importId}
          kind={summary.kind}
          row={mending}
          mapping={mapping}
          collected={summary.origin.source !== 'file'}
          onClose={() => setMending(null)}
          onDone={() => {
            setMending(null);
            void seeAgain();
          }}
        />
      )}
    </>
  );
}

function What({ kind, row }: { kind: ImportKind; row: ChangeSetRow }) {
  const { t } = useTranslation('imports');
  const fieldWord = (field: string) => wordOfField(t, kind, field);
  if (row.reasons.length > 0) return <ReasonText kind={kind} reasons={row.reasons} />;
  if (row.changes.length > 0) {
    return (
      <span>
        {row.changes.map((change) => (
          <span key={change.field} style={{ marginRight: 14 }}>
            <span className="quiet">{fieldWord(change.field)}:</span> <s>{wordOfValue(t, kind, change.field, change.old) || '–'}</s> →{' '}
            {wordOfValue(t, kind, change.field, change.new) || '–'}
          </span>
        ))}
      </span>
    );
  }
  return (
    <span>
      {row.values.map((one) => (
        <span key={one.field} style={{ marginRight: 14 }}>
          <span className="quiet">{fieldWord(one.field)}:</span> {wordOfValue(t, kind, one.field, one.value)}
        </span>
      ))}
    </span>
  );
}
