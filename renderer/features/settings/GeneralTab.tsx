// What the program is called, when its year begins, and how the screens look and speak.
import { Button, Select, Stack, TextInput, Title, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/contract/workspace.ts';
import { LANGUAGES, type Language } from '../../../shared/vocabulary.ts';
import { client, commandId, program } from '../../app/client.ts';
import { currentLanguage, speak } from '../../app/language.ts';
import { notifyDone, notifyFailure } from '../../app/notify.tsx';
import { PageSkeleton } from '../../ui/PageSkeleton.tsx';

const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };

export function GeneralTab() {
  const { t } = useTranslation('settings');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { data } = useQuery(program().workspace.get.queryOptions({ input: {} }));
  if (!data) return <PageSkeleton rows={4} />;
  return (
    <Stack maw={420} gap="md">
      <Title order={2}>{t('program')}</Title>
      <ProgramForm key={JSON.stringify(data.settings)} settings={data.settings} />
      <Title order={2} mt="md">
        {t('screens')}
      </Title>
      <Select
        label={t('language')}
        allowDeselect={false}
        value={currentLanguage()}
        onChange={(value) => void speak(value as Language)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Select
        label={t('look')}
        allowDeselect={false}
        value={colorScheme}
        onChange={(value) => setColorScheme(value as 'auto')}
        data={(['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`looks.${value}`) }))}
      />
    </Stack>
  );
}

function ProgramForm({ settings }: { settings: Settings }) {
  const { t, i18n } = useTranslation('settings');
  const [name, setName] = useState(settings.programName);
  const [start, setStart] = useState(settings.fiscalYearStart);
  const monthName = (month: number) =>
    new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await client().workspace.saveSettings({
        commandId: commandId(),
        settings: { ...settings, programName: name, fiscalYearStart: start },
      });
      notifyDone(t('saved'));
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="md">
        <TextInput label={t('programName')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label={t('fiscalYear')}
          allowDeselect={false}
          value={String(start)}
          onChange={(value) => setStart(Number(value))}
          data={Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: monthName(index + 1) }))}
        />
        <Button
          type="submit"
          w="fit-content"
          disabled={name.trim() === '' || (name === settings.programName && start === settings.fiscalYearStart)}
        >
          {t('ui:save')}
        </Button>
      </Stack>
    </form>
  );
}
