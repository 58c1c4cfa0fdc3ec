// A mapping as a file: what the columns mean, and how the sheet is read. A name in it that nothing answers to would be left out in
// silence, and with it the column that was meant; so it is refused.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fileEncoding, type Inspection, type Mapping, mapping, reading } from '../../shared/contract/imports.ts';
import { delimiterWords, HEADER_ROWS } from './reading-options.ts';
import { Mistake } from './terminal-failures.ts';
import type { Terminal } from './terminal-session.ts';
import { wordIn } from './vocabulary-words.ts';

const mappingFile = z.strictObject({
  ...mapping.shape,
  columns: z.array(mapping.shape.columns.element.strict()).max(100),
  sheet: z.union([z.string(), z.int().transform(String)]).optional(),
  headerRow: reading.shape.headerLine.max(HEADER_ROWS).optional(),
  encoding: fileEncoding.optional(),
  delimiter: z.enum(delimiterWords).optional(),
});
export type MappingFile = z.infer<typeof mappingFile>;

export async function readMapping({ text }: Terminal, path: string): Promise<MappingFile> {
  const mistake = () => new Mistake(text('badMapping', { path }));
  const content = await readFile(path, 'utf8').catch(() => {
    throw mistake();
  });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw mistake();
  }
  const read = mappingFile.safeParse(value);
  if (read.success) return read.data;
  const unknown = read.error.issues.find((issue) => issue.code === 'unrecognized_keys');
  if (!unknown) throw mistake();
  const known = unknown.path.length > 0 ? ['field', 'column'] : Object.keys(mappingFile.shape);
  throw new Mistake(text('mappingKey', { path, key: unknown.keys[0], known: known.join(', ') }));
}

/** Throws Mistake where a mapping names what the kind or the file does not have. */
export function refuseUnfit(terminal: Terminal, path: string, asked: Mapping, found: Inspection): void {
  const { text } = terminal;
  const fields = found.fields.map(({ field }) => field);
  const { columns, defaults, values, conflicts, emptyCells, matchBy } = asked;
  const named = [...columns.map(({ field }) => field), ...[defaults, values, conflicts, emptyCells].flatMap(Object.keys)];
  const unknown = named.find((field) => !fields.includes(field));
  if (unknown !== undefined) {
    const kind = wordIn(terminal, 'importKind', found.kind);
    throw new Mistake(text('mappingField', { path, field: unknown, kind, fields: fields.join(', ') }));
  }
  const beyond = columns.find(({ column }) => column >= found.columns.length);
  if (beyond)
    throw new Mistake(text('mappingColumn', { path, ...beyond, name: found.fileName, last: Math.max(0, found.columns.length - 1) }));
  if (matchBy !== null && !found.matchKeys.includes(matchBy))
    throw new Mistake(text('mappingMatch', { path, value: matchBy, words: found.matchKeys.join(', ') }));
}
