// What the words of a column mean, where the field has a closed list: what is recognised, and what the person says of the rest.
import { Button, Group, Select, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { wordOfChoice, wordOfField } from '../../../shared/field-choices.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useKinds } from '../../ui/kinds.ts';

export interface FoundValue {
  readonly text: string;
  readonly rows: number;
  readonly meaning: string | null;
}

interface WordsDialogProps {
  kind: ImportKind;
  field: string;
  found: readonly FoundValue[];
  choices: readonly string[];
  meanings: Readonly<Record<string, string>>;
  /** Whether every row was looked at. */
  complete: boolean;
  onMeanings: (meanings: Record<string, string>) => void;
  onClose: () => void;
}

const NOTHING = '-';

export function WordsDialog({ kind, field, found, choices, meanings, complete, onMeanings, onClose }: WordsDialogProps) {
  const { t } = useTranslation('imports');
  const { kinds, nameOfKind } = useKinds();
  const ofContributions = field === 'kind' && kind === 'contributions';
  const words = (ofContributions ? kinds : choices).map((value) => ({
    value,
    label: ofContributions ? nameOfKind(value) : wordOfChoice(t, kind, field, value),
  }));
  const mean = (text: string, meaning: string | null) => {
    const { [text]: _, ...rest } = meanings;
    onMeanings(meaning === null ? rest : { ...rest, [text]: meaning === NOTHING ? '' : meaning });
  };
  const unknownFirst = [...found].sort((a, b) => Number(a.meaning !== null) - Number(b.meaning !== null) || b.rows - a.rows);
  return (
    <Dialog onClose={onClose} size="lg" title={t('wordsOf', { field: wordOfField(t, kind, field) })}>
      <Text c="dimmed" mb="sm">
        {t(ofContributions ? 'wordsExplainedKind' : 'wordsExplained')}
      </Text>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('wordInFile')}</Table.Th>
            <Table.Th ta="right">{t('counts.rows')}</Table.Th>
            <Table.Th w={260}>{t('meaning')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {unknownFirst.map(({ text, rows, meaning }) => {
            const said = meanings[text];
            const value = said === undefined ? meaning : said === '' ? NOTHING : said;
            return (
              <Table.Tr key={text}>
                <Table.Td>{text}</Table.Td>
                <Table.Td ta="right">{formatNumber(rows)}</Table.Td>
                <Table.Td>
                  <Select
                    aria-label={t('meaningOfWord', { word: text })}
                    placeholder={t('notRecognised')}
                    searchable
                    clearable={said !== undefined}
                    value={value}
                    data={[...words, { value: NOTHING, label: t('meansNothing') }]}
                    onChange={(next) => mean(text, next)}
                  />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {!complete && (
        <Text c="dimmed" mt="sm">
          {t('wordsIncomplete')}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('ui:close')}</Button>
      </Group>
    </Dialog>
  );
}
