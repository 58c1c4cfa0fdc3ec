// What is in a staged file, before anything is imported: how it is read, what its columns may mean, and which words they hold.
import type { Inspection, Mapping, Reading } from '../../shared/contract/imports.ts';
import { withDateOrder } from '../../shared/date-order.ts';
import { IMPORT_KINDS, type ImportKind } from '../../shared/vocabulary.ts';
import type { Reader } from '../store/database.ts';
import { datesOfColumns } from './date-order.ts';
import type { DraftRules } from './import-kind.ts';
import { ImportRefused } from './import-refused.ts';
import { findAppliedByHash, summaryOf } from './imports.queries.ts';
import { createChoiceLookup, describeFields, isNothing, suggestMapping, wordsOf } from './mapping/fields.ts';
import { groupedColumns } from './mapping/grouped-columns.rules.ts';
import { detectFile, readerOf, readRows } from './readers/index.ts';
import { type ReadApart, UnreadableFile } from './readers/reader.ts';
import { mappingsFor } from './saved-mappings.queries.ts';
import { hashOf, type StagedFile } from './staged-files.ts';

type FileWithPath = StagedFile & { path: string };

const MOST_COLUMNS = 500;
const SAMPLES = 3;
const SAMPLE_SHOWN = 8;
const MOST_ROWS_FOR_VALUES = 200_000;
const MOST_VALUES_PER_FIELD = 200;

/** Turns a reader's failure into one of the contract's. */
export async function refusingUnreadable<T>(file: FileWithPath, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (error instanceof UnreadableFile)
      throw new ImportRefused('FILE_UNREADABLE', { name: file.name, reason: error.reason, line: error.line });
    throw error;
  });
}

export async function inspectFile(
  read: Reader,
  file: FileWithPath,
  { rulesOf, readApart }: { rulesOf: Readonly<Record<ImportKind, DraftRules>>; readApart: ReadApart },
  wanted: ImportKind | undefined,
  override: Partial<Reading> | undefined,
): Promise<Inspection> {
  const detected = await refusingUnreadable(file, detectFile(file, readApart, override));
  const headers = detected.rows[0] ?? [];
  if (headers.length > MOST_COLUMNS) throw new ImportRefused('FILE_UNREADABLE', { name: file.name, reason: 'too_many_columns' });
  const body = detected.rows.slice(1);
  const kind = wanted ?? likeliestKind(rulesOf, detected.reading.format, headers);
  const { fields, matchKeys, presets, notices } = rulesOf[kind];
  const dates = await datesOfColumns(headers.length, body, () => readRows(file.path, detected.reading, readApart));
  const grouped = groupedColumns(headers.length, body);
  const seen = await findAppliedByHash(read, await hashOf(file), kind);
  const described = describeFields(fields);
  const columns = headers.map((header, index) => ({
    index,
    header: header.slice(0, 200),
    samples: body
      .map((cells) => (cells[index] ?? '').trim().slice(0, 200))
      .filter((text) => text !== '')
      .slice(0, SAMPLES),
    hasEmpty: body.some((cells) => isNothing((cells[index] ?? '').trim())),
    looksGrouped: grouped[index] ?? false,
    dates: dates[index] ?? null,
  }));
  const forThisFile = (mapping: Mapping) => withDateOrder({ fields: described, columns }, mapping);
  const saved = (await mappingsFor(read, kind, headers)).map((one) => ({ ...one, mapping: forThisFile(one.mapping) }));
  const byHeaders = suggestMapping(fields, headers, body);
  const suggested =
    saved[0]?.mapping ?? forThisFile({ ...byHeaders, dateOrder: null, defaults: presets?.(headers, byHeaders.columns) ?? {} });
  return {
    stagedFileId: file.fileId,
    kind,
    fileName: file.name,
    bytes: file.bytes,
    seenBefore: seen ? summaryOf(seen) : null,
    reading: detected.reading,
    encodingCertain: detected.encodingCertain,
    sheets: detected.sheets,
    notices: [...detected.notices, ...(notices?.(headers, suggested) ?? [])],
    sample: body.slice(0, SAMPLE_SHOWN).map((cells) => cells.slice(0, MOST_COLUMNS).map((cell) => cell.slice(0, 200))),
    columns,
    fields: described,
    suggested,
    saved,
    matchKeys: [...matchKeys],
  };
}

/** The kind the reader is for, else the one whose fields most of the headers name; required fields must be among them. */
function likeliestKind(
  rulesOf: Readonly<Record<ImportKind, DraftRules>>,
  format: Reading['format'],
  headers: readonly string[],
): ImportKind {
  const [first] = readerOf(format).kinds ?? [];
  if (first) return first;
  const scored = IMPORT_KINDS.map((kind) => {
    const { fields, oneOf } = rulesOf[kind];
    const named = new Set(suggestMapping(fields, headers, []).columns.map(({ field }) => field));
    const complete = fields.every(({ field, required }) => !required || named.has(field)) && oneOf.some((field) => named.has(field));
    return { kind, score: complete ? named.size : 0 };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).kind;
}

export interface FoundValues {
  items: { field: string; text: string; rows: number; meaning: string | null }[];
  complete: boolean;
}

/** The different texts of the mapped columns that have a closed list, the most frequent first. */
export async function valuesOf(
  file: FileWithPath,
  readApart: ReadApart,
  { fields }: Pick<DraftRules, 'fields'>,
  { reading, columns }: { reading: Reading; columns: Mapping['columns'] },
): Promise<FoundValues> {
  const wanted = columns.flatMap(({ field, column }) => {
    const { choices, several = false } = fields.find((one) => one.field === field) ?? {};
    return choices ? [{ field, column, several, lookup: createChoiceLookup(choices), texts: new Map<string, number>() }] : [];
  });
  let complete = true;
  if (wanted.length > 0) {
    let rows = 0;
    await refusingUnreadable(
      file,
      (async () => {
        for await (const batch of readRows(file.path, reading, readApart)) {
          for (const { cells } of rows === 0 ? batch.slice(1) : batch) {
            for (const { column, several, texts } of wanted) {
              const cell = (cells[column] ?? '').trim();
              for (const text of several ? wordsOf(cell) : [cell]) {
                if (text === '' || text.length > 200) continue;
                const times = texts.get(text);
                if (times === undefined && texts.size >= MOST_VALUES_PER_FIELD) complete = false;
                else texts.set(text, (times ?? 0) + 1);
              }
            }
          }
          rows += batch.length;
          if (rows > MOST_ROWS_FOR_VALUES) {
            complete = false;
            return;
          }
        }
      })(),
    );
  }
  const items = wanted.flatMap(({ field, texts, lookup }) =>
    [...texts].sort((a, b) => b[1] - a[1]).map(([text, rows]) => ({ field, text, rows, meaning: lookup(text) ?? null })),
  );
  return { items, complete };
}

export function refuseIncomplete(rules: DraftRules, mapping: Mapping): void {
  const given = new Set([...mapping.columns.map((column) => column.field), ...Object.keys(mapping.defaults)]);
  const missing = rules.fields.filter((spec) => spec.required && !given.has(spec.field)).map((spec) => spec.field);
  if (missing.length === 0 && !rules.oneOf.some((field) => given.has(field))) missing.push(...rules.oneOf);
  if (missing.length > 0) throw new ImportRefused('MAPPING_INCOMPLETE', { kind: rules.kind, missing });
}

export type InspectRequest = { stagedFileId: string; kind?: ImportKind; reading?: Partial<Reading> };
