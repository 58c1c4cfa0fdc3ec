// Every change a person makes, with the rows before and after, written in the change's own transaction. History, undo and
// redo read it. Rows are kept as JSON images by table and key; of the ledger, which forgets nothing, only the entry's number is. Bulk rows of
// an import are covered by their import instead.
import { sql } from 'kysely';
import { sqliteCode } from './connection.ts';
import type { Writer } from './database.ts';
import { headOf } from './ledger/entries.ts';
import { letStandAs, newestSeq, standsAs } from './ledger/entry-replay.ts';
import { type CountedTwice, countedTwice } from './ledger/pull-request-commits.ts';
import { connectionOf } from './sqlite3-dialect.ts';

/**
 * Tables whose rows a person edits, each with its key columns, columns that only count edits, and columns that follow from other rows: those
 * are not what a change was about, and whoever replays it makes them anew. So is whether a row stands in its table or rests in the one beside.
 */
const JOURNALED = {
  partners: { key: ['id'], counters: ['revision'] },
  partner_domains: { key: ['domain'], counters: [] },
  partner_tiers: { key: ['id'], counters: [] },
  activities: { key: ['id'], counters: ['revision'] },
  activity_partners: { key: ['activity_id', 'partner_id'], counters: [] },
  activity_people: { key: ['activity_id', 'written'], counters: [] },
  workspace_meta: { key: ['key'], counters: [] },
  people: { key: ['num'], counters: ['revision'], derived: ['opted_out', 'name', 'name_key'] },
  identities: { key: ['num'], counters: [], derived: ['name', 'login'] },
  affiliations: { key: ['id'], counters: [], restsIn: 'resting_affiliations' },
  person_merges: { key: ['id'], counters: [] },
  merge_dismissals: { key: ['one_num', 'other_num'], counters: [] },
  bot_names: { key: ['name_key'], counters: [] },
  rewards: { key: ['id'], counters: ['revision'] },
  reward_stock: { key: ['reward'], counters: [] },
  saved_mappings: { key: ['id'], counters: ['revision'] },
  saved_boards: { key: ['id'], counters: ['revision'] },
  ledger_entries: { key: ['external_key'], counters: [] },
} as const satisfies Record<string, { key: readonly string[]; counters: readonly string[]; derived?: readonly string[]; restsIn?: string }>;
export type JournaledTable = keyof typeof JOURNALED;

export interface RowRef {
  readonly table: JournaledTable;
  /** Values of the key columns, in their order. */
  readonly key: readonly string[];
}

export interface ChangeNote {
  readonly id: string;
  readonly at: string;
  /** Name of the procedure, such as `partners.edit`. */
  readonly what: string;
  /** What it was done to, in the person's words. */
  readonly subject: string;
}

export type Image = Record<string, string | number | null>;

/** A row as it will be and as it was, while a change is taken back or done again. */
export interface Replayed {
  readonly table: JournaledTable;
  readonly from: Image | null;
  readonly to: Image | null;
}

/** Runs the replay of a change inside whatever its rows need before and after, such as sums that follow from them. */
export type AroundReplay = (rows: readonly Replayed[], replay: () => Promise<void>) => Promise<void>;

export interface Replaying {
  readonly around: AroundReplay;
  /** When it is taken back or done again. */
  readonly at: string;
}

async function imageOf(writer: Writer, { table, key }: RowRef): Promise<Image | null> {
  if (table === 'ledger_entries') {
    const seq = await newestSeq(writer, key[0] ?? '');
    return seq === null ? null : { seq };
  }
  return (await placed(writer, { table, key }))?.image ?? null;
}

