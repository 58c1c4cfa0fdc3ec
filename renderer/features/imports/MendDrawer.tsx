// One row of a change-set, cell by cell: mended in place, or taken although it is in conflict. The file itself stays as it is.
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeSetRow, Mapping, RowReason } from '../../../shared/contract/imports.ts';
import { wordOfField } from '../../../shared/field-choices.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { client, program } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { Failed } from '../../ui/Failed.tsx';
import { focusFirst } from '../../ui/focus-first.ts';
import { formatNumber } from '../../ui/format.ts';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { ReasonText } from './ReasonText.tsx';

interface MendDrawerProps {
  importId: string;
  kind: ImportKind;
  row: ChangeSetRow;
  mapping: Mapping;
  /** Rows that Trellis gathered have columns of its own making, under names for programs. */
  collected: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function MendDrawer({ importId, kind, row, mapping, collected, onDone, onClose }: MendDrawerProps) {
  const { t } = useTranslation('imports');
  const { data, error } = useQuery({
    ...program().imports.row.queryOptions({ input: { importId, line: row.line } }),
    retry: false,
    gcTime: 0,
  });
  const [cells, setCells] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (data) setCells(data.header.map((_, index) => data.cells[index] ?? ''));
  }, [data]);
  const mended = cells?.some((cell, index) => cell !== (data?.cells[index] ?? ''));
  const work = async (what: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
      onDone();
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      setBusy(false);
    }
  };
  const fieldOf = (column: number) => mapping.columns.find((one) => one.column === column)?.field;
  const wrongIn = (column: number) => row.reasons.filter(({ field }) => field !== '' && field === fieldOf(column));
  const firstWrong = data?.header.findIndex((_, column) => wrongIn(column).length > 0);
  // What a cell says of itself need not stand above it too; why a row is in conflict is about all of it.
  const besideCells = (reason: RowReason) =>
    row.status !== 'rejected' || error !== null || data?.header.every((_, column) => !wrongIn(column).includes(reason));
  const aboutRow = row.reasons.filter(besideCells);
  return (
    <SideDrawer onClose={onClose} dirty={mended} title={t('mendTitle', { line: formatNumber(row.line) })} size={520}>
      <Stack gap="sm">
        {aboutRow.length > 0 && (
          <Alert color={row.status === 'rejected' ? 'red' : 'yellow'} variant="light">
            <ReasonText kind={kind} reasons={aboutRow} />
          </Alert>
        )}
        {row.takeable && (
          <div>
            <Button variant="light" loading={busy} onClick={() => void work(() => client().imports.take({ importId, line: row.line }))}>
              {t('takeAnyway')}
            </Button>
            <Text c="dimmed" size="sm" mt={4}>
              {t('takeAnywayExplained')}
            </Text>
          </div>
        )}
        {error ? <Failed error={error} /> : !data || !cells ? <PageSkeleton /> : null}
        {data && cells && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void work(() => client().imports.mend({ importId, line: row.line, cells }));
            }}
          >
            <Stack gap="xs">
              {data.header.map((header, column) => {
                const field = fieldOf(column);
                const meaning = field ? wordOfField(t, kind, field) : t('ignored');
                if (collected && (field === undefined || field === 'key')) return null;
                const label = collected ? meaning : header.trim() || t('unnamedColumn', { number: column + 1 });
                const wrong = wrongIn(column);
                return (
                  <Textarea
                    // biome-ignore lint/suspicious/noArrayIndexKey: columns are addressed by their place
                    key={column}
                    label={label}
                    description={meaning === label.replace(/\s*\(?\*\)?$/, '') ? undefined : meaning}
                    autosize
                    minRows={1}
                    maxRows={6}
                    value={cells[column] ?? ''}
                    error={row.status === 'rejected' && wrong.length > 0 && <ReasonText kind={kind} reasons={wrong} />}
                    ref={column === firstWrong ? focusFirst : undefined}
                    onChange={(event) => setCells(cells.map((cell, index) => (index === column ? event.currentTarget.value : cell)))}
                  />
                );
              })}
              <Group justify="flex-end" mt="xs">
                <Button variant="default" onClick={onClose}>
                  {t('ui:cancel')}
                </Button>
                <Button type="submit" loading={busy}>
                  {t('mend')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </Stack>
    </SideDrawer>
  );
}
