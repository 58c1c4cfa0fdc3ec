// Links that need nobody's word: an account of a code host, under whichever login, and the private mail addresses that carry its number.
import type { SqlConnection } from '../../store/connection.ts';
import { mergePeople, type NewMerge, unmergePeople } from '../../store/people/links.ts';
import type { ApplyServices, ImportRow } from '../import-kind.ts';

/** Somebody who would get more identities than this by rule is looked at by a person instead. */
const MOST_BY_RULE = 10;

interface Found {
  account: string;
  num: number;
  person_num: number;
  written: string;
  /** The newest standing import that spoke of it, where that was asked for. */
  seen_by: number;
}

type LinkServices = Pick<ApplyServices, 'newId' | 'at'>;

/** Between the account and the address in the evidence of a link. */
const ARROW = ' ← ';

const SPOKEN_OF = `SELECT DISTINCT w.host_account AS account FROM stage.who w WHERE w.host_account IS NOT NULL AND w.identity_num IS NOT NULL`;

/** Links what this import brought or spoke of. What a person took apart, or said is not one, stays apart. */
export async function linkByAccount(connection: SqlConnection, row: ImportRow, services: LinkServices): Promise<void> {
  await connection.run(
    `INSERT OR IGNORE INTO account_sightings (identity_num, import_num)
     SELECT w.identity_num, ? FROM stage.who w WHERE w.host_account IS NOT NULL AND w.identity_num IS NOT NULL`,
    [row.num],
  );
  await linkGroups(connection, await groupsByAccount(connection, SPOKEN_OF), () => row.id, services);
}

/** Takes the links of an import away again, but for those that the imports that still stand would make by themselves. */
export async function unlinkImport(connection: SqlConnection, row: ImportRow, services: LinkServices): Promise<void> {
  await connection.run('DELETE FROM account_sightings WHERE import_num = ?', [row.num]);
  const merges = await connection.all<{ id: string; evidence: string }>(
    'SELECT id, evidence FROM person_merges WHERE import_id = ? AND undone_at IS NULL',
    [row.id],
  );
  if (merges.length === 0) return;
  const ids = merges.map(({ id }) => id);
  await unmergePeople(connection, ids, services);
  const accounts = JSON.stringify([...new Set(merges.map(({ evidence }) => evidence.split(ARROW)[0] ?? ''))]);
  const groups = await groupsByAccount(connection, 'SELECT value AS account FROM json_each(?1)', [accounts], STILL_SEEN);
  const newest = (group: readonly Found[]) => group.reduce((one, other) => (other.seen_by > one.seen_by ? other : one)).seen_by;
  const imports = await connection.all<{ num: number; id: string }>(
    'SELECT num, id FROM imports WHERE num IN (SELECT value FROM json_each(?))',
    [JSON.stringify(groups.map(newest))],
  );
  const idOf = new Map(imports.map(({ num, id }) => [num, id]));
  await linkGroups(connection, groups, (group) => idOf.get(newest(group)) ?? row.id, services, ids);
}

async function linkGroups(
  connection: SqlConnection,
  groups: readonly Found[][],
  importOf: (group: readonly Found[]) => string,
  services: LinkServices,
  takenAway: readonly string[] = [],
): Promise<void> {
  const merges = groups.flatMap((group): NewMerge[] => {
    const [into, ...others] = group;
    if (into === undefined || others.length >= MOST_BY_RULE) return [];
    return others.map((from) => ({
      id: services.newId(),
      fromNum: from.person_num,
      intoNum: into.person_num,
      rule: 'same_account',
      evidence: `${into.account}${ARROW}${from.written}`,
      importId: importOf(group),
    }));
  });
  const wanted: NewMerge[] = [];
  for (const merge of merges) {
    if (merge.fromNum !== merge.intoNum && !(await isRefused(connection, merge, takenAway))) wanted.push(merge);
  }
  if (wanted.length > 0) await mergePeople(connection, wanted, services);
}

/** The newest standing import that spoke of an identity. */
const STILL_SEEN = `(SELECT max(s.import_num) FROM account_sightings s JOIN imports p ON p.num = s.import_num WHERE s.identity_num = i.num AND p.state = 'applied')`;

/**
 * Everybody of one account, the account itself first; only accounts with more than one identity, and never people with programs. `accounts`
 * is SQL that yields them; `seenBy` is NULL for identities that are to stay out.
 */
async function groupsByAccount(
  connection: SqlConnection,
  accounts: string,
  parameters: readonly string[] = [],
  seenBy = '0',
): Promise<Found[][]> {
  const rows = await connection.all<Found>(
    `WITH spoken AS (SELECT account, substr(account, instr(account, '/') + 1) AS id, substr(account, 1, instr(account, '/') - 1) AS host FROM (${accounts})),
     found AS (
       SELECT s.account, 0 AS place, i.num, i.person_num, coalesce(i.login, '') AS written, ${seenBy} AS seen_by
       FROM spoken s JOIN identities i ON i.account = s.account
       UNION ALL
       SELECT s.account, 1, i.num, i.person_num, i.email, ${seenBy} FROM spoken s
         JOIN identities i ON i.identity_key >= 'email:' || s.id || '+' AND i.identity_key < 'email:' || s.id || ','
       WHERE i.identity_key LIKE '%@users.noreply.' || s.host AND instr(substr(i.identity_key, 7), '@') = instr(substr(i.identity_key, 7), '@users.noreply.'))
     SELECT f.account, f.num, f.person_num, f.written, f.seen_by FROM found f JOIN people h ON h.num = f.person_num
     WHERE f.seen_by IS NOT NULL AND h.erased_at IS NULL
       AND f.account IN (SELECT account FROM found WHERE seen_by IS NOT NULL GROUP BY account HAVING count(*) > 1)
     ORDER BY f.account, f.place, f.num`,
    parameters,
  );
  return [...Map.groupBy(rows, ({ account }) => account).values()];
}

/** `takenAway` are links that are gone with an import just now, which says nothing against them. */
async function isRefused(
  connection: SqlConnection,
  { fromNum, intoNum, evidence }: NewMerge,
  takenAway: readonly string[],
): Promise<boolean> {
  const refused = await connection.get(
    `SELECT 1 FROM people a, people b WHERE a.num = ?1 AND b.num = ?2 AND (a.is_bot <> b.is_bot
       OR EXISTS (SELECT 1 FROM merge_dismissals d WHERE (d.one_num = ?1 AND d.other_num = ?2) OR (d.one_num = ?2 AND d.other_num = ?1))
       OR EXISTS (SELECT 1 FROM person_merges m LEFT JOIN imports p ON p.id = m.import_id
         WHERE m.rule = 'same_account' AND m.evidence = ?3 AND m.undone_at IS NOT NULL AND p.state IS NOT 'reverted'
           AND m.id NOT IN (SELECT value FROM json_each(?4))))`,
    [fromNum, intoNum, evidence, JSON.stringify(takenAway)],
  );
  return refused !== undefined;
}
