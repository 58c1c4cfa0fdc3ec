// What a person decided under an older schema, which kept no note of it: that an entry counts, and that the ledger is scored anew. Both hold
// on in a workspace that is brought up to date.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_POINTS_POLICY } from '../../../electron/features/policies/default-points-policy.ts';
import { openConnection } from '../../../electron/store/connection.ts';
import { MIGRATIONS } from '../../../electron/store/migrations/index.ts';
import { APPLICATION_ID } from '../../../electron/store/workspace-file.ts';
import { command } from '../../support/crm.ts';
import { finished, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgramAt } from '../../support/temporary-program.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-earlier-'));
  path = join(folder, 'w.trellis');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Written {
  state: 'accepted' | 'rejected' | 'reversal';
  reason?: string;
  kind?: string;
  link?: string;
  day?: string;
  points?: number;
  version?: number;
  importNum?: number;
  at?: string;
}

const accepted = (given: Partial<Written> = {}): Written => ({ state: 'accepted', points: 100, ...given });
const refused = (given: Partial<Written> = {}): Written => ({ state: 'rejected', ...given });
const taken = (given: Partial<Written> = {}): Written => ({ state: 'reversal', ...given });

/** A ledger of schema 5: what was written under each key, one after the other; all of one person, on one day where none is named. */
async function ledgerOfSchemaFive(keys: Record<string, Written[]>): Promise<void> {
  const old = await openConnection(path, 'create');
  const until = MIGRATIONS.filter(({ version }) => version <= 5);
  await old.script(`PRAGMA application_id = ${APPLICATION_ID}; ${until.map(({ script }) => script).join('\n')} PRAGMA user_version = 5;
    INSERT INTO people (num, id, name, name_key, created_at) VALUES (1, 'h', 'Ann', 'ann', '2026-01-01T00:00:00.000Z');
    INSERT INTO identities (num, id, source, identity_key, name, person_num) VALUES (1, 'i', 'spreadsheet', 'name:ann', 'Ann', 1);`);
  const stricter = structuredClone(DEFAULT_POINTS_POLICY);
  stricter.bases.code = 110;
  stricter.bases.documentation = 31;
  stricter.gate.code.link = true;
  for (const [index, policy] of [DEFAULT_POINTS_POLICY, stricter].entries())
    await old.run(
      `INSERT INTO policies (kind, version, effective_from, body, published_at) VALUES ('points', ?, ?, ?, '2026-01-01T00:00:00.000Z')`,
      [index + 1, index === 0 ? null : '2026-08-01', JSON.stringify(policy)],
    );
  for (const num of [1, 2])
    await old.run(
      `INSERT INTO imports (num, id, kind, state, file_name, sha256, reading, mapping, created_at, first_seq, last_seq)
       VALUES (?, ?, 'contributions', 'applied', 'sheet.csv', '', '{"encoding":"utf-8","delimiter":",","headerLine":1}', '{"columns":[]}', '2026-01-01T00:00:00.000Z', NULL, NULL)`,
      [num, `import-${num}`],
    );
  // Everybody's first writing is in the ledger before anybody's second, and so on: runs over the whole ledger are written in one go.
  const rounds = Math.max(...Object.values(keys).map((written) => written.length));
  for (let revision = 1; revision <= rounds; revision += 1)
    for (const [key, written] of Object.entries(keys)) {
      const one = written[revision - 1];
      if (!one) continue;
      const before = await old.get<{ seq: number }>('SELECT seq FROM ledger_entries WHERE external_key = ? AND revision = ?', [
        key,
        revision - 1,
      ]);
      const { kind = 'code', day = '2026-07-01', link = null, points = 0, version = 1 } = one;
      const placed = [key, revision, one.reason ?? null, one.importNum ?? null, one.at ?? '2026-07-10T00:00:00.000Z'];
      const into = 'INSERT INTO ledger_entries (external_key, revision, reason, import_num, recorded_at';
      if (one.state === 'reversal')
        await old.run(
          `${into}, state, reverses, identity_num, kind, day, title, link, points, policy_version, rejected_because)
           SELECT ?, ?, ?, ?, ?, 'reversal', seq, 1, kind, day, title, link, -points, policy_version, rejected_because FROM ledger_entries WHERE seq = ?`,
          [...placed, before?.seq ?? null],
        );
      else
        await old.run(
          `${into}, state, identity_num, kind, day, title, link, points, policy_version, rejected_because)
           VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
          [...placed, one.state, kind, day, key, link, points, version, one.state === 'rejected' ? 'no_link' : null],
        );
    }
  const counted = `e.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses = e.seq)`;
  await old.script(`
    UPDATE imports SET (first_seq, last_seq) = (SELECT min(seq), max(seq) FROM ledger_entries WHERE import_num = num AND reason IS NULL);
    INSERT INTO rollups SELECT coalesce(substr(day, 1, 7), ''), 'unknown', kind, sum(points), count(*), count(link) FROM ledger_entries e WHERE ${counted} GROUP BY 1, 3;
    INSERT INTO person_months SELECT substr(day, 1, 7), 1, sum(points), count(*) FROM ledger_entries e WHERE ${counted} AND day IS NOT NULL GROUP BY 1;
    INSERT INTO person_years SELECT substr(day, 1, 4), 1, sum(points), count(*) FROM ledger_entries e WHERE ${counted} AND day IS NOT NULL GROUP BY 1;
    INSERT INTO person_totals SELECT 1, sum(points), count(*), min(day), max(day) FROM ledger_entries e WHERE ${counted};`);
  await old.close();
}

test('what a person accepted under an older schema counts whatever the gate says, and nothing else does', async () => {
  await ledgerOfSchemaFive({
    accepted: [refused(), taken({ reason: 'seen' }), accepted({ reason: 'seen' })],
    'accepted, reversed and restored': [
      ...[refused(), taken({ reason: 'seen' }), accepted({ reason: 'seen' })],
      ...[taken({ reason: 'not merged' }), accepted({ reason: 'merged after all' })],
    ],
    'accepted, then scored anew': [
      ...[refused(), taken({ reason: 'seen' }), accepted({ reason: 'seen' })],
      ...[taken({ reason: 'rescored' }), accepted({ reason: 'rescored', points: 90 })],
    ],
    'accepted, then changed by a sheet': [
      refused(),
      taken({ reason: 'seen' }),
      accepted({ reason: 'seen' }),
      taken(),
      accepted({ kind: 'bug_fix' }),
    ],
    'let in by a milder gate': [refused(), taken({ reason: 'rescored' }), accepted({ reason: 'rescored' })],
    'corrected to something else': [refused({ kind: 'bug_fix' }), taken({ reason: 'a patch' }), accepted({ reason: 'a patch' })],
    untouched: [accepted()],
  });
  const t = await openTemporaryProgramAt(path);
  const version = 2;
  await finished(t, (await t.client.policies.recompute({ ...command(), version })).jobId);
  const { items } = await t.client.contributions.list({});
  expect(items.map(({ title }) => title).sort()).toEqual(['accepted', 'accepted, reversed and restored', 'accepted, then scored anew']);
  await expect(
    t.program.context.store.writeBulk(null, (connection) => connection.run('UPDATE ledger_entries SET points = 1')),
  ).rejects.toThrow('append-only');
  await closeSound(t);
});

test('what comes back after a scoring anew under an older schema goes by it, as far as it is known to have reached', async () => {
  const at = '2026-08-10T00:00:00.000Z';
  const link = 'https://git.example/1';
  const replacedAndRescored = (day: string): Written[] => {
    const second = { kind: 'documentation', link, day, importNum: 2 };
    return [
      accepted({ link, day, importNum: 1 }),
      taken({ importNum: 2 }),
      accepted({ ...second, points: 30 }),
      taken({ importNum: 2, reason: 'rescored', at }),
      accepted({ ...second, reason: 'rescored', points: 31, version: 2, at }),
    ];
  };
  const replaced = (day: string): Written[] => replacedAndRescored(day).slice(0, 3);
  await ledgerOfSchemaFive({
    reached: replacedAndRescored('2026-07-01'),
    later: replaced('2026-07-02'),
    'not known': replaced('2026-06-30'),
  });
  const t = await openTemporaryProgramAt(path);
  expect(await revertImport(t, 'import-2')).toMatchObject({ reversed: 3, kept: 0 });
  const { items } = await t.client.contributions.list({ sort: { by: 'day', direction: 'ascending' } });
  expect(items.map(({ title, kind, points }) => [title, kind, points])).toEqual([
    ['not known', 'code', 100],
    ['reached', 'code', 110],
    ['later', 'code', 110],
  ]);
  await closeSound(t);
});
