// How the ledger is read for the commits of pull requests: among a million entries only a query plan tells whether that takes long.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../../electron/store/connection.ts';
import { commitsOnPages, standingOnPages } from '../../../electron/store/ledger/pull-request-commits.ts';
import { MIGRATIONS } from '../../../electron/store/migrations/index.ts';

let folder: string;
let ledger: Connection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-pages-'));
  ledger = await openConnection(join(folder, 'w.trellis'), 'create');
  await ledger.script(`PRAGMA foreign_keys = OFF; ${MIGRATIONS.map(({ script }) => script).join('\n')}
    CREATE TABLE pages (link TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID;
    WITH RECURSIVE n(num) AS (SELECT 1 UNION ALL SELECT num + 1 FROM n WHERE num < 300)
    INSERT INTO ledger_entries (external_key, revision, state, identity_num, kind, title, points, policy_version)
      SELECT printf('git:%040d/%040d/author', 7, num), 1, 'accepted', 1, 'code', 'One (#' || num || ')', 100, 1 FROM n;`);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['an import of requests', `SELECT s.seq FROM ${standingOnPages('main', 'pages')}`, ['e']],
  [
    'one request',
    `SELECT s.title FROM ${commitsOnPages("SELECT lower(p.link) AS page FROM ledger_entries p WHERE p.external_key = 'x'")}
       CROSS JOIN ledger_entries s ON s.external_key = e.external_key`,
    ['l', 'e'],
  ],
])(
  'the commits of %s are found in one pass, in the order in which entries are stored, whatever statistics say',
  async (_of, query, passes) => {
    const passed = async () => {
      const steps = await ledger.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`);
      return steps.filter(({ detail }) => detail.startsWith('SCAN')).map(({ detail }) => detail.slice('SCAN '.length));
    };
    expect(await passed()).toEqual(passes);
    await ledger.run('ANALYZE');
    expect(await passed()).toEqual(passes);
  },
);
