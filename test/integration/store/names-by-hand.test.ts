// Workspaces of a program that did not yet tell names given by hand from those that sources say.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, openConnection } from '../../../electron/store/connection.ts';
import { MIGRATIONS } from '../../../electron/store/migrations/index.ts';
import { APPLICATION_ID } from '../../../electron/store/workspace-file.ts';
import { importSheet } from '../../support/crm.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgramAt, type TemporaryProgram } from '../../support/temporary-program.ts';

const NAMES_APART = 15;
let folder: string;
let path: string;
let old: Connection;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-names-'));
  path = join(folder, 'w.trellis');
  old = await openConnection(path, 'create');
  const before = MIGRATIONS.filter(({ version }) => version < NAMES_APART);
  await old.script(`PRAGMA application_id = ${APPLICATION_ID}; ${before.map(({ script }) => script).join('\n')}
    PRAGMA user_version = ${NAMES_APART - 1};`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function person(num: number, name: string, email: string): Promise<void> {
  await old.run(
    `INSERT INTO people (num, id, name, name_key, created_at) VALUES (?1, 'h' || ?1, ?2, lower(?2), '2026-01-01T00:00:00.000Z')`,
    [num, name],
  );
  await old.run(
    `INSERT INTO identities (num, id, source, identity_key, email, login, name, person_num) VALUES (?1, 'i' || ?1, 'spreadsheet', 'email:' || ?3, ?3, 'login' || ?1, ?2, ?1)`,
    [num, name, email],
  );
}

async function rename(num: number, name: string, state: 'done' | 'dropped' = 'done'): Promise<void> {
  const image = async () => JSON.stringify(await old.get('SELECT * FROM people WHERE num = ?', [num]));
  const before = await image();
  await old.run('UPDATE people SET name = ?1, name_key = lower(?1), revision = revision + 1 WHERE num = ?2', [name, num]);
  const after = await image();
  const id = randomUUID();
  await old.run(`INSERT INTO changes (id, at, what, subject, state) VALUES (?, '2026-02-02T00:00:00.000Z', 'people.rename', '', ?)`, [
    id,
    state,
  ]);
  await old.run(`INSERT INTO journal (change_id, table_name, row_key, before, after) VALUES (?, 'people', ?, ?, ?)`, [
    id,
    JSON.stringify([String(num)]),
    before,
    after,
  ]);
}

async function opened(work: (t: TemporaryProgram) => Promise<void>): Promise<void> {
  await old.close();
  const t = await openTemporaryProgramAt(path);
  try {
    await work(t);
  } finally {
    await closeSound(t);
  }
}

test('a name given by hand stays one, although an identity of the person says it too', async () => {
  await person(1, 'Robert Smith', 'rob@x.example');
  await rename(1, 'login1');
  await person(2, 'Ann Lee', 'ann@x.example');
  // Renamed, taken back, and something else done since: the name follows from the identity again.
  await rename(2, 'login2', 'dropped');
  await old.run(`UPDATE people SET name = 'login2', name_key = 'login2' WHERE num = 2`);
  await opened(async (t) => {
    const called = async () => (await t.client.people.list({})).items.map(({ name }) => name).sort();
    await importSheet(
      t,
      'contributions',
      'email,name,kind,date\nrob@x.example,Robert Smith,code,2026-01-05\nann@x.example,Amy Lee,code,2026-01-05\n',
    );
    expect(await called()).toEqual(['Amy Lee', 'login1']);
    await t.client.workspace.undo({ commandId: randomUUID() });
    expect(await called()).toEqual(['Amy Lee', 'Robert Smith']);
    await t.client.workspace.redo({ commandId: randomUUID() });
    expect(await called()).toEqual(['Amy Lee', 'login1']);
  });
});

test('each person and each image of the journal finds its names by an index', async () => {
  const script = MIGRATIONS.find(({ version }) => version === NAMES_APART)?.script ?? '';
  const plans: string[][] = [];
  for (const statement of script.split(/;\s*\n/).filter((one) => one.trim() !== '')) {
    if (statement.startsWith('UPDATE')) {
      const steps = await old.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`);
      plans.push(steps.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN')));
    }
    await old.script(statement);
  }
  // Once through what is brought up to date, and through nothing else for each row of it.
  expect(plans).toEqual([['SCAN people'], []]);
  await old.close();
});
