// From a file to a change-set: choose it, see what was found, say what the columns mean. The file and how it is read stand in the
// address, what was said of its columns beside it, so neither a reload nor going back loses work.
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Reading } from '../../../shared/contract/imports.ts';
import { IMPORT_KINDS } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';
import { textOf, useAddress, wordOf } from '../../ui/use-address.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import { MappingStep } from './MappingStep.tsx';

export function ImportWizardPage() {
  const { t } = useTranslation('imports');
  const [address, change] = useAddress();
  const chosen = wordOf(address.kind, IMPORT_KINDS);
  const stagedFileId = textOf(address.file);
  const from = textOf(address.from);
  const reading = (typeof address.reading === 'object' && address.reading !== null ? address.reading : undefined) as
    | Partial<Reading>
    | undefined;
  const found = useQuery({
    ...program().imports.inspect.queryOptions({ input: { stagedFileId, kind: chosen, reading } }),
    enabled: stagedFileId !== '',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    placeholderData: undefined,
  });
  const earlier = useQuery({ ...program().imports.get.queryOptions({ input: { importId: from } }), enabled: from !== '', retry: false });
  const start = () => change({ file: undefined, reading: undefined, from: undefined });
  const kind = found.data?.kind ?? chosen;

  return (
    <>
      <PageHeader title={t('wizard')} />
      <ImportSteps current={stagedFileId === '' ? 'file' : 'columns'} />
      {(stagedFileId !== '' || chosen) && (
        <SegmentedControl
          mb="md"
          aria-label={t('kind')}
          value={kind ?? ''}
          onChange={(next) => change({ kind: next })}
          data={IMPORT_KINDS.map((value) => ({ value, label: t(`vocabulary:importKind.${value}`) }))}
        />
      )}
      {stagedFileId === '' ? (
        <ChooseFile kind={chosen} onStaged={(file) => change({ file }, false)} />
      ) : found.error ? (
        <EmptyState sentence={failureOf(found.error).sentence} action={{ label: t('chooseAnother'), onClick: start }} />
      ) : found.data && !(from !== '' && earlier.isPending) ? (
        <MappingStep
          key={`${found.data.kind}${stagedFileId}${JSON.stringify(found.data.reading)}`}
          inspection={found.data}
          earlier={earlier.data?.kind === found.data.kind && earlier.data.state === 'planned' ? earlier.data : null}
          onReading={(next) => change({ reading: next })}
          onBack={start}
        />
      ) : (
        <PageSkeleton />
      )}
    </>
  );
}
