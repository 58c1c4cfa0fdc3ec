// Which entries `e` of the ledger count, and as how many. One piece of SQL each, used wherever it is asked; the names without SQL are for
// Kysely's queries.
import { type RawBuilder, sql } from 'kysely';

/** Accepted, and not taken back by a reversal. */
export const STANDING_SQL = `e.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq)`;
export const STANDING: RawBuilder<boolean> = sql.raw(`(${STANDING_SQL})`);

/** Where reversals are read too, each takes one entry off again. */
export const SIGN_SQL = `CASE e.state WHEN 'reversal' THEN -1 ELSE 1 END`;
export const SIGN: RawBuilder<number> = sql.raw(SIGN_SQL);
