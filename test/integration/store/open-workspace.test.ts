// Opening a workspace file: older ones are brought up to date after a backup, and whatever is newer, foreign or damaged is refused
// with a sentence's code and left exactly as it is.

import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadStart } from '../../../electron/bad-start.ts';
import { openConnection } from '../../../electron/store/connection.ts';
import { MIGRATIONS, SCHEMA_VERSION } from '../../../electron/store/migrations/index.ts';
import { APPLICATION_ID } from '../../../electron/store/workspace-file.ts';
import { importSheet, register } from '../../support/crm.ts';
import { openTemporaryProgramAt } from '../../support/temporary-program.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-open-'));
  path = join(folder, 'w.trellis');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HEADER_BYTES = 100;
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

async function refusal(): Promise<string> {
  try {
    await (await openTemporaryProgramAt(path)).close();
  } catch (error) {
    if (error instanceof BadStart) return error.code;
    throw error;
  }
  return 'opened';
}

test('a change of an activity made under an older schema can still be taken back', async () => {
  const old = await openConnection(path, 'create');
  const until = MIGRATIONS.filter(({ version }) => version <= 5);
  await old.script(`PRAGMA application_id = ${APPLICATION_ID}; ${until.map(({ script }) => script).join('\n')} PRAGMA user_version = 5;
    INSERT INTO partners (id, name, name_key, status, created_at) VALUES ('p', 'Acme', 'acme', 'active', '2026-01-01T00:00:00.000Z');
    INSERT INTO activities (id, kind, day, title, created_at) VALUES ('x', 'meeting', '2026-02-01', 'Before', '2026-02-01T00:00:00.000Z');
    INSERT INTO activity_partners (activity_id, partner_id) VALUES ('x', 'p');`);
  const image = async () => JSON.stringify(await old.get('SELECT * FROM activities'));
  const before = await image();
  await old.run(`UPDATE activities SET title = 'After', revision = 2`);
  await old.run(
    `INSERT INTO changes (id, at, what, subject, state) VALUES ('c', '2026-02-02T00:00:00.000Z', 'activities.edit', 'Before', 'done')`,
  );
  await old.run(`INSERT INTO journal (change_id, table_name, row_key, before, after) VALUES ('c', 'activities', '["x"]', ?, ?)`, [
    before,
    await image(),
  ]);
  await old.close();
  const t = await openTemporaryProgramAt(path);
  try {
    const title = async () => (await t.client.activities.list({})).items.map((one) => one.title);
    expect(await title()).toEqual(['After']);
    await t.client.workspace.undo({ commandId: randomUUID() });
    expect(await title()).toEqual(['Before']);
    await t.client.workspace.redo({ commandId: randomUUID() });
    expect(await title()).toEqual(['After']);
  } finally {
    await t.close();
  }
});

test('a workspace of the first schema is backed up, brought up to date, and keeps what it says', async () => {
  const old = await openConnection(path, 'create');
  await old.script(`PRAGMA application_id = ${APPLICATION_ID}; ${MIGRATIONS[0]?.script} PRAGMA user_version = 1;
    INSERT INTO policies (kind, version, body, published_at) VALUES ('points', 1, '{"bases":{"code":100,"bug_fix":50,"documentation":30,"translation":25,"review":20,"community_support":15,"other":10},"complexity":{"trivial":50,"low":75,"medium":100,"high":150,"critical":200},"impact":{"local":80,"module":100,"project":125,"ecosystem":150},"quality":{"poor":50,"fair":80,"good":100,"excellent":120},"maximum":1000,"levels":{"newbie":0,"bronze":100,"silver":500,"gold":2000,"platinum":5000}}', '2026-01-01T00:00:00.000Z');
    INSERT INTO partners (id, name, name_key, status, created_at) VALUES ('p', 'Acme', 'acme', 'active', '2026-01-01T00:00:00.000Z');
    INSERT INTO partner_tiers (id, partner_id, tier) VALUES ('t', 'p', 'gold');
    INSERT INTO people (num, id, name, name_key, created_at) VALUES (1, 'h', 'Ann', 'ann', '2026-01-01T00:00:00.000Z');
    INSERT INTO identities (num, id, source, identity_key, name, person_num) VALUES (1, 'i', 'spreadsheet', 'name:ann', 'Ann', 1);
    INSERT INTO affiliations (id, person_num, partner_id, valid_from, source, source_rank) VALUES ('a', 1, 'p', '2026-01-01', 'imported', 1);
    INSERT INTO activities (id, kind, day, title, created_at) VALUES ('x', 'meeting', '2026-02-01', 'Kick-off', '2026-02-01T00:00:00.000Z');
    INSERT INTO activity_partners (activity_id, partner_id) VALUES ('x', 'p');`);
  await old.close();

  const t = await openTemporaryProgramAt(path);
  try {
    expect(await t.client.workspace.get({})).toMatchObject({ schemaVersion: SCHEMA_VERSION });
    expect((await t.client.workspace.backups({})).items.map((one) => one.reason)).toEqual(['before_migration']);
    expect((await t.client.partners.list({})).items[0]).toMatchObject({ name: 'Acme', tier: 'gold', lastActivityOn: '2026-02-01' });
    const person = await t.client.people.get({ personId: 'h' });
    expect(person.affiliations).toMatchObject([{ partner: { id: 'p' }, from: '2026-01-01', until: null }]);
    expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  } finally {
    await t.close();
  }
});

