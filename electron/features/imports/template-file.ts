// A sheet to fill in: the columns of a kind of rows under the names they are recognised by, rows that show how, and in a workbook a second
// sheet with what may stand where.

import { knownWords, wordOfChoice, wordOfField } from '../../../shared/field-choices.ts';
import { AREAS_OF_TYPE, type Language, PARTNER_TYPES, type TemplateFormat } from '../../../shared/vocabulary.ts';
import type { DraftRules } from '../../intake/import-kind.ts';
import type { FieldSpec } from '../../intake/mapping/fields.ts';
import { say } from '../../language.ts';
import { csvLines } from '../../reporting/renderers/csv.ts';
import { XLSX_MEDIA_TYPE, type XlsxColumn, type XlsxSheet, xlsxFile } from '../../reporting/renderers/xlsx.ts';
import { TEMPLATE_ROWS } from './template-rows.ts';

type Fields = Pick<DraftRules, 'kind' | 'fields' | 'oneOf'>;

export interface TemplateFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string | Uint8Array;
}

export async function templateFile(rules: Fields, format: TemplateFormat, language: Language): Promise<TemplateFile> {
  const name = `${say(language, 'templates:fileName', { kind: say(language, `vocabulary:importKind.${rules.kind}`) })}.${format}`;
  const lists = format === 'csv' ? [] : wordLists(rules, language);
  const sheet = rowsSheet(rules, language, lists);
  if (format === 'xlsx') return { name, mediaType: XLSX_MEDIA_TYPE, content: await xlsxFile([sheet, wordsSheet(lists, language)]) };
  const lines = [sheet.columns.map(({ header }) => header), ...sheet.rows.map((row) => row.map((cell) => cell ?? ''))];
  return { name, mediaType: 'text/csv', content: `\ufeff${csvLines(lines)}` };
}

function specOf({ fields }: Fields, field: string): FieldSpec | undefined {
  return fields.find((one) => one.field === field);
}

/** What a column is called; `*` marks what must be filled, `(*)` those of which one must. Neither keeps a header from being recognised. */
function headerOf(rules: Fields, field: string, language: Language): string {
  const word = wordOfField((key) => say(language, key), rules.kind, field);
  if (specOf(rules, field)?.required) return `${word} *`;
  return rules.oneOf.length > 1 && rules.oneOf.includes(field) ? `${word} (*)` : word;
}

function rowsSheet(rules: Fields, language: Language, lists: readonly WordList[]): XlsxSheet {
  const { kind } = rules;
  const { columns, codes = [], rows } = TEMPLATE_ROWS[kind];
  const words = (key: string) => say(language, key);
  const cellOf = (cell: string, field: string) =>
    specOf(rules, field)?.choices && cell !== ''
      ? cell
          .split('; ')
          .map((choice) => wordOfChoice(words, kind, field, choice))
          .join('; ')
      : cell;
  return {
    name: words(`vocabulary:importKind.${kind}`),
    columns: columns.map((field) => ({
      header: headerOf(rules, field, language),
      kind: specOf(rules, field)?.isDay ? 'day' : codes.includes(field) ? 'code' : 'text',
      offered: offeredIn(field, lists, language),
    })),
    rows: rows[language].map((row) => row.map((cell, at) => cellOf(cell, columns[at] ?? ''))),
  };
}

interface WordList {
  /** The field whose cells are offered these words; none where a cell can hold several, or for advice. */
  readonly field: string | null;
  readonly header: string;
  readonly words: readonly string[];
}

function offeredIn(field: string, lists: readonly WordList[], language: Language): XlsxColumn['offered'] {
  const column = lists.findIndex((list) => list.field === field);
  return column < 0 ? undefined : { sheet: say(language, 'templates:wordsSheet'), column, words: lists[column]?.words.length ?? 0 };
}

/** What holds for all columns, then the words of each pick-list. Partners' areas depend on their type, so each type has its own. */
function wordLists(rules: Fields, language: Language): WordList[] {
  const { kind } = rules;
  const words = (key: string) => say(language, key);
  const lists = TEMPLATE_ROWS[kind].columns.flatMap((field): WordList[] => {
    if (!specOf(rules, field)?.choices) return [];
    const header = wordOfField(words, kind, field);
    if (field !== 'areas') return [{ field, header, words: knownWords(words, kind, field) }];
    return PARTNER_TYPES.map((type) => ({
      field: null,
      header: `${header}: ${words(`vocabulary:type.${type}`)}`,
      words: AREAS_OF_TYPE[type].map((area) => wordOfChoice(words, kind, field, area)),
    }));
  });
  return [{ field: null, header: words('templates:howToFill'), words: advice(rules, language) }, ...lists];
}

function wordsSheet(lists: readonly WordList[], language: Language): XlsxSheet {
  const longest = Math.max(...lists.map(({ words }) => words.length));
  return {
    name: say(language, 'templates:wordsSheet'),
    columns: lists.map(({ header }) => ({ header, kind: 'text' })),
    rows: Array.from({ length: longest }, (_, row) => lists.map(({ words }) => words[row] ?? null)),
  };
}

function advice(rules: Fields, language: Language): string[] {
  const { columns } = TEMPLATE_ROWS[rules.kind];
  const has = (test: (spec: FieldSpec) => boolean) => columns.some((field) => test(specOf(rules, field) ?? NO_FIELD));
  return [
    say(language, 'templates:replaceRows'),
    ...(has((spec) => spec.required) ? [say(language, 'templates:required')] : []),
    ...(rules.oneOf.length > 1 ? [say(language, 'templates:oneRequired')] : []),
    ...(has((spec) => spec.isDay === true) ? [say(language, 'templates:days')] : []),
    ...(columns.includes('since') ? [say(language, 'templates:periods')] : []),
    ...(has((spec) => SEVERAL.has(spec.field)) ? [say(language, 'templates:several')] : []),
    ...(columns.includes('key') ? [say(language, 'templates:key')] : []),
    ...(rules.kind === 'contacts' ? [say(language, 'templates:contacts')] : []),
    say(language, 'templates:blanks'),
  ];
}

const NO_FIELD: FieldSpec = { field: '', required: false, synonyms: [] };
/** Fields whose cells can hold several values. */
const SEVERAL: ReadonlySet<string> = new Set(['areas', 'emailDomains', 'partners', 'people']);
