// Links that need nobody's word: an account of a code host, under whichever login, and the private mail addresses that carry its number.
import type { ApplyServices } from '../../intake/import-kind.ts';
import type { SqlConnection } from '../../store/connection.ts';
import { mergePeople, type NewMerge, unmergePeople } from './links.queries.ts';

/** Somebody who would get more identities than this by rule is looked at by a person instead. */
const MOST_BY_RULE = 10;

interface Found {
  account: string;
  num: number;
  person_num: number;
  written: string;
}

/** Links what this import brought or spoke of. What a person took apart, or said is not one, stays apart. */
export async function linkByAccount(
  connection: SqlConnection,
  importId: string,
  services: Pick<ApplyServices, 'newId' | 'at'>,
): Promise<void> {
  const merges = (await groupsByAccount(connection)).flatMap(([into, ...others]): NewMerge[] =>
    into === undefined || others.length >= MOST_BY_RULE
      ? []
      : others.map((from) => ({
          id: services.newId(),
          fromNum: from.person_num,
          intoNum: into.person_num,
          rule: 'same_account',
          evidence: `${into.account} ← ${from.written}`,
          importId,
        })),
  );
  const wanted: NewMerge[] = [];
  for (const merge of merges) {
    if (merge.fromNum !== merge.intoNum && !(await isRefused(connection, merge))) wanted.push(merge);
  }
  if (wanted.length > 0) await mergePeople(connection, wanted, services);
}

/** Takes the links of an import away again. */
export async function unlinkImport(
  connection: SqlConnection,
  importId: string,
  services: Pick<ApplyServices, 'newId' | 'at'>,
): Promise<void> {
  const merges = await connection.all<{ id: string }>('SELECT id FROM person_merges WHERE import_id = ? AND undone_at IS NULL', [importId]);
  if (merges.length > 0)
    await unmergePeople(
      connection,
      merges.map(({ id }) => id),
      services,
    );
}

/** Everybody of one account, the account itself first; only accounts with more than one identity, and never people with programs. */
async function groupsByAccount(connection: SqlConnection): Promise<Found[][]> {
  const rows = await connection.all<Found>(
    `WITH spoken AS (SELECT DISTINCT w.host_account AS account, substr(w.host_account, instr(w.host_account, '/') + 1) AS id,
         substr(w.host_account, 1, instr(w.host_account, '/') - 1) AS host
       FROM stage.who w WHERE w.host_account IS NOT NULL AND w.identity_num IS NOT NULL),
     found AS (
       SELECT s.account, 0 AS place, i.num, i.person_num, coalesce(i.login, '') AS written FROM spoken s JOIN identities i ON i.account = s.account
       UNION ALL
       SELECT s.account, 1, i.num, i.person_num, i.email FROM spoken s
         JOIN identities i ON i.identity_key >= 'email:' || s.id || '+' AND i.identity_key < 'email:' || s.id || ','
       WHERE i.identity_key LIKE '%@users.noreply.' || s.host AND instr(substr(i.identity_key, 7), '@') = instr(substr(i.identity_key, 7), '@users.noreply.'))
     SELECT f.account, f.num, f.person_num, f.written FROM found f JOIN people h ON h.num = f.person_num
     WHERE f.account IN (SELECT account FROM found GROUP BY account HAVING count(*) > 1) AND h.erased_at IS NULL
     ORDER BY f.account, f.place, f.num`,
  );
  const groups = new Map<string, Found[]>();
  for (const row of rows) groups.set(row.account, [...(groups.get(row.account) ?? []), row]);
  return [...groups.values()];
}

async function isRefused(connection: SqlConnection, { fromNum, intoNum, evidence }: NewMerge): Promise<boolean> {
  const refused = await connection.get(
    `SELECT 1 FROM people a, people b WHERE a.num = ?1 AND b.num = ?2 AND (a.is_bot <> b.is_bot
       OR EXISTS (SELECT 1 FROM merge_dismissals d WHERE (d.one_num = ?1 AND d.other_num = ?2) OR (d.one_num = ?2 AND d.other_num = ?1))
       OR EXISTS (SELECT 1 FROM person_merges m LEFT JOIN imports p ON p.id = m.import_id
         WHERE m.rule = 'same_account' AND m.evidence = ?3 AND m.undone_at IS NOT NULL AND p.state IS NOT 'reverted'))`,
    [fromNum, intoNum, evidence],
  );
  return refused !== undefined;
}