/** A row with the table that it is in by now. */
async function placed(writer: Writer, { table, key }: RowRef): Promise<{ place: string; image: Image } | undefined> {
  const { restsIn }: { key: readonly string[]; restsIn?: string } = JOURNALED[table];
  for (const place of restsIn === undefined ? [table] : [table, restsIn]) {
    const { rows } = await sql<Image>`SELECT * FROM ${sql.table(place)} WHERE ${hasKey({ table, key })}`.execute(writer.withoutPlugins());
    if (rows[0]) return { place, image: rows[0] };
  }
  return undefined;
}

function hasKey({ table, key }: RowRef) {
  return sql.join(
    JOURNALED[table].key.map((column, index) => sql`${sql.ref(column)} = ${key[index]}`),
    sql` AND `,
  );
}

const seqIn = (image: Image | null) => (image === null ? null : Number(image.seq));

async function standsAsIn(writer: Writer, ref: RowRef, image: Image | null): Promise<boolean> {
  if (ref.table === 'ledger_entries') return standsAs(writer, ref.key[0] ?? '', seqIn(image));
  return sameImage(ref.table, await imageOf(writer, ref), image);
}

async function putImage(writer: Writer, ref: RowRef, image: Image | null, at: string): Promise<void> {
  if (ref.table === 'ledger_entries') return letStandAs(writer, ref.key[0] ?? '', seqIn(image), at);
  const plain = writer.withoutPlugins();
  const current = await placed(writer, ref);
  const stands = current?.place === ref.table;
  // Whether what goes back may stand or has to rest again is for whoever replays it.
  if (current && (image === null || !stands)) await sql`DELETE FROM ${sql.table(current.place)} WHERE ${hasKey(ref)}`.execute(plain);
  if (image === null) return;
  const next: Image = { ...image };
  // A counter never goes back, so that a form opened before an undo is still recognised as stale.
  for (const counter of JOURNALED[ref.table].counters)
    next[counter] = Math.max(Number(image[counter]), Number(current?.image[counter] ?? 0)) + 1;
  const columns = Object.keys(next);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(columns.map((column) => sql`${next[column] ?? null}`));
  if (!stands) {
    await sql`INSERT INTO ${sql.table(ref.table)} (${names}) VALUES (${values})`.execute(plain);
  } else {
    const stated = columns.filter((column) => !derivedColumns(ref.table).includes(column));
    const set = sql.join(stated.map((column) => sql`${sql.ref(column)} = ${next[column] ?? null}`));
    await sql`UPDATE ${sql.table(ref.table)} SET ${set} WHERE ${hasKey(ref)}`.execute(plain);
  }
}

function derivedColumns(table: JournaledTable): readonly string[] {
  const columns: { key: readonly string[]; derived?: readonly string[] } = JOURNALED[table];
  return columns.derived ?? [];
}

function sameImage(table: JournaledTable, a: Image | null, b: Image | null): boolean {
  const left: readonly string[] = [...JOURNALED[table].counters, ...derivedColumns(table)];
  const shape = (image: Image | null) => image && JSON.stringify(Object.entries(image).filter(([column]) => !left.includes(column)));
  return shape(a) === shape(b);
}

/** Runs a change and journals every named row that it touched. Naming a row that stays as it was costs nothing. */
export async function journaled<T>(writer: Writer, note: ChangeNote, rows: readonly RowRef[], work: () => Promise<T>): Promise<T> {
  const before = await Promise.all(rows.map((ref) => imageOf(writer, ref)));
  const result = await work();
  await writer.updateTable('changes').set({ state: 'dropped' }).where('state', '=', 'undone').execute();
  await writer
    .insertInto('changes')
    .values({ ...note, state: 'done', undoneOrder: null })
    .execute();
  for (const [index, ref] of rows.entries()) {
    const after = await imageOf(writer, ref);
    const was = before[index] ?? null;
    if (sameImage(ref.table, was, after)) continue;
    await writer
      .insertInto('journal')
      .values({
        changeId: note.id,
        tableName: ref.table,
        rowKey: JSON.stringify(ref.key),
        before: was && JSON.stringify(was),
        after: after && JSON.stringify(after),
      })
      .execute();
  }
  return result;
}

