// A partner in the bin employs nobody: what was said about working there rests aside, so that whoever reads affiliations follows, and stands
// again when the partner is back.
import type { SqlConnection } from '../connection.ts';
import type { Store } from '../database.ts';
import { resumming } from '../ledger/rollups.ts';

const COLUMNS = 'id, person_num, partner_id, valid_from, valid_to, source, source_rank, evidence, home_num, import_id';
/** Every affiliation is in one of these. */
export const AFFILIATION_TABLES = ['affiliations', 'resting_affiliations'] as const;
/** SQL: the rows of both. */
export const ALL_AFFILIATIONS = `(${AFFILIATION_TABLES.map((table) => `SELECT ${COLUMNS} FROM ${table}`).join(' UNION ALL ')})`;

const IN_BIN = 'SELECT id FROM partners WHERE deleted_at IS NOT NULL';
const TO_REST = `partner_id IN (${IN_BIN}) AND source <> 'email_domain'`;
const TO_STAND = `partner_id NOT IN (${IN_BIN})`;

/** Lets affiliations and sums follow from which partners are in the bin by now. */
export async function followRemovedPartners(connection: SqlConnection): Promise<void> {
  const people = await connection.all<{ num: number }>(
    `SELECT person_num AS num FROM affiliations WHERE ${TO_REST} UNION SELECT person_num FROM resting_affiliations WHERE ${TO_STAND}`,
  );
  if (people.length === 0) return;
  await resumming(
    connection,
    people.map(({ num }) => num),
    async () => {
      await connection.run(`INSERT INTO affiliations (${COLUMNS}) SELECT ${COLUMNS} FROM resting_affiliations WHERE ${TO_STAND}`);
      await connection.run(`DELETE FROM resting_affiliations WHERE ${TO_STAND}`);
      await connection.run(`INSERT INTO resting_affiliations (${COLUMNS}) SELECT ${COLUMNS} FROM affiliations WHERE ${TO_REST}`);
      await connection.run(`DELETE FROM affiliations WHERE ${TO_REST}`);
    },
  );
}

/** Affiliations that are not where they belong; none in a workspace that keeps its promises. */
export const MISPLACED_AFFILIATIONS = `SELECT 'affiliation ' || id AS problem FROM affiliations WHERE partner_id IN (${IN_BIN})
  UNION ALL SELECT 'affiliation ' || id FROM resting_affiliations WHERE ${TO_STAND}`;

/** Once after a workspace was brought here by a program that let affiliations with removed partners stand. */
export async function settleRemovedPartners(store: Store): Promise<void> {
  const misplaced = await store.read
    .selectFrom('affiliations as a')
    .innerJoin('partners as p', 'p.id', 'a.partnerId')
    .select('a.id')
    .where('p.deletedAt', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  if (misplaced) await store.writeBulk(null, followRemovedPartners);
}
