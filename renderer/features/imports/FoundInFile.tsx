// How the file is read, with its first rows in sight, and what a person should know before going on.
import { Group, Select, Table, Text } from '@mantine/core';
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
import { mappedDates, provenOrder } from '../../../shared/date-order.ts';
import { formatBytes } from '../../ui/format.ts';
import { FileNotices } from './FileNotices.tsx';
import type { MappingProps } from './mapping-draft.ts';

const TABLES = new Set<Reading['format']>(['delimited', 'xlsx', 'ods']);

export function FoundInFile(props: MappingProps & { onReading: (reading: Partial<Reading>) => void }) {
  const { inspection, mapping, onMapping, onReading } = props;
  const { t } = useTranslation('imports');
  const { reading, sheets } = inspection;
  const dates = mappedDates(inspection, mapping);
  // What the file leaves open is asked aloud below.
  const isProven = dates.length > 0 && provenOrder(dates) !== null;
  return (
    <>
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
          data={fileFormat.options
            .filter((value) => value !== 'collected' || reading.format === 'collected')
            .map((value) => ({ value, label: t(`formats.${value}`) }))}
          onChange={(value) => onReading({ format: value as Reading['format'] })}
        />
        {sheets.length > 0 && (
          <Select
            label={t('sheet')}
            w={190}
            allowDeselect={false}
            value={reading.sheet}
            data={sheets.map(({ name, hidden }) => ({ value: name, label: hidden ? t('hiddenSheet', { name }) : name }))}
            onChange={(sheet) => onReading({ format: reading.format, sheet })}
          />
        )}
        {reading.format === 'delimited' && <TextReading reading={reading} onReading={onReading} />}
        {TABLES.has(reading.format) && (
          <Select
            label={t('headerLine')}
            w={120}
            allowDeselect={false}
            value={String(reading.headerLine)}
            data={Array.from({ length: 20 }, (_, index) => String(index + 1))}
            onChange={(value) => onReading({ ...reading, headerLine: Number(value) })}
          />
        )}
        {isProven && (
          <Select
            label={t('dateOrder')}
            w={190}
            allowDeselect={false}
            value={mapping.dateOrder}
            data={dateOrder.options.map((value) => ({ value, label: t(`dateOrders.${value}`) }))}
            onChange={(value) => onMapping({ ...mapping, dateOrder: value as Mapping['dateOrder'] })}
          />
        )}
      </Group>
      <FileNotices inspection={inspection} mapping={mapping} />
      <Sample inspection={inspection} />
    </>
  );
}

/** The first rows as they were read: the eye sees at once whether letters and columns are right. */
function Sample({ inspection }: { inspection: Inspection }) {
  const { t } = useTranslation('imports');
  const { sample, columns } = inspection;
  if (sample.length === 0) return null;
  return (
    <details open={!inspection.encodingCertain}>
      <summary>{t('firstRows', { count: sample.length })}</summary>
      <Table.ScrollContainer minWidth={480} mt="xs">
        <Table verticalSpacing={4} fz="sm" withRowBorders aria-label={t('firstRows', { count: sample.length })}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ index, header }) => (
                <Table.Th key={index}>{header.trim() || t('unnamedColumn', { number: index + 1 })}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have nothing else to be told apart by
              <Table.Tr key={row}>
                {columns.map(({ index }) => (
                  <Table.Td key={index} style={{ maxWidth: 260, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
                    {cells[index] ?? ''}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}

function TextReading({ reading, onReading }: { reading: Reading; onReading: (reading: Partial<Reading>) => void }) {
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
        w={130}
        allowDeselect={false}
        value={reading.delimiter}
        data={delimiter.options.map((value) => ({
          value,
          label: t(`delimiters.${value === ',' ? 'comma' : value === ';' ? 'semicolon' : value === '|' ? 'bar' : 'tab'}`),
        }))}
        onChange={(value) => onReading({ ...reading, delimiter: value as Reading['delimiter'] })}
      />
    </>
  );
}
