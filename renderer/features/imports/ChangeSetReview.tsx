// The reviewed difference: every row of the file in exactly one of five groups, with old and new values. Rows can be unticked.
import { Alert, Button, Checkbox, Group, SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeSetRow, ImportSummary, Mapping } from '../../../shared/contract/imports.ts';
import { type ImportKind, ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { client, program, queryClient } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { COLUMN_GAP, type Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Changes, fieldColumns, Values } from './change-set-columns.tsx';
import { Gone } from './Gone.tsx';
import { MendDrawer } from './MendDrawer.tsx';
import { Reasons } from './Reasons.tsx';
import { ReasonText } from './ReasonText.tsx';

/** What they say decides the columns. */
const FIRST_ROWS = 50;
const TAKE_WIDTH = 52;
const LABEL_WIDTH = 150;
/** Gaps behind the row's own columns, and the list's edges. */
const GAPS = 3 * COLUMN_GAP + 2 * 8;

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
  // Rows of one state that all say the same fields stand under them; others say what is wrong or what changes.
  const alike = status === 'new' || status === 'unchanged';
  const { ref, width } = useElementSize();
  const firstRows = useQuery({
    ...program().imports.changeSet.queryOptions({ input: { importId, status: alike ? status : undefined, offset: 0, limit: FIRST_ROWS } }),
    enabled: alike,
  });
  // As wide as the number of the last line, or its heading.
  const lineWidth = Math.max(44, formatNumber(summary.rows).length * 9 + 8);
  const all: Column<ChangeSetRow>[] = [
    {
      id: 'ticked',
      header: t('take'),
      width: `${TAKE_WIDTH}px`,
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
    { id: 'line', header: t('line'), width: `${lineWidth}px`, numeric: true, cell: (row) => formatNumber(row.line) },
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
      width: `minmax(${LABEL_WIDTH}px, 2fr)`,
      cell: (row) => <strong style={{ fontWeight: 550 }}>{row.label}</strong>,
    },
    ...(alike
      ? fieldColumns(
          t,
          summary.kind,
          { rows: firstRows.data?.items ?? [], more: (firstRows.data?.total ?? 0) > FIRST_ROWS },
          width - TAKE_WIDTH - lineWidth - LABEL_WIDTH - GAPS,
        )
      : [
          {
            id: 'what',
            header: t('whatHappens'),
            width: 'minmax(260px, 3fr)',
            cell: (row: ChangeSetRow) => <What kind={summary.kind} row={row} />,
          },
        ]),
  ];
  // A state that every row shares is said above the list, and so is that none of them can be ticked.
  const columns = all.filter(({ id }) => (id !== 'status' || status === 'all') && (id !== 'ticked' || canTick || status === 'all'));
  return (
    <div ref={ref}>
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
      {alike && (firstRows.isPending || width === 0) ? (
        <PageSkeleton />
      ) : (
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
      )}
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
    </div>
  );
}

function What({ kind, row }: { kind: ImportKind; row: ChangeSetRow }) {
  const { t } = useTranslation('imports');
  if (row.reasons.length > 0) return <ReasonText kind={kind} reasons={row.reasons} />;
  if (row.changes.length > 0) return <Changes say={t} kind={kind} changes={row.changes} />;
  return <Values say={t} kind={kind} values={row.values} />;
}
