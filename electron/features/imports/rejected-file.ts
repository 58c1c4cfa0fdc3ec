// The rejected rows as a file to mend and import again: the sheet's own columns, then the line, and of everything that is wrong with the
// row the reason, the field and the value.
import { wordOfField } from '../../../shared/field-choices.ts';
import { sentenceOfReason } from '../../../shared/row-reasons.ts';
import type { ImportKind, Language } from '../../../shared/vocabulary.ts';
import { NOTE_COLUMNS, type RejectedRow } from '../../intake/rejected-rows.queries.ts';
import { say } from '../../language.ts';
import { csvLine } from '../../reporting/renderers/csv.ts';

const BETWEEN = '; ';

export async function* rejectedCsv(
  sheet: { header: string[]; rows: AsyncIterable<RejectedRow> },
  kind: ImportKind,
  language: Language,
): AsyncGenerator<string> {
  const words = (key: string, data?: Record<string, unknown>) => say(language, key, data);
  yield `\ufeff${csvLine([...sheet.header, ...NOTE_COLUMNS])}`;
  for await (const { line, mistakes, cells } of sheet.rows) {
    const fields = mistakes.map(({ field }) => (field === '' ? '' : wordOfField(words, kind, field)));
    yield csvLine([
      ...sheet.header.map((_, index) => cells[index] ?? ''),
      String(line),
      mistakes.map((one) => sentenceOfReason(words, kind, one)).join(' '),
      [...new Set(fields)].filter((field) => field !== '').join(BETWEEN),
      mistakes.flatMap(({ value }) => (value === '' ? [] : [value])).join(BETWEEN),
    ]);
  }
}
