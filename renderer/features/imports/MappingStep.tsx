// What was found in the file, and which column fills which field. Suggested from the headers; everything can be chosen otherwise.
import { Alert, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  dateOrder,
  delimiter,
  fileEncoding,
  fileFormat,
  type Inspection,
  type Mapping,
  type Reading,
} from '../../../shared/contract/imports.ts';
import type { ImportKind } from '../../../shared/vocabulary.ts';
import { client, commandId } from '../../app/client.ts';
import { failureOf } from '../../app/failures.ts';
import { formatBytes } from '../../ui/format.ts';

interface MappingStepProps {
  kind: ImportKind;
  inspection: Inspection;
  onReading: (reading: Partial<Reading>) => void;
  onBack: () => void;
}

export function MappingStep({ kind, inspection, onReading, onBack }: MappingStepProps) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const [mapping, setMapping] = useState<Mapping>(inspection.suggested);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { reading, fields, columns } = inspection;
  const columnOf = (field: string) => mapping.columns.find((one) => one.field === field)?.column;
  const assign = (column: number, field: string | null) =>
    setMapping({
      ...mapping,
      columns: [
        ...mapping.columns.filter((one) => one.column !== column && one.field !== field),
        ...(field === null ? [] : [{ field, column }]),
      ],
    });
  const setDefault = (field: string, value: string) => {
    const { [field]: _, ...rest } = mapping.defaults;
    setMapping({ ...mapping, defaults: value === '' ? rest : { ...rest, [field]: value } });
  };
  const unmapped = fields.filter((one) => columnOf(one.field) === undefined);
  const hasDates = fields.some((one) => ['day', 'joinedOn', 'from', 'until'].includes(one.field) && columnOf(one.field) !== undefined);

  const plan = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { importId } = await client().imports.plan({
        commandId: commandId(),
        stagedFileId: inspection.stagedFileId,
        kind,
        reading,
        mapping,
      });
      void navigate({ to: '/imports/$importId', params: { importId } });
    } catch (error) {
      setFailure(failureOf(error).sentence);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Stack gap="md">
      <Group gap="md" align="end">
        <div>
          <Text fw={550}>{inspection.fileName}</Text>
          <Text c="dimmed" size="sm">
            {formatBytes(inspection.bytes)}
          </Text>
        </div>
        <Select
          label={t('format')}
          w={190}
          allowDeselect={false}
          value={reading.format}
          data={fileFormat.options.map((value) => ({ value, label: t(`formats.${value}`) }))}
          onChange={(value) => onReading({ format: value as Reading['format'] })}
        />
        {reading.format === 'delimited' && <TableReading reading={reading} onReading={onReading} />}
        {hasDates && (
          <Select
            label={t('dateOrder')}
            w={190}
            allowDeselect={false}
            value={mapping.dateOrder}
            data={dateOrder.options.map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
            onChange={(value) => setMapping({ ...mapping, dateOrder: value as Mapping['dateOrder'] })}
          />
        )}
      </Group>
      {!inspection.encodingCertain && <Alert color="yellow" variant="light" title={t('encodingUncertain')} />}
      {inspection.dateOrderAmbiguous && <Alert color="yellow" variant="light" title={t('dateOrderAmbiguous')} />}
      {inspection.seenBefore && (
        <Alert color="blue" variant="light" title={t('seenBefore')}>
          <Link to="/imports/$importId" params={{ importId: inspection.seenBefore.id }}>
            {t('openEarlier')}
          </Link>
        </Alert>
      )}
      <Table.ScrollContainer minWidth={620}>
        <Table verticalSpacing={6} aria-label={t('columnsTable')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('column')}</Table.Th>
              <Table.Th>{t('samples')}</Table.Th>
              <Table.Th w={280}>{t('meaning')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {columns.map((column) => {
              const header = column.header.trim() || t('unnamedColumn', { number: column.index + 1 });
              return (
                <Table.Tr key={column.index}>
                  <Table.Td fw={550}>{header}</Table.Td>
                  <Table.Td c="dimmed" style={{ maxWidth: 420, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                    {column.samples.join(' · ') || '–'}
                  </Table.Td>
                  <Table.Td>
                    <Select
                      aria-label={t('meaningOf', { column: header })}
                      placeholder={t('ignored')}
                      clearable
                      value={mapping.columns.find((one) => one.column === column.index)?.field ?? null}
                      onChange={(field) => assign(column.index, field)}
                      data={fields.map((one) => ({
                        value: one.field,
                        label: t(`vocabulary:field.${one.field}`) + (one.required ? ' *' : ''),
                      }))}
                    />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {unmapped.length > 0 && (
        <details>
          <summary>{t('defaults', { count: unmapped.length })}</summary>
          <Title order={3} mt="sm" mb={4}>
            {t('defaultsExplained')}
          </Title>
          <Group gap="sm" align="end">
            {unmapped.map(({ field, choices }) =>
              choices ? (
                <Select
                  key={field}
                  label={t(`vocabulary:field.${field}`)}
                  w={190}
                  clearable
                  value={mapping.defaults[field] ?? null}
                  onChange={(value) => setDefault(field, value ?? '')}
                  data={choices.map((value) => ({ value, label: choiceWord(t, kind, field, value) }))}
                />
              ) : (
                <TextInput
                  key={field}
                  label={t(`vocabulary:field.${field}`)}
                  w={190}
                  value={mapping.defaults[field] ?? ''}
                  onChange={(event) => setDefault(field, event.currentTarget.value)}
                />
              ),
            )}
          </Group>
        </details>
      )}
      {failure && (
        <Text className="down" role="alert">
          {failure}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" onClick={onBack}>
          {t('chooseAnother')}
        </Button>
        <Button onClick={() => void plan()} loading={busy}>
          {t('compare')}
        </Button>
      </Group>
    </Stack>
  );
}

/** How a table wants to be read. */
function TableReading({ reading, onReading }: { reading: Reading; onReading: (reading: Partial<Reading>) => void }) {
  const { t } = useTranslation('imports');
  return (
    <>
      <Select
        label={t('encoding')}
        w={150}
        allowDeselect={false}
        value={reading.encoding}
        data={fileEncoding.options.map((value) => ({ value, label: value.toUpperCase() }))}
        onChange={(value) => onReading({ ...reading, encoding: value as Reading['encoding'] })}
      />
      <Select
        label={t('delimiter')}
        w={150}
        allowDeselect={false}
        value={reading.delimiter}
        data={delimiter.options.map((value) => ({
          value,
          label: t(`delimiters.${value === ',' ? 'comma' : value === ';' ? 'semicolon' : value === '|' ? 'bar' : 'tab'}`),
        }))}
        onChange={(value) => onReading({ ...reading, delimiter: value as Reading['delimiter'] })}
      />
      <Select
        label={t('headerLine')}
        w={120}
        allowDeselect={false}
        value={String(reading.headerLine)}
        data={Array.from({ length: 20 }, (_, index) => String(index + 1))}
        onChange={(value) => onReading({ ...reading, headerLine: Number(value) })}
      />
    </>
  );
}

/** The list a choice comes from has the field's name, except where several kinds share one. */
function choiceWord(t: (key: string) => string, kind: ImportKind, field: string, value: string): string {
  const list = field === 'areas' ? 'area' : field === 'kind' && kind === 'contributions' ? 'kind' : field;
  return t(`vocabulary:${list}.${value}`);
}
