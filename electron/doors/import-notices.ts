// What was found in a file and how it is read, as the sentences that the wizard shows; on the terminal they stand beside the answer.
import type { Inspection, Mapping } from '../../shared/contract/imports.ts';
import { mappedDates, provenOrder } from '../../shared/date-order.ts';
import { wordOfField } from '../../shared/field-choices.ts';
import { noticesThatHold } from '../../shared/file-notices.ts';
import { say } from '../language.ts';
import { DELIMITER_WORDS } from './reading-options.ts';
import type { Terminal } from './terminal-session.ts';

export interface Notice {
  readonly code: string;
  readonly value: string;
  readonly text: string;
}

export function noticesOf(terminal: Terminal, found: Inspection, mapping: Mapping): Notice[] {
  return [
    howItIsRead(terminal, found),
    ...columnsOf(terminal, found, mapping),
    ...dateOrderOf(terminal, found, mapping),
    ...(found.encodingCertain ? [] : [{ code: 'encoding_guessed', value: found.reading.encoding, text: terminal.text('encodingGuessed') }]),
    ...(found.seenBefore ? [{ code: 'seen_before', value: found.seenBefore.id, text: say(terminal.language, 'imports:seenBefore') }] : []),
    ...noticesThatHold(found, mapping).map(({ code, value }) => ({
      code,
      value,
      text: say(terminal.language, `imports:notices.${code}`, { value }),
    })),
  ];
}

function howItIsRead({ language, text }: Terminal, { fileName, reading }: Inspection): Notice {
  const { format, encoding, delimiter, headerLine, sheet } = reading;
  const words = { name: fileName, format: say(language, `imports:formats.${format}`), sheet, encoding, line: headerLine };
  if (sheet !== null) return { code: 'read_as', value: format, text: text('readAs.workbook', words) };
  if (format !== 'delimited') return { code: 'read_as', value: format, text: text('readAs.other', words) };
  const word = Object.entries(DELIMITER_WORDS).find(([, character]) => character === delimiter)?.[0] ?? 'comma';
  return {
    code: 'read_as',
    value: format,
    text: text('readAs.table', { ...words, delimiter: say(language, `imports:delimiters.${word}`) }),
  };
}

function columnsOf({ language, text }: Terminal, { kind, columns }: Inspection, mapping: Mapping): Notice[] {
  const headerOf = (column: number) => columns[column]?.header.trim() || String(column + 1);
  const fieldOf = (field: string) => wordOfField((key) => say(language, key), kind, field);
  const taken = new Set(mapping.columns.map(({ column }) => column));
  const chosen = mapping.columns.map(({ field, column }) => `${headerOf(column)} → ${fieldOf(field)}`).join(', ');
  const left = columns.filter(({ index }) => !taken.has(index)).map(({ index }) => headerOf(index));
  const shown = left.slice(0, 10).join(', ') + (left.length > 10 ? ' …' : '');
  return [
    ...(chosen === '' ? [] : [{ code: 'columns', value: chosen, text: text('columnsChosen', { columns: chosen }) }]),
    ...(shown === '' ? [] : [{ code: 'columns_left', value: shown, text: text('columnsLeft', { columns: shown }) }]),
  ];
}

function dateOrderOf({ language, text }: Terminal, found: Inspection, mapping: Mapping): Notice[] {
  const order = mapping.dateOrder ?? provenOrder(mappedDates(found, mapping));
  if (order === null || order === 'iso') return [];
  return [{ code: 'date_order', value: order, text: text('datesAre', { order: say(language, `imports:dateOrders.${order}`) }) }];
}
