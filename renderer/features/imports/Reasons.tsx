// Why rows are not taken, counted: the fastest way from "300 rejected" to what to do about them.
import { Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mapping, ReasonGroup } from '../../../shared/contract/imports.ts';
import { wordOfChoice, wordOfField } from '../../../shared/field-choices.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { formatNumber } from '../../ui/format.ts';

interface ReasonsProps {
  importId: string;
  kind: ImportKind;
  status: 'conflict' | 'rejected';
  /** How many rows are in that state. */
  rows: number;
  /** Compares the file again with other meanings of its words; null when it is not there any more. */
  onMeanings: ((values: Mapping['values']) => Promise<void>) | null;
}

export function Reasons({ importId, kind, status, rows, onMeanings }: ReasonsProps) {
  const { t } = useTranslation('imports');
  const { data } = useQuery(program().imports.reasons.queryOptions({ input: { importId } }));
  const [meanings, setMeanings] = useState<Mapping['values']>({});
  const [busy, setBusy] = useState(false);
  const groups = data?.items.filter((one) => one.status === status) ?? [];
  if (groups.length === 0) return null;
  const given = Object.values(meanings).reduce((sum, words) => sum + Object.keys(words).length, 0);
  const apply = async () => {
    setBusy(true);
    await onMeanings?.(meanings);
    setBusy(false);
  };
  const sentence = ({ code, field, value }: ReasonGroup) =>
    t([`failures:reasons.${code}`, `failures:rows.${code}`], {
      value,
      field: wordOfField(t, kind, field),
      known: '',
    });
  return (
    <Stack gap="xs" mb="sm">
      <details open={groups.length <= 4}>
        <summary>{t('whyNot', { count: groups.length })}</summary>
        <Table verticalSpacing={4} maw={900} mt={4} aria-label={t('whyNot', { count: groups.length })}>
          <Table.Tbody>
            {groups.map((group) => (
              <Table.Tr key={group.code + group.field + group.value}>
                <Table.Td ta="right" w={90}>
                  {formatNumber(group.rows)}
                </Table.Td>
                <Table.Td>{sentence(group)}</Table.Td>
                <Table.Td w={260}>
                  {group.code === 'unknown_value' && onMeanings && (
                    <Meaning
                      kind={kind}
                      group={group}
                      value={meanings[group.field]?.[group.value] ?? null}
                      onMeaning={(meaning) => {
                        const { [group.value]: _, ...rest } = meanings[group.field] ?? {};
                        setMeanings({ ...meanings, [group.field]: meaning === null ? rest : { ...rest, [group.value]: meaning } });
                      }}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {groups.reduce((sum, group) => sum + group.rows, 0) > rows && (
          <Text c="dimmed" size="sm" mt={4}>
            {t('severalMistakes')}
          </Text>
        )}
      </details>
      {given > 0 && (
        <Group gap="sm">
          <Button size="compact-md" loading={busy} onClick={() => void apply()}>
            {t('compareAgain', { count: given })}
          </Button>
          <Text c="dimmed">{t('compareAgainKeeps')}</Text>
        </Group>
      )}
    </Stack>
  );
}

const NOTHING = '-';

function Meaning(props: { kind: ImportKind; group: ReasonGroup; value: string | null; onMeaning: (meaning: string | null) => void }) {
  const { kind, group, value, onMeaning } = props;
  const { t } = useTranslation('imports');
  const { data } = useQuery({ ...program().imports.fields.queryOptions({ input: { kind } }), staleTime: Number.POSITIVE_INFINITY });
  const choices = data?.items.find((one) => one.field === group.field)?.choices;
  if (!choices) return null;
  return (
    <Select
      size="xs"
      aria-label={t('meaningOfWord', { word: group.value })}
      placeholder={t('saysWhat')}
      searchable
      clearable
      value={value === '' ? NOTHING : value}
      data={[
        ...choices.map((one) => ({ value: one, label: wordOfChoice(t, kind, group.field, one) })),
        { value: NOTHING, label: t('meansNothing') },
      ]}
      onChange={(next) => onMeaning(next === NOTHING ? '' : next)}
    />
  );
}
