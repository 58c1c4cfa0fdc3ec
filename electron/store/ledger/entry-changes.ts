// What a person does to single entries. The ledger only ever grows: whatever changes is a reversal and, where something stands
// afterwards, a new entry under the same key.
import { sql } from 'kysely';
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import type { RejectedBecause } from '../../../shared/vocabulary.ts';
import type { Writer } from '../database.ts';
import { connectionOf } from '../sqlite3-dialect.ts';
import { headOf, sumUpAfter } from './entries.ts';
import { giveBack } from './given-back.ts';
import { settleSums } from './settled-sums.ts';

export type LedgerRow = NonNullable<Awaited<ReturnType<typeof ledgerRow>>>;

/** An entry, with the number of the person it counts for and the newest revision under its key. */
export async function ledgerRow(writer: Writer, seq: number) {
  return writer
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .selectAll('e')
    .select('i.personNum')
    .select(sql<number>`(SELECT max(n.revision) FROM ledger_entries n WHERE n.external_key = e.external_key)`.as('newest'))
    .where('e.seq', '=', seq)
    .executeTakeFirst();
}

export interface NewEntry {
  readonly fields: EntryFields;
  readonly sourceKind: string | null;
  readonly points: number;
  readonly policyVersion: number;
  readonly rejectedBecause: RejectedBecause | null;
  /** Whether a person lets it count, whatever the quality gate says. */
  readonly acceptedByHand?: boolean;
}

/** Runs what adds entries, and lets the sums of its people follow. Answers the entry that stands under the same key afterwards. */
export async function adding(writer: Writer, at: string, work: () => Promise<number>): Promise<number> {
  const connection = connectionOf(writer);
  const head = await headOf(connection);
  const written = await work();
  await sumUpAfter(connection, head);
  await settleSums(connection, at, { after: head });
  const newest = await connection.get<{ seq: number }>(
    `SELECT n.seq FROM ledger_entries e JOIN ledger_entries n ON n.external_key = e.external_key WHERE e.seq = ? ORDER BY n.revision DESC LIMIT 1`,
    [written],
  );
  return newest?.seq ?? written;
}

interface Placed {
  readonly externalKey: string;
  readonly revision: number;
  readonly identityNum: number;
  readonly importNum: number | null;
  readonly sourceLine: number | null;
  readonly reason: string;
  readonly at: string;
}

async function insertEntry(writer: Writer, entry: NewEntry, place: Placed): Promise<number> {
  const { kind, since, day, title, link, complexity, impact, quality, quantity, repository } = entry.fields;
  const { seq } = await writer
    .insertInto('ledgerEntries')
    .values({
      externalKey: place.externalKey,
      revision: place.revision,
      state: entry.rejectedBecause === null ? 'accepted' : 'rejected',
      reverses: null,
      identityNum: place.identityNum,
      kind,
      sourceKind: entry.sourceKind,
      since,
      day,
      title,
      link,
      quantity,
      complexity,
      impact,
      quality,
      points: entry.points,
      policyVersion: entry.policyVersion,
      rejectedBecause: entry.rejectedBecause,
      acceptedByHand: entry.acceptedByHand ? 1 : 0,
      reason: place.reason,
      repository,
      importNum: place.importNum,
      sourceLine: place.sourceLine,
      recordedAt: place.at,
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

async function insertReversal(writer: Writer, row: LedgerRow, reason: string, at: string): Promise<number> {
  const { seq: _, personNum: __, newest: ___, ...same } = row;
  const { seq } = await writer
    .insertInto('ledgerEntries')
    .values({ ...same, revision: row.revision + 1, state: 'reversal', reverses: row.seq, points: -row.points, reason, recordedAt: at })
    .returning('seq')
    .executeTakeFirstOrThrow();
  return seq;
}

/** An entry typed by a person. */
export function addEntry(
  writer: Writer,
  entry: NewEntry,
  place: { externalKey: string; identityNum: number; at: string },
): Promise<number> {
  return adding(writer, place.at, () =>
    insertEntry(writer, entry, { ...place, revision: 1, importNum: null, sourceLine: null, reason: 'by_hand' }),
  );
}

/** Takes an entry back without putting another in its place. */
export function reverseEntry(writer: Writer, row: LedgerRow, reason: string, at: string): Promise<number> {
  return adding(writer, at, () => insertReversal(writer, row, reason, at));
}

/** Takes an entry back and writes another under its key. */
export function replaceEntry(writer: Writer, row: LedgerRow, entry: NewEntry, reason: string, at: string): Promise<number> {
  return adding(writer, at, async () => {
    await insertReversal(writer, row, reason, at);
    const { externalKey, identityNum, importNum, sourceLine } = row;
    return insertEntry(writer, entry, { externalKey, identityNum, importNum, sourceLine, reason, at, revision: row.revision + 2 });
  });
}

/** Lets an entry that was taken back stand again. */
export function restoreEntry(writer: Writer, row: LedgerRow, reason: string, at: string): Promise<number> {
  return adding(writer, at, async () => {
    await giveBack(connectionOf(writer), `SELECT ${Number(row.seq)} AS seq, ${Number(row.newest) + 1} AS revision`, { at, reason });
    return row.seq;
  });
}