export interface TakenBack {
  readonly changeId: string;
  readonly what: string;
  readonly subject: string;
  readonly rows: readonly RowRef[];
}

/**
 * `nothing`: no such change to take back. `changed_since`: a row no longer stands as the change left it. `twice`: an entry would count
 * beside one that is the same work; what was written until then must not stay.
 */
export type UndoOutcome =
  | { ok: true; change: TakenBack }
  | { ok: false; why: 'nothing' | 'changed_since'; subject: string }
  | { ok: false; why: 'twice'; subject: string; twice: CountedTwice };

export async function undoChange(writer: Writer, replaying: Replaying, changeId?: string): Promise<UndoOutcome> {
  const base = writer.selectFrom('changes').selectAll().where('state', '=', 'done');
  const change = await (changeId ? base.where('id', '=', changeId) : base.orderBy('seq', 'desc')).limit(1).executeTakeFirst();
  if (!change) return { ok: false, why: 'nothing', subject: '' };
  const outcome = await replay(writer, change, 'before', replaying);
  if (!outcome.ok) return outcome;
  const last = await writer
    .selectFrom('changes')
    .select((eb) => eb.fn.max('undoneOrder').as('order'))
    .executeTakeFirst();
  await writer
    .updateTable('changes')
    .set({ state: 'undone', undoneOrder: (last?.order ?? 0) + 1 })
    .where('id', '=', change.id)
    .execute();
  return outcome;
}

export async function redoChange(writer: Writer, replaying: Replaying): Promise<UndoOutcome> {
  const change = await writer
    .selectFrom('changes')
    .selectAll()
    .where('state', '=', 'undone')
    .orderBy('undoneOrder', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!change) return { ok: false, why: 'nothing', subject: '' };
  const outcome = await replay(writer, change, 'after', replaying);
  if (outcome.ok) await writer.updateTable('changes').set({ state: 'done', undoneOrder: null }).where('id', '=', change.id).execute();
  return outcome;
}

async function replay(
  writer: Writer,
  change: { id: string; what: string; subject: string },
  side: 'before' | 'after',
  { around, at }: Replaying,
): Promise<UndoOutcome> {
  const entries = await writer.selectFrom('journal').selectAll().where('changeId', '=', change.id).orderBy('seq').execute();
  const ordered = side === 'before' ? entries.reverse() : entries;
  await sql`PRAGMA defer_foreign_keys = ON`.execute(writer);
  const rows: RowRef[] = [];
  const images: Replayed[] = [];
  for (const entry of ordered) {
    const ref: RowRef = { table: entry.tableName as JournaledTable, key: JSON.parse(entry.rowKey) as string[] };
    const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as Image));
    const expected = parse(side === 'before' ? entry.after : entry.before);
    if (!(await standsAsIn(writer, ref, expected))) return { ok: false, why: 'changed_since', subject: change.subject };
    rows.push(ref);
    images.push({ table: ref.table, from: expected, to: parse(side === 'before' ? entry.before : entry.after) });
  }
  const head = await headOf(connectionOf(writer));
  try {
    await around(images, async () => {
      for (const [index, ref] of rows.entries()) await putImage(writer, ref, images[index]?.to ?? null, at);
    });
  } catch (error) {
    // Another row has taken the name or the domain meanwhile.
    if (sqliteCode(error) === 'SQLITE_CONSTRAINT') return { ok: false, why: 'changed_since', subject: change.subject };
    throw error;
  }
  for (const [index, { table, key }] of rows.entries()) {
    const twice = table === 'ledger_entries' && images[index]?.to ? await countedTwice(writer, key[0] ?? '', head) : undefined;
    if (twice) return { ok: false, why: 'twice', subject: change.subject, twice };
  }
  return { ok: true, change: { changeId: change.id, what: change.what, subject: change.subject, rows } };
}
