// What a person did to an entry, taken back or done again. The ledger only grows, so that is a reversal and, where something stood, the
// entry once more. The ledger itself holds what was before and after; the journal only names it.
import type { Writer } from '../database.ts';
import { connectionOf } from '../sqlite3-dialect.ts';
import { CONTENT_COLUMNS, ENTRY_COLUMNS, reversalOf } from './entries.ts';
import { adding } from './entry-changes.ts';
import { giveBack } from './given-back.ts';

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
const said = (row: string) => `nullif(${row}.reason, 'rescored')`;

/** Whether a key still holds what an entry says, whatever points it earned since; null: nothing. */
export async function standsAs(writer: Writer, externalKey: string, seq: number | null): Promise<boolean> {
  const newest = await newestUnder(writer, externalKey);
  if (seq === null) return newest === undefined || (newest.state === 'reversal' && newest.reason === UNDONE);
  const alike = await connectionOf(writer).get(
    `SELECT 1 FROM ledger_entries n JOIN ledger_entries e ON e.seq = ? WHERE n.seq = ? AND ${ALIKE} AND ${said('n')} IS ${said('e')}
       AND (n.state = 'reversal') = (e.state = 'reversal') AND ${decided('n')} IS ${decided('e')}`,
    [seq, newest?.seq ?? null],
  );
  return alike !== undefined;
}

/** Lets a key hold again what an entry says; null: nothing. */
export async function letStandAs(writer: Writer, externalKey: string, seq: number | null, at: string): Promise<void> {
  const connection = connectionOf(writer);
  const newest = await newestUnder(writer, externalKey);
  if (!newest) return;
  const wanted = await connection.get<{ state: string }>('SELECT state FROM ledger_entries WHERE seq = ?', [seq]);
  await adding(writer, at, async () => {
    const stands = newest.state !== 'reversal';
    if (stands && wanted?.state === 'reversal') {
      const asBefore = { reason: 'r.reason', import_num: 'r.import_num', source_line: 'r.source_line', recorded_at: '?' };
      await connection.run(
        `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', asBefore)} FROM ledger_entries e JOIN ledger_entries r ON r.seq = ?
         WHERE e.seq = ?`,
        [at, seq, newest.seq],
      );
      return newest.seq;
    }
    if (stands)
      await connection.run(
        `INSERT INTO ledger_entries (${ENTRY_COLUMNS}) SELECT ${reversalOf('e', { reason: `'${UNDONE}'`, recorded_at: '?' })}
         FROM ledger_entries e WHERE e.seq = ?`,
        [at, newest.seq],
      );
    if (seq !== null && wanted?.state !== 'reversal') {
      const revision = newest.revision + (stands ? 2 : 1);
      await giveBack(connection, `SELECT ${Number(seq)} AS seq, ${Number(revision)} AS revision`, { at });
    }
    return newest.seq;
  });
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