test('sums of commits that an older program let count beside their commits are put right once, after a backup', async () => {
  await (await openTemporaryProgramAt(path)).close();
  const emptied = await openConnection(path, 'read');
  const policy = (await emptied.get<{ body: string }>('SELECT body FROM policies'))?.body ?? '';
  await emptied.close();
  rmSync(path);
  const old = await openConnection(path, 'create');
  const until = MIGRATIONS.filter(({ version }) => version <= 8);
  const entry = 'external_key, revision, state, identity_num, kind, title, points, policy_version, day, quantity';
  await old.script(`PRAGMA application_id = ${APPLICATION_ID}; ${until.map(({ script }) => script).join('\n')} PRAGMA user_version = 8;
    INSERT INTO people (num, id, name, name_key, created_at) VALUES (1, 'h', 'Ann', 'ann', '2026-01-01T00:00:00.000Z');
    INSERT INTO identities (num, id, source, identity_key, name, person_num) VALUES (1, 'i', 'git', 'name:ann', 'Ann', 1);
    INSERT INTO ledger_entries (${entry}) VALUES ('csv:1/1', 1, 'accepted', 1, 'code', 'Sum', 100, 1, '2025-09-30', 580),
      ('git:0/1/author', 1, 'accepted', 1, 'code', 'Commit', 100, 1, '2025-08-01', NULL);
    INSERT INTO rollups VALUES ('2025-08', 'unknown', 'code', 100, 1, 0), ('2025-09', 'unknown', 'code', 100, 1, 0);
    INSERT INTO person_months (month, person_num, points, entries) VALUES ('2025-08', 1, 100, 1), ('2025-09', 1, 100, 1);
    INSERT INTO person_years (year, person_num, points, entries) VALUES ('2025', 1, 200, 2);
    INSERT INTO person_totals VALUES (1, 200, 2, '2025-08-01', '2025-09-30');`);
  await old.run(`INSERT INTO policies (kind, version, body, published_at) VALUES ('points', 1, ?, '2026-01-01T00:00:00.000Z')`, [policy]);
  await old.close();
  for (const opening of ['first', 'second', 'restored']) {
    const t = await openTemporaryProgramAt(path);
    try {
      const { items } = await t.client.workspace.backups({});
      expect(items.map((one) => one.reason)).toEqual(['before_migration']);
      // The copy that the older program would have made, put back while this one runs.
      if (opening === 'restored') await t.client.workspace.restore({ backupId: items[0]?.id ?? '' });
      const all = await t.client.contributions.list({ filter: { states: ['accepted', 'rejected', 'reversal'] } });
      expect(all.total, opening).toBe(4);
      expect((await t.client.contributions.list({})).items.map(({ title, since }) => [title, since])).toEqual([['Commit', null]]);
      expect((await t.client.contributions.leaderboard({})).items.map(({ points, entries }) => [points, entries])).toEqual([[100, 1]]);
      expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
    } finally {
      await t.close();
    }
  }
});

test('a workspace of a newer program is left untouched', async () => {
  await (await openTemporaryProgramAt(path)).close();
  const newer = await openConnection(path, 'write');
  await newer.script(`PRAGMA journal_mode = DELETE; PRAGMA user_version = ${SCHEMA_VERSION + 1};`);
  await newer.close();
  const before = digest(path);
  expect(await refusal()).toBe('WORKSPACE_NEWER');
  expect(digest(path)).toBe(before);
});

test.each([
  ['a text', 'Company;Tier\nAcme;Gold\n'],
  ['something that only begins like a database', 'SQLite format 3\0 and then nothing'],
])('%s is no workspace and is left as it is', async (_name, content) => {
  writeFileSync(path, content);
  expect(['NOT_A_WORKSPACE', 'WORKSPACE_DAMAGED']).toContain(await refusal());
  expect(readFileSync(path, 'utf8')).toBe(content);
});

test('somebody else’s database is no workspace', async () => {
  const other = await openConnection(path, 'create');
  await other.script('CREATE TABLE notes (text TEXT);');
  await other.close();
  const before = digest(path);
  expect(await refusal()).toBe('NOT_A_WORKSPACE');
  expect(digest(path)).toBe(before);
});

