// The people a sheet speaks of, on their way in: staged once each, recognised by their key, and made when nobody knows them.
import { fromJson, type SqlConnection } from '../../store/connection.ts';
import { affiliateByDomain } from '../../store/people/domain-affiliations.ts';
import { erasedHash, saltOf } from '../../store/people/erased-keys.ts';
import type { ApplyServices, ImportRow, Schemas } from '../import-kind.ts';
import { keepSayings } from './sayings.queries.ts';
import type { WhoRules } from './who-drafts.ts';

export const WHO_TABLE = `CREATE TABLE who (who INTEGER PRIMARY KEY, identity_key TEXT NOT NULL, email TEXT, email_domain TEXT, login TEXT, name TEXT,
  shown TEXT NOT NULL, name_key TEXT NOT NULL, is_bot INTEGER NOT NULL, host_account TEXT, identity_num INTEGER);`;
export const WHO_INSERT = `INSERT INTO who (who, identity_key, email, email_domain, login, name, shown, name_key, is_bot, host_account) ${fromJson(10)}`;

/** What the reading worker needs to know of the workspace's people. */
export async function whoRules(workspace: SqlConnection): Promise<WhoRules> {
  const bots = await workspace.all<{ name_key: string }>('SELECT name_key FROM bot_names');
  const erased = await workspace.all<{ key_hash: string }>('SELECT key_hash FROM erased_keys');
  return {
    botNames: bots.map((row) => row.name_key),
    erased: erased.length === 0 ? null : { salt: await saltOf(workspace), hashes: erased.map((row) => row.key_hash) },
  };
}

/** Keys of people who were forgotten after they were read, each with the one that stands for it. `keys` is SQL that yields them as `key`. */
export async function forgottenAmong(connection: SqlConnection, keys: string): Promise<[key: string, instead: string][]> {
  const { erased } = await whoRules(connection);
  if (!erased) return [];
  const forgotten = new Set(erased.hashes);
  const rows = await connection.all<{ key: string }>(`SELECT DISTINCT key FROM (${keys}) WHERE key NOT LIKE 'erased:%'`);
  return rows.flatMap(({ key }): [string, string][] => {
    const hash = erasedHash(erased.salt, key);
    return forgotten.has(hash) ? [[key, `erased:${hash}`]] : [];
  });
}

/**
 * Gives every writing of a person its identity where the workspace knows it; equal keys within the file become one number, in
 * the named columns of the drafts too.
 */
export async function resolveIdentities(
  connection: SqlConnection,
  { stage, workspace }: Schemas,
  drafts: string,
  columns: readonly string[],
): Promise<void> {
  await connection.run(`CREATE INDEX IF NOT EXISTS ${stage}.who_by_key ON who (identity_key)`);
  await connection.run(`CREATE TABLE IF NOT EXISTS ${stage}.same_who (who INTEGER PRIMARY KEY, first_who INTEGER NOT NULL)`);
  await connection.run(`DELETE FROM ${stage}.same_who`);
  await connection.run(`INSERT INTO ${stage}.same_who SELECT w.who, g.first_who FROM ${stage}.who w
    JOIN (SELECT identity_key, min(who) AS first_who FROM ${stage}.who GROUP BY identity_key HAVING count(*) > 1) g
      ON g.identity_key = w.identity_key AND g.first_who <> w.who`);
  for (const column of columns) {
    await connection.run(
      `UPDATE ${stage}.${drafts} SET ${column} = s.first_who FROM ${stage}.same_who s WHERE s.who = ${drafts}.${column}`,
    );
  }
  await joinWritings(connection, stage);
  await connection.run(`DELETE FROM ${stage}.who WHERE who IN (SELECT who FROM ${stage}.same_who)`);
  await connection.run(
    `UPDATE ${stage}.who SET identity_num = (SELECT i.num FROM ${workspace}.identities i WHERE i.identity_key = ${stage}.who.identity_key)`,
  );
  // Who was forgotten before was left out when the rows were read.
  if (!(await connection.get(`SELECT 1 FROM ${stage}.planned_on`))) return;
  const forgotten = await forgottenAmong(connection, `SELECT identity_key AS key FROM ${stage}.who WHERE identity_num IS NULL`);
  if (forgotten.length === 0) return;
  await connection.run(
    `UPDATE ${stage}.who SET identity_key = v.value ->> 1, email = NULL, email_domain = NULL, login = NULL, name = NULL, shown = '', name_key = '',
       is_bot = 0, host_account = NULL, identity_num = (SELECT i.num FROM ${workspace}.identities i WHERE i.identity_key = v.value ->> 1)
     FROM jsonb_each(jsonb(?)) v WHERE who.identity_key = v.value ->> 0`,
    [JSON.stringify(forgotten)],
  );
}

