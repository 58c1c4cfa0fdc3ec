// The ledger's columns in the workspace: read, written, and made from rows that have none yet. Values cross as one JSON text or
// as bytes: a result row for each entry would cost more than everything else.
import { type RawBuilder, sql } from 'kysely';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { type Day, dayNumber } from '../../../shared/values/day.ts';
import { attributedPartner } from '../../store/attribution.ts';
import type { Reader, Writer } from '../../store/database.ts';
import { type BuiltSegment, firstSeqOf, type SegmentColumns } from './ledger-segment.rules.ts';
import type { DatedAnswer } from './ledger-selection.rules.ts';
import type { WordTable } from './ledger-words.rules.ts';

/** Raised when columns or the way texts are cut change; segments of another format are made anew. */
const FORMAT = 1;

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
    SELECT json_group_array(json_array(seq, state, reverses, identity_num, kind, day, title, link, points, import_num)) AS list
    FROM (SELECT * FROM ledger_entries WHERE seq BETWEEN ${firstSeq} AND ${lastSeq} ORDER BY seq)`.execute(reader);
  return rows[0]?.list ?? '[]';
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
    .select(['segment', 'days', 'points', 'states', 'kinds', 'kindNames', 'identities', 'imports', 'reverses'])
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
  const { days, points, states, kinds, identities, imports, reverses } = columns;
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

export interface IdentityAnswers {
  /** 1 for identities whose entries match, 2 where it depends on the day. */
  readonly flags: Uint8Array;
  readonly dated: Map<number, DatedAnswer>;
}

/** Whose entries a filter lets through; undefined when it does not ask about people. */
export async function identitiesFor(
  reader: Reader,
  { personId, bots, partnerId }: Pick<ContributionFilter, 'personId' | 'bots' | 'partnerId'>,
): Promise<IdentityAnswers | undefined> {
  const conditions: RawBuilder<unknown>[] = [];
  if (personId) conditions.push(sql`h.id = ${personId}`);
  if (bots) conditions.push(sql`h.is_bot = ${bots === 'only' ? 1 : 0}`);
  if (!partnerId) {
    if (conditions.length === 0) return undefined;
    return { flags: flagged(await identityList(reader, sql.join(conditions, sql` AND `))), dated: new Map() };
  }
  return identitiesOfPartner(reader, partnerId, conditions);
}

/** Identities of people whose name has the text. */
export async function identitiesNamed(reader: Reader, key: string): Promise<Uint8Array> {
  return flagged(await identityList(reader, sql`instr(h.name_key, ${key}) > 0`));
}

async function identityList(reader: Reader, where: RawBuilder<unknown>): Promise<number[]> {
  const { rows } = await sql<{ list: string }>`
    SELECT json_group_array(i.num) AS list FROM people h JOIN identities i ON i.person_num = h.num WHERE ${where}`.execute(reader);
  return JSON.parse(rows[0]?.list ?? '[]') as number[];
}

function flagged(list: readonly number[]): Uint8Array {
  const flags = new Uint8Array(list.reduce((most, one) => Math.max(most, one), 0) + 1);
  for (const one of list) flags[one] = 1;
  return flags;
}

const UNDATED_AFFILIATION = sql`SELECT u.person_num FROM affiliations u WHERE u.valid_from IS NULL AND u.valid_to IS NULL`;
const DATED_AFFILIATION = sql`SELECT d.person_num FROM affiliations d WHERE d.valid_from IS NOT NULL OR d.valid_to IS NOT NULL`;

/**
 * Whom a partner's people worked for changes only on the days on which an affiliation of theirs begins or ends. The attribution
 * is asked once for each such day, once for the time before all of them, and once for entries without a day.
 */
async function identitiesOfPartner(
  reader: Reader,
  partnerId: string,
  conditions: readonly RawBuilder<unknown>[],
): Promise<IdentityAnswers> {
  const also = conditions.length === 0 ? sql`` : sql`AND ${sql.join(conditions, sql` AND `)}`;
  const unknown = partnerId === 'unknown';
  const concerned = unknown
    ? sql`h.num IN (${DATED_AFFILIATION}) AND h.num NOT IN (${UNDATED_AFFILIATION})`
    : sql`h.num IN (SELECT f.person_num FROM affiliations f WHERE coalesce(f.partner_id, 'independent') = ${partnerId})`;
  const employer = attributedPartner('p.person_num', 'p.day');
  const matches = unknown ? sql`${employer} IS NULL` : sql`coalesce(${employer} = ${partnerId}, 0)`;
  const [never, changing] = await Promise.all([
    unknown ? identityList(reader, sql`h.num NOT IN (SELECT n.person_num FROM affiliations n) ${also}`) : [],
    sql<{ list: string }>`
      WITH concerned AS MATERIALIZED (SELECT h.num FROM people h WHERE ${concerned} ${also}),
      days AS (SELECT num AS person_num, NULL AS day FROM concerned UNION SELECT num, '' FROM concerned
        UNION SELECT a.person_num, a.valid_from FROM concerned c JOIN affiliations a ON a.person_num = c.num WHERE a.valid_from IS NOT NULL
        UNION SELECT a.person_num, a.valid_to FROM concerned c JOIN affiliations a ON a.person_num = c.num WHERE a.valid_to IS NOT NULL),
      answers AS MATERIALIZED (SELECT p.person_num, p.day, ${matches} AS matches FROM days p)
      SELECT json_group_array(json_array(i.num, s.day, s.matches) ORDER BY i.num, s.day) AS list
      FROM answers s JOIN identities i ON i.person_num = s.person_num`.execute(reader),
  ]);
  const answers = JSON.parse(changing.rows[0]?.list ?? '[]') as [number, string | null, number][];
  const dated = new Map<number, { undated: boolean; spans: { from: number; matches: boolean }[] }>();
  for (const [identity, day, yes] of answers) {
    const known = dated.get(identity) ?? { undated: false, spans: [] };
    dated.set(identity, known);
    if (day === null) known.undated = yes === 1;
    else known.spans.push({ from: day === '' ? 0 : dayNumber(day as Day), matches: yes === 1 });
  }
  const flags = flagged([...never, ...dated.keys()]);
  for (const [identity, { undated, spans }] of dated) {
    const always = spans.every((span) => span.matches === undated);
    flags[identity] = always ? (undated ? 1 : 0) : 2;
    if (always) dated.delete(identity);
  }
  return { flags, dated };
}
