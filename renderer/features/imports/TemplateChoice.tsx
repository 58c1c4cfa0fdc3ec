// A sheet to fill in instead of a file that is there already.
import { Button, Group, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IMPORT_KINDS, type ImportKind, TEMPLATE_FORMATS, type TemplateFormat } from '../../../shared/vocabulary.ts';
import { client, host } from '../../app/client.ts';
import { currentLanguage } from '../../app/language.ts';
import { notifyFailure } from '../../app/notify.tsx';

/** Of the kind that was chosen, else of one that is chosen here. */
export function TemplateChoice({ kind }: { kind: ImportKind | undefined }) {
  const { t } = useTranslation('imports');
  const [own, setOwn] = useState<ImportKind>('partners');
  const [saving, setSaving] = useState<TemplateFormat | null>(null);
  const save = async (format: TemplateFormat) => {
    setSaving(format);
    try {
      await host().saveFile(await client().imports.template({ kind: kind ?? own, format, language: currentLanguage() }));
    } catch (failure) {
      notifyFailure(failure);
    } finally {
      setSaving(null);
    }
  };
  return (
    <Group gap="xs" role="group" aria-label={t('template.label')}>
      <Text size="sm" fw={500}>
        {t('template.label')}
      </Text>
      {kind === undefined && (
        <Select
          aria-label={t('template.of')}
          w={200}
          allowDeselect={false}
          value={own}
          data={IMPORT_KINDS.map((value) => ({ value, label: t(`vocabulary:importKind.${value}`) }))}
          onChange={(next) => setOwn(next as ImportKind)}
        />
      )}
      {TEMPLATE_FORMATS.map((format) => (
        <Button key={format} variant="default" loading={saving === format} onClick={() => void save(format)}>
          {t(`template.formats.${format}`)}
        </Button>
      ))}
    </Group>
  );
}
