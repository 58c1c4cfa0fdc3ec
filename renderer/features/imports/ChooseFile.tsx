// The first step: drop a file, choose one, or paste cells copied from a spreadsheet; or take a template to fill.
import { Progress, Stack, Text, Textarea } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { host } from '../../app/client.ts';
import { TemplateChoice } from './TemplateChoice.tsx';

const LARGEST_FILE = 2 ** 30;

interface ChooseFileProps {
  kind: ImportKind | undefined;
  onStaged: (fileId: string) => void;
}

export function ChooseFile({ kind, onStaged }: ChooseFileProps) {
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
  const pasted = (text: string) => {
    if (text.trim() === '') return;
    const ending = text.includes('\t') ? 'tsv' : 'csv';
    void stage(new File([text], `${t('pastedName')}.${ending}`, { type: 'text/plain' }));
  };
  return (
    <Stack maw={760} gap="md">
      <Dropzone
        onDrop={(files) => void stage(files[0])}
        onReject={() => setFailure(t('notATable'))}
        maxFiles={1}
        multiple={false}
        maxSize={LARGEST_FILE}
        loading={share !== null}
        p="lg"
        aria-label={t('dropHere')}
        inputProps={{ 'aria-label': t('dropHere') }}
      >
        <Stack align="center" gap={6} py="lg">
          <IconFileSpreadsheet size={36} stroke={1.3} aria-hidden />
          <Text fw={550}>{t('dropHere')}</Text>
          <Text c="dimmed" ta="center" style={{ textWrap: 'balance' }}>
            {t('accepted')}
          </Text>
          <Text c="dimmed" ta="center">
            {kind ? t(`expects.${kind}`) : t('kindIsFound')}
          </Text>
        </Stack>
      </Dropzone>
      {share !== null && <Progress value={share * 100} aria-label={t('uploading')} />}
      {failure && (
        <Text className="down" role="alert">
          {failure}
        </Text>
      )}
      <Textarea
        label={t('pasteLabel')}
        placeholder={t('pasteHere')}
        minRows={2}
        autosize
        maxRows={4}
        value=""
        // Cells come with a header, so they have more than one line; a key that was hit is none.
        onChange={(event) => event.currentTarget.value.includes('\n') && pasted(event.currentTarget.value)}
        onPaste={(event) => {
          event.preventDefault();
          pasted(event.clipboardData.getData('text/plain'));
        }}
      />
      <TemplateChoice kind={kind} />
      <Text c="dimmed">{t('nothingWritten')}</Text>
    </Stack>
  );
}
