// Mappings kept for files with the same columns: taken up, kept anew, or forgotten.
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, commandId } from '../../app/client.ts';
import { notifyFailure } from '../../app/notify.tsx';
import { focusFirst } from '../../ui/focus-first.ts';
import type { MappingProps } from './mapping-draft.ts';

export function SavedMappings({ inspection, mapping, onMapping }: MappingProps) {
  const { t } = useTranslation('imports');
  const { saved, kind, columns, suggested } = inspection;
  const [name, setName] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const same = saved.find((one) => JSON.stringify(one.mapping) === JSON.stringify(mapping));
  const keep = async () => {
    if (!name?.trim()) return;
    setBusy(true);
    try {
      const headers = columns.map(({ header }) => header);
      await client().imports.saveMapping({ commandId: commandId(), kind, name: name.trim(), headers, mapping });
      setName(null);
    } catch (error) {
      notifyFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const forget = async (mappingId: string) => {
    try {
      await client().imports.removeMapping({ commandId: commandId(), mappingId });
    } catch (error) {
      notifyFailure(error);
    }
  };
  return (
    <Group gap="sm" align="end">
      {saved.length > 0 && (
        <Select
          label={t('savedMapping')}
          w={260}
          placeholder={t('savedMappingNone')}
          value={same?.id ?? null}
          data={saved.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(id) => onMapping(saved.find((one) => one.id === id)?.mapping ?? suggested)}
        />
      )}
      {name === null ? (
        <>
          <Button variant="default" onClick={() => setName(same?.name ?? saved[0]?.name ?? '')}>
            {t('keepMapping')}
          </Button>
          {same && (
            <Button variant="subtle" color="gray" onClick={() => void forget(same.id)}>
              {t('forgetMapping')}
            </Button>
          )}
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void keep();
          }}
        >
          <Group gap="xs" align="end">
            <TextInput
              label={t('mappingName')}
              w={240}
              maxLength={120}
              value={name}
              ref={focusFirst}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" loading={busy} disabled={name.trim() === ''}>
              {t('keep')}
            </Button>
            <Button variant="default" onClick={() => setName(null)}>
              {t('ui:cancel')}
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
}
