// The ledger's columns in the workspace: read, written, and made from rows that have none yet. Values cross as one JSON text or
// as bytes: a result row for each entry would cost more than everything else.
import { sql } from 'kysely';
import type { Reader, Writer } from '../../store/database.ts';
import { type BuiltSegment, firstSeqOf, type SegmentColumns } from './ledger-segment.rules.ts';
import type { WordTable } from './ledger-words.rules.ts';

/** Raised when columns or the way texts are cut change; segments of another format are made anew. */
const FORMAT = 2;

export async function ledgerHead(reader: Reader): Promise<number> {
  const row = await reader
    .selectFrom('ledgerEntries')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Rows of the ledger, both numbers inclusive, as JSON: a list of what the segments' builder takes. */
export async function ledgerRows(reader: Reader, firstSeq: number, lastSeq: number): Promise<string> {
  const { rows } = await sql<{ list: string }>`
    SELECT json_group_array(json_array(seq, state, reverses, identity_num, kind, day, title, link, points, import_num, repository)) AS list
    FROM (SELECT * FROM ledger_entries WHERE seq BETWEEN ${firstSeq} AND ${lastSeq} ORDER BY seq)`.execute(reader);
  return rows[0]?.list ?? '[]';
}

/** Rows between two chances for other work. */
const ROWS_PER_TURN = 512;

/** The same, some at a time, so that other queries come in between. */
export async function* ledgerRowsInTurns(reader: Reader, firstSeq: number, lastSeq: number): AsyncGenerator<string> {
  for (let seq = firstSeq; seq <= lastSeq; seq += ROWS_PER_TURN) {
    yield await ledgerRows(reader, seq, Math.min(lastSeq, seq + ROWS_PER_TURN - 1));
  }
}

/** How many segments there are without a gap from the first one on. */
export async function countSegments(reader: Reader): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    SELECT count(*) AS kept FROM (SELECT segment, row_number() OVER (ORDER BY segment) - 1 AS place FROM ledger_segments WHERE format = ${FORMAT})
    WHERE segment = place`.execute(reader);
  return rows[0]?.kept ?? 0;
}

export async function readColumns(reader: Reader, count: number): Promise<SegmentColumns[]> {
  const rows = await reader
    .selectFrom('ledgerSegments')
    .select([
      'segment',
      'days',
      'points',
      'states',
      'kinds',
      'kindNames',
      'repositories',
      'repositoryNames',
      'identities',
      'imports',
      'reverses',
    ])
    .where('segment', '<', count)
    .orderBy('segment')
    .execute();
  return rows.map((row) => ({
    firstSeq: firstSeqOf(row.segment),
    days: numbers(Int32Array, row.days),
    points: numbers(Int16Array, row.points),
    states: numbers(Uint8Array, row.states),
    kinds: numbers(Uint16Array, row.kinds),
    kindNames: JSON.parse(row.kindNames) as string[],
    repositories: numbers(Uint16Array, row.repositories),
    repositoryNames: JSON.parse(row.repositoryNames) as string[],
    identities: numbers(Uint32Array, row.identities),
    imports: numbers(Uint32Array, row.imports),
    reverses: numbers(Uint32Array, row.reverses),
  }));
}

export async function readTexts(reader: Reader, firstSegment: number, lastSegment: number): Promise<WordTable[]> {
  const rows = await reader
    .selectFrom('ledgerSegments')
    .select(['words', 'starts', 'places', 'ends', 'wide'])
    .where('segment', '>=', firstSegment)
    .where('segment', '<=', lastSegment)
    .orderBy('segment')
    .execute();
  return rows.map(({ words, starts, places, ends, wide }) => ({
    words,
    starts: numbers(Uint32Array, starts),
    places: wide === 1 ? numbers(Uint32Array, places) : numbers(Uint16Array, places),
    ends: numbers(Uint32Array, ends),
  }));
}

export async function writeSegment(writer: Writer, segment: number, { columns, text }: BuiltSegment): Promise<void> {
  const { days, points, states, kinds, repositories, identities, imports, reverses } = columns;
  await writer.deleteFrom('ledgerSegments').where('segment', '=', segment).execute();
  await writer
    .insertInto('ledgerSegments')
    .values({
      segment,
      format: FORMAT,
      days: bytes(days),
      points: bytes(points),
      states: bytes(states),
      kinds: bytes(kinds),
      kindNames: JSON.stringify(columns.kindNames),
      repositories: bytes(repositories),
      repositoryNames: JSON.stringify(columns.repositoryNames),
      identities: bytes(identities),
      imports: bytes(imports),
      reverses: bytes(reverses),
      words: text.words,
      starts: bytes(text.starts),
      places: bytes(text.places),
      ends: bytes(text.ends),
      wide: text.places instanceof Uint32Array ? 1 : 0,
    })
    .execute();
}

type Numbers = Int32Array | Int16Array | Uint32Array | Uint16Array | Uint8Array;

function bytes(values: Numbers): Uint8Array {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

function numbers<T extends Numbers>(
  Kind: { new (buffer: ArrayBufferLike, offset: number, length: number): T; readonly BYTES_PER_ELEMENT: number },
  blob: Uint8Array | null,
): T {
  // SQLite has no empty blob in this driver: it comes back as null.
  const given = blob ?? new Uint8Array();
  const aligned = given.byteOffset % Kind.BYTES_PER_ELEMENT === 0 ? given : Uint8Array.from(given);
  return new Kind(aligned.buffer, aligned.byteOffset, aligned.byteLength / Kind.BYTES_PER_ELEMENT);
}

export async function importNumber(reader: Reader, importId: string): Promise<number | undefined> {
  return (await reader.selectFrom('imports').select('num').where('id', '=', importId).executeTakeFirst())?.num;
}
