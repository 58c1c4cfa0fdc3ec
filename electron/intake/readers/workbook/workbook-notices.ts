// What a person should know of a sheet before importing it, as codes the language files know.
import type { Inspection } from '../../../../shared/contract/imports.ts';
import { columnLetters, type Sheet, type SheetNotes, type SheetRow } from './sheet-rows.ts';

interface Seen {
  readonly sheets: readonly Sheet[];
  readonly notes: SheetNotes;
  readonly header: SheetRow;
  /** Columns with at least one plain number. */
  readonly numbers: ReadonlySet<number>;
}

export function noticesOf({ sheets, notes, header, numbers }: Seen): Inspection['notices'] {
  const hidden = sheets.filter((sheet) => sheet.hidden).map(({ name }) => name);
  const columns = [...notes.hiddenColumns].filter((column) => column < header.cells.length).sort((a, b) => a - b);
  const identifiers = header.cells.filter((name, column) => numbers.has(column) && namesIdentifiers(name));
  const merged = notes.mergedFrom.filter((row) => row > header.line).length;
  const errors = [...notes.errors.values()].reduce((sum, count) => sum + count, 0);
  const notices = [
    { code: 'hidden_sheets', value: listed(hidden) },
    { code: 'hidden_columns', value: listed(columns.map((column) => header.cells[column]?.trim() || columnLetters(column))) },
    { code: 'hidden_rows', value: counted(notes.hiddenRows) },
    { code: 'merged_cells', value: counted(merged) },
    { code: 'formulas_without_value', value: counted(notes.formulasWithoutValue) },
    { code: 'error_cells', value: errors === 0 ? '' : `${errors} (${[...notes.errors.keys()].join(', ')})` },
    { code: 'numbers_as_identifiers', value: listed(identifiers) },
    { code: 'long_numbers', value: counted(notes.longNumbers) },
  ];
  return notices.filter(({ value }) => value !== '');
}

const counted = (count: number) => (count === 0 ? '' : String(count));

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => name.slice(0, 60));
  return shown.join(', ') + (names.length > shown.length ? ' …' : '');
}

const IDENTIFIER_WORDS = /(?:^|[^a-z])(?:id|key|code|no|nr|number|phone|tel|mobile|zip|postcode|login|account)s?(?:$|[^a-z])/i;
const IDENTIFIER_WORDS_CHINESE = /编号|编码|代码|工号|账号|帐号|号码|电话|手机|邮编|证号|标识/;

/** Whether a header speaks of something that is told apart by its digits, in which leading zeros matter. */
function namesIdentifiers(header: string): boolean {
  const spaced = header.replace(/([a-z])([A-Z])/g, '$1 $2');
  return IDENTIFIER_WORDS.test(spaced) || IDENTIFIER_WORDS_CHINESE.test(header);
}
