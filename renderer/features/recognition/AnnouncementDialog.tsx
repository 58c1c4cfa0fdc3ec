// The text that announces a milestone, in either language and three forms, to be copied.
import { Button, CopyButton, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Level } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failed } from '../../ui/Failed.tsx';

const FORMS = ['plain', 'markdown', 'social'] as const;

export function AnnouncementDialog({ personId, level, onClose }: { personId: string; level: Level; onClose: () => void }) {
  const { t } = useTranslation('recognition');
  const [form, setForm] = useState<(typeof FORMS)[number]>('plain');
  const [language, setLanguage] = useState<Language>(currentLanguage());
  const { data, error } = useQuery(program().recognition.announcement.queryOptions({ input: { personId, level, form, language } }));
  return (
    <Dialog onClose={onClose} title={t('announceIt')} size="lg">
      <Stack gap="sm">
        <Group gap="xs">
          <SegmentedControl
            aria-label={t('form')}
            value={form}
            onChange={(next) => setForm(next as typeof form)}
            data={FORMS.map((value) => ({ value, label: t(`forms.${value}`) }))}
          />
          <SegmentedControl
            aria-label={t('language')}
            value={language}
            onChange={(next) => setLanguage(next as Language)}
            data={[
              { value: 'en', label: 'English' },
              { value: 'zh-CN', label: '简体中文' },
            ]}
          />
        </Group>
        {error ? (
          <Failed error={error} />
        ) : (
          <Textarea aria-label={t('announceIt')} readOnly autosize minRows={4} value={data?.text ?? ''} />
        )}
        <Group justify="flex-end">
          <CopyButton value={data?.text ?? ''}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? t('copied') : t('copy')}</Button>}
          </CopyButton>
        </Group>
      </Stack>
    </Dialog>
  );
}
