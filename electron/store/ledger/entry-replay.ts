// What a person did to an entry, taken back or done again. The ledger only grows, so that is a reversal and, where something stood, the
// entry once more. The ledger itself holds what was before and after; the journal only names it.

import type { SqlConnection } from '../connection.ts';
import type { Writer } from '../database.ts';
import { connectionOf } from '../sqlite3-dialect.ts';
import { CONTENT_COLUMNS, comesFromStanding, ENTRY_COLUMNS, reversalOf } from './entries.ts';
import { adding } from './entry-changes.ts';
import { giveBack } from './given-back.ts';
import { replacedBy, standsInPlaceOf } from './replaced-commits.ts';
import { isPullRequest } from './source-keys.ts';

/** What a reversal says that belongs to an undo. */
const UNDONE = 'undone';

interface Newest {
  readonly seq: number;
  readonly revision: number;
  readonly state: string;
  readonly reason: string | null;
}

function newestUnder(writer: Writer, externalKey: string): Promise<Newest | undefined> {
  return connectionOf(writer).get<Newest>(
    'SELECT seq, revision, state, reason FROM ledger_entries WHERE external_key = ? ORDER BY revision DESC LIMIT 1',
    [externalKey],
  );
}

/** The newest that the ledger holds under a key, which may be that it was taken back. */
export async function newestSeq(writer: Writer, externalKey: string): Promise<number | null> {
  return (await newestUnder(writer, externalKey))?.seq ?? null;
}

const ALIKE = ['identity_num', 'import_num', 'repository', 'accepted_by_hand', ...CONTENT_COLUMNS]
  .map((column) => `n.${column} IS e.${column}`)
  .join(' AND ');
const decided = (row: string) => `CASE WHEN ${row}.rejected_because IN ('by_hand', 'reverted') THEN ${row}.rejected_because END`;
/** What only an import that is gone by now had to say. */
const isGone = (row: string) => `(${row}.state <> 'reversal' AND NOT ${comesFromStanding(row)})`;
const said = (row: string) => `nullif(${row}.reason, 'rescored')`;

/** Whether a key still holds what an entry says, whatever points it earned since; null: nothing. */
export async function standsAs(writer: Writer, externalKey: string, seq: number | null): Promise<boolean> {
  const newest = await newestUnder(writer, externalKey);
  if (seq === null) return newest === undefined || (newest.state === 'reversal' && newest.reason === UNDONE);
  const alike = await connectionOf(writer).get(
    `SELECT 1 FROM ledger_entries n JOIN ledger_entries e ON e.seq IN (?1, (${standsInPlaceOf('?1')})) WHERE n.seq = ?2 AND (${ALIKE} AND ${said('n')} IS ${said('e')}
       AND (n.state = 'reversal') = (e.state = 'reversal') AND ${decided('n')} IS ${decided('e')}
       OR n.state = 'reversal' AND n.reason IS NULL AND ${isGone('e')})`,
    [seq, newest?.seq ?? null],
  );
  return alike !== undefined;
}

/** Lets a key hold again what an entry says; null: nothing. */
export async function letStandAs(writer: Writer, externalKey: string, said: number | null, at: string): Promise<void> {
  const connection = connectionOf(writer);
  const newest = await newestUnder(writer, externalKey);
  if (!newest) return;
  const seq = said === null ? null : ((await connection.get<{ seq: number }>(standsInPlaceOf('?'), [said]))?.seq ?? said);
  const wanted = await connection.get<{ state: string; reverses: number | null; gone: number }>(
    `SELECT e.state, e.reverses, ${isGone('e')} AS gone FROM ledger_entries e WHERE e.seq = ?`,
    [seq],
  );
  await adding(writer, at, async () => {
    const standing = newest.state === 'reversal' ? null : newest.seq;
    if (wanted?.state === 'reversal') {
      await reverseAs(connection, standing ?? (await putBack(connection, externalKey, Number(wanted.reverses), at)), Number(seq), at);
      return newest.seq;
    }
    if (standing !== null) await reverse(connection, standing, `'${UNDONE}'`, at);
    if (seq === null) return newest.seq;
    const written = await putBack(connection, externalKey, seq, at);
    if (wanted?.gone) await takeBackWithImport(connection, { wanted: seq, written }, at);
    return newest.seq;
  });
}

async function reverse(connection: SqlConnection, seq: number, reason: string, at: string): Promise<void> {
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { reason, recorded_at: '?' })} FROM ledger_entries e WHERE e.seq = ?`,
    [at, seq],
  );
}

/** Takes an entry back for what an earlier reversal says. */
async function reverseAs(connection: SqlConnection, seq: number, earlier: number, at: string): Promise<void> {
  const asBefore = { reason: 'r.reason', import_num: 'r.import_num', source_line: 'r.source_line', recorded_at: '?' };
  await connection.run(
    `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', asBefore)} FROM ledger_entries e JOIN ledger_entries r ON r.seq = ?
     WHERE e.seq = ?`,
    [at, earlier, seq],
  );
}

/** Writes an entry again as the newest under its key. Answers the new one. */
async function putBack(connection: SqlConnection, externalKey: string, seq: number, at: string): Promise<number> {
  const revision = `(SELECT max(revision) + 1 FROM ledger_entries WHERE external_key = e.external_key)`;
  await giveBack(connection, `SELECT e.seq, ${revision} AS revision FROM ledger_entries e WHERE e.seq = ${Number(seq)}`, { at });
  const written = await connection.get<{ seq: number }>(
    'SELECT seq FROM ledger_entries WHERE external_key = ? ORDER BY revision DESC LIMIT 1',
    [externalKey],
  );
  return written?.seq ?? seq;
}

/**
 * Does for an entry what the revert of its import could not while a person's hand was on it: it goes, and what its row had replaced is back,
 * be it under the same key or the commits of a pull request.
 */
async function takeBackWithImport(
  connection: SqlConnection,
  { wanted, written }: { wanted: number; written: number },
  at: string,
): Promise<void> {
  await reverse(connection, written, 'NULL', at);
  await giveBack(
    connection,
    `SELECT o.seq, n.revision + 1 AS revision FROM ledger_entries e JOIN imports p ON p.num = e.import_num
       JOIN ledger_entries r ON r.seq BETWEEN p.first_seq AND p.last_seq AND r.state = 'reversal' AND r.source_line = e.source_line
         AND r.external_key = e.external_key
       JOIN ledger_entries o ON o.seq = r.reverses
       JOIN ledger_entries n ON n.external_key = e.external_key
     WHERE e.seq = ${Number(wanted)} AND ${comesFromStanding('o')}
       AND n.revision = (SELECT max(x.revision) FROM ledger_entries x WHERE x.external_key = e.external_key)`,
    { at },
  );
  await giveBack(
    connection,
    replacedBy(`SELECT e.external_key FROM ledger_entries e WHERE e.seq = ${Number(wanted)} AND ${isPullRequest('e')}`),
    { at },
  );
}

/** The people whom entries count for now. */
export async function peopleUnder(writer: Writer, externalKeys: readonly string[]): Promise<number[]> {
  const rows = await connectionOf(writer).all<{ num: number }>(
    `SELECT DISTINCT i.person_num AS num FROM json_each(?) k JOIN ledger_entries e ON e.external_key = k.value
     JOIN identities i ON i.num = e.identity_num`,
    [JSON.stringify(externalKeys)],
  );
  return rows.map(({ num }) => num);
}
