// Column by column: its first values, what it means, what its words mean, and what it does to values that are there already.
import { Button, Select, Table } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderAfterMapping } from '../../../shared/date-order.ts';
import { wordOfField } from '../../../shared/field-choices.ts';
import { CONFLICT_RULES, type ConflictRule } from '../../../shared/vocabulary.ts';
import { program } from '../../app/client.ts';
import { EmptyCellsChoice } from './EmptyCellsChoice.tsx';
import type { MappingProps } from './mapping-draft.ts';
import { type FoundValue, WordsDialog } from './WordsDialog.tsx';

/** Fields that tell rows apart or who they are about; they are matched by, not overwritten. */
const IDENTIFYING = new Set(['key', 'email', 'login', 'name', 'partner', 'account', 'contactEmail', 'partnerName', 'sourceKind']);
/** Kinds whose rows change what is there field by field. */
const CHANGED_BY_FIELD = new Set(['partners', 'contacts', 'activities', 'contributions']);

export function ColumnsTable({ inspection, mapping, onMapping }: MappingProps) {
  const { t } = useTranslation('imports');
  const [wordsOf, setWordsOf] = useState<string | null>(null);
  const { fields, columns, kind, stagedFileId, reading } = inspection;
  const listed = mapping.columns.filter(({ field }) => fields.find((one) => one.field === field)?.choices);
  const values = useQuery({
    ...program().imports.values.queryOptions({ input: { stagedFileId, kind, reading, columns: listed } }),
    enabled: listed.length > 0,
    retry: false,
  });
  const valuesOf = (field: string): FoundValue[] => values.data?.items.filter((one) => one.field === field) ?? [];
  const assign = (column: number, field: string | null) => {
    const others = mapping.columns.filter((one) => one.column !== column && one.field !== field);
    const next = field === null ? others : [...others, { field, column }];
    // What is given for all rows is for fields without a column.
    const { [field ?? '']: _, ...defaults } = mapping.defaults;
    onMapping({ ...mapping, columns: next, defaults, dateOrder: orderAfterMapping(inspection, mapping, next) });
  };
  const setRule = (field: string, rule: ConflictRule) => {
    const { [field]: _, ...rest } = mapping.conflicts;
    onMapping({ ...mapping, conflicts: rule === 'replace' ? rest : { ...rest, [field]: rule } });
  };
  const unknown = (field: string) =>
    valuesOf(field).filter(({ text, meaning }) => meaning === null && mapping.values[field]?.[text] === undefined);

  return (
    <>
      <Table.ScrollContainer minWidth={860}>
        <Table verticalSpacing={6} aria-label={t('columnsTable')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column')}</Table.Th>
              <Table.Th>{t('samples')}</Table.Th>
              <Table.Th w={230}>{t('meaning')}</Table.Th>
              <Table.Th w={180}>{t('words')}</Table.Th>
              <Table.Th w={200}>{t('whenThere')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => {
              const header = column.header.trim() || t('unnamedColumn', { number: column.index + 1 });
              const field = mapping.columns.find((one) => one.column === column.index)?.field ?? null;
              const found = field === null ? [] : valuesOf(field);
              const open = field === null ? 0 : unknown(field).length;
              return (
                <Table.Tr key={column.index}>
                  <Table.Td fw={550} miw={110} maw={260}>
                    {header}
                  </Table.Td>
                  <Table.Td c="dimmed" style={{ maxWidth: 320, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                    {column.samples.join(' · ') || '–'}
                    {field !== null && (column.hasEmpty || mapping.emptyCells[field]) && (
                      <EmptyCellsChoice
                        field={field}
                        header={header}
                        looksGrouped={column.looksGrouped}
                        mapping={mapping}
                        onMapping={onMapping}
                      />
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={t('meaningOf', { column: header })}
                      placeholder={t('ignored')}
                      clearable
                      searchable
                      value={field}
                      onChange={(next) => assign(column.index, next)}
                      data={fields.map((one) => ({
                        value: one.field,
                        label: wordOfField(t, kind, one.field) + (one.required ? ' *' : ''),
                      }))}
                    />
                  </Table.Td>
                  <Table.Td>
                    {found.length > 0 && field !== null && (
                      <Button
                        variant={open > 0 ? 'default' : 'subtle'}
                        color="gray"
                        size="compact-sm"
                        leftSection={open > 0 ? <IconAlertTriangle size={15} aria-hidden /> : undefined}
                        onClick={() => setWordsOf(field)}
                      >
                        {open > 0 ? t('wordsUnknown', { count: open }) : t('wordsKnown', { count: found.length })}
                      </Button>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {field !== null && CHANGED_BY_FIELD.has(kind) && !IDENTIFYING.has(field) && (
                      <Select
                        aria-label={t('whenThereOf', { column: header })}
                        allowDeselect={false}
                        value={mapping.conflicts[field] ?? 'replace'}
                        onChange={(rule) => setRule(field, rule as ConflictRule)}
                        data={CONFLICT_RULES.map((value) => ({ value, label: t(`conflictRules.${value}`) }))}
                      />
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {wordsOf !== null && (
        <WordsDialog
          kind={kind}
          field={wordsOf}
          found={valuesOf(wordsOf)}
          choices={fields.find((one) => one.field === wordsOf)?.choices ?? []}
          meanings={mapping.values[wordsOf] ?? {}}
          complete={values.data?.complete ?? true}
          onMeanings={(meanings) => onMapping({ ...mapping, values: { ...mapping.values, [wordsOf]: meanings } })}
          onClose={() => setWordsOf(null)}
        />
      )}
    </>
  );
}