/** What only a later writing of somebody says, the first one says too. */
async function joinWritings(connection: SqlConnection, stage: string): Promise<void> {
  const writings = `(SELECT first_who AS who, who AS other FROM ${stage}.same_who UNION ALL SELECT DISTINCT first_who, first_who FROM ${stage}.same_who)`;
  await connection.run(
    `UPDATE ${stage}.who AS f SET name = n.name, login = l.login, is_bot = g.is_bot, shown = coalesce(n.shown, l.shown, f.shown),
       name_key = coalesce(n.name_key, l.name_key, f.name_key)
     FROM (SELECT s.who, max(w.is_bot) AS is_bot, min(w.who) FILTER (WHERE w.name IS NOT NULL) AS named, min(w.who) FILTER (WHERE w.login IS NOT NULL) AS logged_in
       FROM ${writings} s JOIN ${stage}.who w ON w.who = s.other GROUP BY s.who) g
       LEFT JOIN ${stage}.who n ON n.who = g.named LEFT JOIN ${stage}.who l ON l.who = g.logged_in
     WHERE g.who = f.who`,
  );
}

const IDS_AT_ONCE = 5_000;

/**
 * Makes a person and an identity for everyone whom the workspace does not know and something is written about, and keeps what is said of
 * everybody. `spoken` is SQL that yields `who`, and whether that is `needed`.
 */
export async function createIdentities(
  connection: SqlConnection,
  row: ImportRow,
  services: Pick<ApplyServices, 'newId' | 'at'>,
  { spoken, proper = false }: { spoken: string; proper?: boolean },
): Promise<void> {
  await connection.run('CREATE TABLE stage.spoken (who INTEGER PRIMARY KEY, needed INTEGER NOT NULL)');
  await connection.run(`INSERT INTO stage.spoken SELECT who, max(needed) FROM (${spoken}) GROUP BY who`);
  await createMissing(connection, row.id, services);
  await keepSayings(connection, row, proper);
}

async function createMissing(connection: SqlConnection, importId: string, services: Pick<ApplyServices, 'newId' | 'at'>): Promise<void> {
  const before = (await connection.get<{ num: number }>('SELECT coalesce(max(num), 0) AS num FROM people'))?.num ?? 0;
  await connection.run(
    `CREATE TABLE stage.arrivals (num INTEGER PRIMARY KEY, who INTEGER NOT NULL UNIQUE, person_id TEXT, identity_id TEXT)`,
  );
  const { changes: arriving } = await connection.run(
    `INSERT INTO stage.arrivals (num, who) SELECT ? + row_number() OVER (ORDER BY w.who), w.who FROM stage.who w
     WHERE w.identity_num IS NULL AND w.who IN (SELECT who FROM stage.spoken WHERE needed)`,
    [before],
  );
  if (arriving === 0) return;
  for (let from = before; from < before + arriving; from += IDS_AT_ONCE) {
    const ids = Array.from({ length: Math.min(IDS_AT_ONCE, before + arriving - from) }, () => [services.newId(), services.newId()]);
    await connection.run(
      `UPDATE stage.arrivals SET person_id = j.value ->> 0, identity_id = j.value ->> 1 FROM jsonb_each(jsonb(?)) j WHERE num = ? + 1 + j.key`,
      [JSON.stringify(ids), from],
    );
  }
  await connection.run(
    `INSERT INTO people (num, id, name, name_key, is_bot, created_at)
     SELECT a.num, a.person_id, w.shown, w.name_key, w.is_bot, ? FROM stage.arrivals a JOIN stage.who w ON w.who = a.who ORDER BY a.num`,
    [services.at],
  );
  const firstIdentity = (await connection.get<{ num: number }>('SELECT coalesce(max(num), 0) AS num FROM identities'))?.num ?? 0;
  await connection.run(
    `INSERT INTO identities (num, id, source, identity_key, email, email_domain, login, name, person_num, import_id, account)
     SELECT a.num - ? + ?, a.identity_id, 'spreadsheet', w.identity_key, w.email, w.email_domain, w.login, w.name, a.num, ?,
       CASE WHEN w.identity_key LIKE 'account:%' THEN w.host_account END
     FROM stage.arrivals a JOIN stage.who w ON w.who = a.who ORDER BY a.num`,
    [before, firstIdentity, importId],
  );
  await connection.run(
    `UPDATE stage.who SET identity_num = (SELECT a.num - ? + ? FROM stage.arrivals a WHERE a.who = stage.who.who) WHERE who IN (SELECT who FROM stage.arrivals)`,
    [before, firstIdentity],
  );
  await affiliateByDomain(connection, `i.num > ${Number(firstIdentity)}`, services.newId);
}
