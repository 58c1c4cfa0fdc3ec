// The rejected rows as a file to mend and import again: the sheet's own columns, then line, reason and value.
import { knownWords, wordOfField } from '../../../shared/field-choices.ts';
import type { ImportKind, Language } from '../../../shared/vocabulary.ts';
import { NOTE_COLUMNS, type RejectedRow } from '../../intake/rejected-rows.queries.ts';
import { say } from '../../language.ts';
import { csvLine } from '../../reporting/renderers/csv.ts';

export async function* rejectedCsv(
  sheet: { header: string[]; rows: AsyncIterable<RejectedRow> },
  kind: ImportKind,
  language: Language,
): AsyncGenerator<string> {
  yield `\ufeff${csvLine([...sheet.header, ...NOTE_COLUMNS])}`;
  for await (const row of sheet.rows) {
    const cells = sheet.header.map((_, index) => row.cells[index] ?? '');
    const words = (key: string) => say(language, key);
    const field = wordOfField(words, kind, row.field);
    const reason = say(language, `failures:rows.${row.code}`, {
      value: row.value,
      field,
      known: knownWords(words, kind, row.field).join(', '),
    });
    yield csvLine([...cells, String(row.line), reason, row.field === '' ? '' : field, row.value]);
  }
}
