// Rows that could not be accepted, as they stand in a staging file.
import type { ChangeSetRow } from '../../shared/contract/imports.ts';
import { type Connection, fromJson } from '../store/connection.ts';
import { containing } from '../store/like.ts';
import type { Rejection } from './import-kind.ts';
import { mistakesOf } from './rejected-row.ts';

/** Takes a JSON array of rows as {@link rejectedRow} makes them. */
export const REJECTED_INSERT = `INSERT INTO rejected (line, code, field, value, cells, more) ${fromJson(6)}`;

/** What a file of rejected rows has beside the sheet's own columns; ignored when the mended file comes back. */
export const NOTE_COLUMNS = ['_line', '_reason', '_field', '_value'];

export interface RejectedRow {
  line: number;
  mistakes: Rejection[];
  cells: string[];
}

interface StoredRejection extends Rejection {
  line: number;
  cells: string;
  /** Not there in what an older version left. */
  more?: string | null;
}

/** One by one in the order of their lines, without holding them all. */
export async function* pagedRejections(stage: Connection): AsyncGenerator<RejectedRow> {
  for (let after = 0; ; ) {
    const rows = await stage.all<StoredRejection>('SELECT * FROM rejected WHERE line > ? ORDER BY line LIMIT 1000', [after]);
    for (const row of rows) yield { line: row.line, mistakes: mistakesOf(row), cells: JSON.parse(row.cells) as string[] };
    if (rows.length === 0) return;
    after = rows.at(-1)?.line ?? after;
  }
}

export async function rejectedPage(
  stage: Connection,
  query: { search: string; offset: number; limit: number },
): Promise<{ items: ChangeSetRow[]; total: number }> {
  const like = containing(query.search);
  const total =
    (await stage.get<{ total: number }>(`SELECT count(*) AS total FROM rejected WHERE cells LIKE ? ESCAPE '\\'`, [like]))?.total ?? 0;
  const header = JSON.parse((await stage.get<{ cells: string }>('SELECT cells FROM header'))?.cells ?? '[]') as string[];
  const rows = await stage.all<StoredRejection>(`SELECT * FROM rejected WHERE cells LIKE ? ESCAPE '\\' ORDER BY line LIMIT ? OFFSET ?`, [
    like,
    query.limit,
    query.offset,
  ]);
  return {
    total,
    items: rows.map((row) => {
      const cells = JSON.parse(row.cells) as string[];
      return {
        line: row.line,
        status: 'rejected' as const,
        ticked: false,
        takeable: false,
        label: cells
          .filter((cell) => cell.trim() !== '')
          .slice(0, 3)
          .join(' · '),
        reasons: mistakesOf(row),
        values: cells.map((value, index) => ({ field: header[index] ?? `#${index + 1}`, value })).filter(({ value }) => value !== ''),
        changes: [],
      };
    }),
  };
}
