// From a file to a change-set: choose it, see what was found, say what the columns mean. The file and every choice stand in the
// address or beside the program, so neither a reload nor going back loses work.
import { Progress, SegmentedControl, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from '../../../shared/contract/imports.ts';
import { IMPORT_KINDS } from '../../../shared/vocabulary.ts';
import { host, program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { textOf, useAddress, wordOf } from '../../ui/use-address.ts';
import { MappingStep } from './MappingStep.tsx';

const LARGEST_FILE = 2 ** 30;

export function ImportWizardPage() {
  const { t } = useTranslation('imports');
  const [address, change] = useAddress();
  const kind = wordOf(address.kind, IMPORT_KINDS) ?? 'partners';
  const stagedFileId = textOf(address.file);
  const reading = (typeof address.reading === 'object' && address.reading !== null ? address.reading : undefined) as
    | Partial<Reading>
    | undefined;
  const { data, error } = useQuery({
    ...program().imports.inspect.queryOptions({ input: { stagedFileId, kind, reading } }),
    enabled: stagedFileId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: undefined,
  });
  const start = () => change({ file: undefined, reading: undefined });

  return (
    <>
      <PageHeader
        title={t('wizard')}
        beside={
          <SegmentedControl
            aria-label={t('kind')}
            value={kind}
            onChange={(next) => change({ kind: next })}
            data={IMPORT_KINDS.map((value) => ({ value, label: t(`vocabulary:importKind.${value}`) }))}
          />
        }
      />
      {stagedFileId === '' ? (
        <ChooseFile onStaged={(file) => change({ file }, false)} kind={kind} />
      ) : error ? (
        <EmptyState sentence={failureOf(error).sentence} action={{ label: t('chooseAnother'), onClick: start }} />
      ) : data ? (
        <MappingStep
          key={`${kind}${stagedFileId}${JSON.stringify(data.reading)}`}
          kind={kind}
          inspection={data}
          onReading={(next) => change({ reading: next })}
          onBack={start}
        />
      ) : (
        <PageSkeleton />
      )}
    </>
  );
}

function ChooseFile({ kind, onStaged }: { kind: string; onStaged: (fileId: string) => void }) {
  const { t } = useTranslation('imports');
  const [share, setShare] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const stage = async (file: File | undefined) => {
    if (!file) return;
    setShare(0);
    setFailure(null);
    try {
      onStaged((await host().stageFile(file, setShare)).fileId);
    } catch {
      setFailure(t('uploadFailed', { name: file.name }));
    } finally {
      setShare(null);
    }
  };
  return (
    <Stack maw={720} gap="sm">
      <Dropzone
        onDrop={(files) => void stage(files[0])}
        onReject={() => setFailure(t('notATable'))}
        maxFiles={1}
        multiple={false}
        maxSize={LARGEST_FILE}
        loading={share !== null}
        p="xl"
        aria-label={t('dropHere')}
        inputProps={{ 'aria-label': t('dropHere') }}
      >
        <Stack align="center" gap={6} py="xl">
          <IconFileSpreadsheet size={36} stroke={1.3} aria-hidden />
          <Text fw={550}>{t('dropHere')}</Text>
          <Text c="dimmed" ta="center">
            {t(`expects.${kind}`)}
          </Text>
        </Stack>
      </Dropzone>
      {share !== null && <Progress value={share * 100} aria-label={t('uploading')} />}
      {failure && (
        <Text className="down" role="alert">
          {failure}
        </Text>
      )}
      <Text c="dimmed">{t('nothingWritten')}</Text>
    </Stack>
  );
}
