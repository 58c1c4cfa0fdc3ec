// What holds for every row: values for fields without a column, how rows find what is there, and what they may do to it.
import { Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { wordOfChoice, wordOfField } from '../../../shared/field-choices.ts';
import { noticesThatHold } from '../../../shared/file-notices.ts';
import type { MappingProps } from './mapping-draft.ts';

export function MatchingOptions({ inspection, mapping, onMapping }: MappingProps) {
  const { t } = useTranslation('imports');
  const { fields, kind, matchKeys } = inspection;
  const mapped = new Set(mapping.columns.map(({ field }) => field));
  const unmapped = fields.filter(({ field }) => !mapped.has(field));
  const presetByCommits = noticesThatHold(inspection, mapping).find(({ code }) => code === 'kind_of_commits');
  const setDefault = (field: string, value: string) => {
    const { [field]: _, ...rest } = mapping.defaults;
    onMapping({ ...mapping, defaults: value === '' ? rest : { ...rest, [field]: value } });
  };
  return (
    <>
      {unmapped.length > 0 && (
        <details open={Object.keys(mapping.defaults).length > 0}>
          <summary>{t('defaults', { count: unmapped.length })}</summary>
          <Text mt="xs" mb="xs" c="dimmed">
            {t('defaultsExplained')}
          </Text>
          {presetByCommits && <Text mb="xs">{t('notices.kind_of_commits', { value: presetByCommits.value })}</Text>}
          <Group gap="sm" align="end">
            {unmapped.map(({ field, choices }) =>
              choices ? (
                <Select
                  key={field}
                  label={wordOfField(t, kind, field)}
                  w={190}
                  clearable
                  value={mapping.defaults[field] ?? null}
                  onChange={(value) => setDefault(field, value ?? '')}
                  data={choices.map((value) => ({ value, label: wordOfChoice(t, kind, field, value) }))}
                />
              ) : (
                <TextInput
                  key={field}
                  label={wordOfField(t, kind, field)}
                  w={190}
                  value={mapping.defaults[field] ?? ''}
                  onChange={(event) => setDefault(field, event.currentTarget.value)}
                />
              ),
            )}
          </Group>
        </details>
      )}
      <details>
        <summary>{t('matching')}</summary>
        <Stack gap="sm" mt="xs">
          {matchKeys.length > 1 && (
            <Select
              label={t('matchBy')}
              w={260}
              allowDeselect={false}
              value={mapping.matchBy ?? matchKeys[0] ?? null}
              data={matchKeys.map((value) => ({ value, label: t(`matchKeys.${value}`) }))}
              onChange={(value) => onMapping({ ...mapping, matchBy: value === matchKeys[0] ? null : value })}
            />
          )}
          <Text c="dimmed">{t(`matchedHow.${kind}`)}</Text>
          <Checkbox
            label={t('creates')}
            checked={mapping.creates}
            onChange={(event) => onMapping({ ...mapping, creates: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('updates')}
            checked={mapping.updates}
            onChange={(event) => onMapping({ ...mapping, updates: event.currentTarget.checked })}
          />
          {kind === 'contributions' && (
            <Checkbox
              label={t('complete')}
              description={t('completeExplained')}
              checked={mapping.complete}
              onChange={(event) => onMapping({ ...mapping, complete: event.currentTarget.checked })}
            />
          )}
          <Radio.Group
            label={t('blanks')}
            value={mapping.blanks}
            onChange={(value) => onMapping({ ...mapping, blanks: value === 'clear' ? 'clear' : 'leave' })}
          >
            <Group gap="md" mt={4}>
              <Radio value="leave" label={t('blanksLeave')} />
              <Radio value="clear" label={t('blanksClear')} />
            </Group>
          </Radio.Group>
        </Stack>
      </details>
    </>
  );
}