test('damaged files are found or hold together, never written over; the backup beside them is good', { timeout: 240_000 }, async () => {
  const t = await openTemporaryProgramAt(path);
  await register(t, 'Acme', { emailDomains: ['acme.example'] });
  await importSheet(
    t,
    'contributions',
    `email,kind,date,title\n${Array.from({ length: 400 }, (_, index) => `p${index % 40}@acme.example,code,2026-01-0${1 + (index % 9)},Title ${index}`).join('\n')}\n`,
  );
  await t.client.workspace.backup({});
  await t.close();
  const whole = readFileSync(path);
  const spare = join(folder, 'spare.trellis');
  copyFileSync(path, spare);

  const damage = fc.oneof(
    fc.record({ how: fc.constant('flip' as const), at: fc.nat({ max: whole.length - 1 }), bit: fc.nat({ max: 7 }) }),
    fc.record({ how: fc.constant('truncate' as const), at: fc.nat({ max: whole.length - 1 }), bit: fc.constant(0) }),
    fc.record({ how: fc.constant('zero' as const), at: fc.nat({ max: Math.max(0, whole.length - 4096) }), bit: fc.constant(0) }),
  );
  const found = { refused: 0, opened: 0 };
  await fc.assert(
    fc.asyncProperty(damage, async ({ how, at, bit }) => {
      const bytes = Buffer.from(whole);
      if (how === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      if (how === 'zero') bytes.fill(0, at, at + 4096);
      writeFileSync(path, how === 'truncate' ? bytes.subarray(0, at) : bytes);
      for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      const before = digest(path);
      const outcome = await refusal();
      if (outcome === 'opened') found.opened += 1;
      else {
        found.refused += 1;
        expect(['WORKSPACE_DAMAGED', 'NOT_A_WORKSPACE', 'WORKSPACE_EMPTY_FILE', 'WORKSPACE_NEWER']).toContain(outcome);
        expect(digest(path)).toBe(before);
      }
    }),
    { numRuns: Number(process.env.TRELLIS_DAMAGE_RUNS ?? 30) },
  );
  expect(found.refused).toBeGreaterThan(0);
  copyFileSync(spare, path);
  const backups = readdirSync(join(`${path}-files`, 'backups')).filter((name) => name.endsWith('.trellis'));
  expect(backups.length).toBeGreaterThan(0);
});

test('a damaged header is found whichever of its bits flipped, and left as it is', { timeout: 240_000 }, async () => {
  const t = await openTemporaryProgramAt(path);
  await register(t, 'Acme');
  await t.client.workspace.backup({});
  await t.close();
  const whole = readFileSync(path);
  const spare = join(folder, 'spare.trellis');
  copyFileSync(path, spare);
  const outcomes = new Map<string, number>();
  const backups = () => readdirSync(join(`${path}-files`, 'backups')).sort();
  const kept = backups();
  for (let at = 0; at < HEADER_BYTES; at += 1)
    for (let bit = 0; bit < 8; bit += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      writeFileSync(path, bytes);
      for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      const before = digest(path);
      const outcome = await refusal();
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (outcome !== 'opened') expect(digest(path), `${at}.${bit}`).toBe(before);
    }
  expect(
    [...outcomes.keys()].filter((one) => !['opened', 'WORKSPACE_DAMAGED', 'NOT_A_WORKSPACE', 'WORKSPACE_NEWER'].includes(one)),
  ).toEqual([]);
  expect(outcomes.get('WORKSPACE_DAMAGED')).toBeGreaterThan(100);
  expect(backups()).toEqual(kept);
});

const TERMINAL = join(import.meta.dirname, '../../../electron/terminal.ts');
const inTerminal = (...words: string[]) =>
  spawnSync(process.execPath, [TERMINAL, ...words], { encoding: 'utf8', env: { ...process.env, TRELLIS_LANGUAGE: 'en' } });

test('a second opener is told who has it, and changes nothing', async () => {
  const t = await openTemporaryProgramAt(path);
  try {
    const second = inTerminal('check', '--workspace', path);
    expect([second.status, second.stderr.trim()]).toEqual([
      1,
      expect.stringMatching(/^The workspace .* is already open in another Trellis \(.*\); close that one first\.$/),
    ]);
    expect((await t.client.partners.list({})).total).toBe(0);
  } finally {
    await t.close();
  }
});

test('a port that is taken is said in one sentence', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  const { port } = taken.address() as { port: number };
  try {
    const second = inTerminal('serve', '--workspace', path, '--port', String(port));
    expect([second.status, second.stderr.trim()]).toEqual([
      1,
      `Port ${port} is in use by another program; choose another with --port or leave it out.`,
    ]);
  } finally {
    taken.close();
  }
});
