// Workbooks: typed cells, a header that stays in sight, pick-lists. Text is always text, so nothing in a cell is ever run.
import writeWorkbook, { type Cell } from 'write-excel-file/node';

/** `code` is text that looks like a number, such as a phone: the whole column is marked as text, so that 007 typed below stays 007. */
export type XlsxColumnKind = 'text' | 'code' | 'number' | 'day';

export interface XlsxColumn {
  readonly header: string;
  readonly kind: XlsxColumnKind;
  /** In characters; fitted to what is in it where nothing is said. */
  readonly width?: number;
  /** Words offered in every row below the header: so many in a column of a sheet, below its header. Others can be typed too. */
  readonly offered?: { readonly sheet: string; readonly column: number; readonly words: number };
}

export interface XlsxSheet {
  readonly name: string;
  readonly columns: readonly XlsxColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export const XLSX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LONGEST_CELL = 32_767;
const ROWS_WITH_OFFERS = 10_000;
const FONT = { fontFamily: 'Calibri', fontSize: 11 };

export async function xlsxFile(sheets: readonly XlsxSheet[]): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ name }) => name));
  const nameOf = new Map(sheets.map(({ name }, index) => [name, names[index] ?? name]));
  return writeWorkbook(
    sheets.map((sheet, index) => ({
      sheet: names[index] ?? '',
      data: [
        sheet.columns.map(
          ({ header, kind }): Cell => ({
            value: cellText(header),
            fontWeight: 'bold',
            align: kind === 'number' ? 'right' : 'left',
          }),
        ),
        ...sheet.rows.map((row) => sheet.columns.map(({ kind }, column) => cellOf(kind, row[column] ?? null))),
      ],
      columns: sheet.columns.map((column, at) => ({ width: column.width ?? fittingWidth(column, sheet.rows, at) })),
      stickyRowsCount: 1,
    })),
    { ...FONT, features: [columnsOf(sheets, names, nameOf)] },
  ).toBuffer();
}

function cellOf(kind: XlsxColumnKind, value: string | number | null): Cell {
  if (value === null || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number } : null;
  if (kind === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd', align: 'left' };
  return kind === 'code' ? { value: cellText(value), type: String, format: '@' } : { value: cellText(value), type: String };
}

/** Text as XML and spreadsheets can hold it: no control characters or half letters, nothing that would be read as an escape, not too long. */
export function cellText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
      .slice(0, LONGEST_CELL)
  );
}

/** Names that every spreadsheet program takes: at most 31 characters, none of them reserved, each once. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>(['history']);
  return wanted.map((name, index) => {
    const plain =
      cellText(name)
        .replace(/[[\]:*?/\\\s]+/g, ' ')
        .replace(/^[\s']+|[\s']+$/g, '') || `${index + 1}`;
    for (let number = 1; ; number += 1) {
      const ending = number === 1 ? '' : ` ${number}`;
      const next = `${plain
        .slice(0, 31 - ending.length)
        .replace(/[\ud800-\udbff]$/, '')
        .replace(/[\s']+$/, '')}${ending}`;
      if (taken.has(next.toLowerCase())) continue;
      taken.add(next.toLowerCase());
      return next;
    }
  });
}

/** Chinese letters are twice as wide. */
function fittingWidth({ header }: XlsxColumn, rows: XlsxSheet['rows'], at: number): number {
  const texts = [header, ...rows.slice(0, 200).map((row) => String(row[at] ?? ''))];
  const widths = texts.map((text) => [...text].reduce((sum, letter) => sum + (/[\u1100-\uffef]/.test(letter) ? 2 : 1), 0));
  return Math.min(60, Math.max(10, ...widths.map((width) => width + 3)));
}

type Feature = NonNullable<NonNullable<Parameters<typeof writeWorkbook>[1]>['features']>[number];

/** What the library leaves to its users: columns marked as text, and words offered in a column. */
function columnsOf(sheets: readonly XlsxSheet[], names: readonly string[], nameOf: ReadonlyMap<string, string>): Feature {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, { sheet }) => {
            const columns = sheets[names.indexOf(sheet ?? '')]?.columns ?? [];
            return withOffers(withTextColumns(xml, columns), columns, nameOf);
          },
        },
      },
    },
  };
}

function withTextColumns(xml: string, columns: readonly XlsxColumn[]): string {
  return columns.reduce((marked, { kind }, at) => {
    // The style that the library gave to the first cell of the column.
    const style = kind === 'code' ? new RegExp(`<c r="${letters(at)}2" s="(\\d+)"`).exec(xml)?.[1] : undefined;
    return style === undefined ? marked : marked.replace(`<col min="${at + 1}" max="${at + 1}"`, `$& style="${style}"`);
  }, xml);
}

function withOffers(xml: string, columns: readonly XlsxColumn[], nameOf: ReadonlyMap<string, string>): string {
  const rules = columns.flatMap(({ offered }, at) => {
    if (!offered || offered.words === 0) return [];
    const sheet = (nameOf.get(offered.sheet) ?? offered.sheet).replaceAll("'", "''");
    const words = `'${sheet}'!$${letters(offered.column)}$2:$${letters(offered.column)}$${offered.words + 1}`;
    const cells = `${letters(at)}2:${letters(at)}${ROWS_WITH_OFFERS + 1}`;
    return [`<dataValidation type="list" allowBlank="1" sqref="${cells}"><formula1>${escaped(words)}</formula1></dataValidation>`];
  });
  if (rules.length === 0) return xml;
  return xml.replace('</sheetData>', () => `</sheetData><dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`);
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A column's name: A, B, … Z, AA. */
function letters(at: number): string {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}
