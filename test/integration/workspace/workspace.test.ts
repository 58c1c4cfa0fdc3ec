// The workspace through the contract: facts, settings, backups, history, undo and redo.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { activityInput, command, failureOf, importSheet, logActivity, partnerInput, register } from '../../support/crm.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const SETTINGS = { programName: '生态计划', fiscalYearStart: 4, language: 'zh-CN' as const };

let t: TemporaryProgram;
let clock: number;
beforeEach(async () => {
  clock = Date.parse('2026-03-15T12:00:00Z');
  t = await openTemporaryProgram({ now: () => (clock += 1000) });
});
afterEach(() => closeSound(t));

test('it says what it is', async () => {
  await register(t, 'Acme');
  const info = await t.client.workspace.get({});
  expect(info).toMatchObject({ fileName: 'test.trellis', programVersion: packageJson.version, today: '2026-03-15', newestBackup: null });
  expect(info.counts).toMatchObject({ partners: 1, people: 0, contributions: 0, activities: 0, imports: 0 });
  expect(info.settings.fiscalYearStart).toBe(1);
});

test('settings are kept, and undone like any other change', async () => {
  const { settings: before } = await t.client.workspace.get({});
  await t.client.workspace.saveSettings({ ...command(), settings: SETTINGS });
  expect((await t.client.workspace.get({})).settings).toEqual(SETTINGS);
  await t.client.workspace.undo(command());
  expect((await t.client.workspace.get({})).settings).toEqual(before);
  await t.client.workspace.redo(command());
  expect((await t.client.workspace.get({})).settings).toEqual(SETTINGS);
});

describe('backups', () => {
  test('a backup holds what it says, and restoring brings it back and keeps what was there', async () => {
    await register(t, 'Before');
    const made = await t.client.workspace.backup({});
    expect(made).toMatchObject({ reason: 'by_hand', partners: 1, contributions: 0 });
    await register(t, 'After');
    const heard = nextChange(t);
    const { before } = await t.client.workspace.restore({ backupId: made.id });
    expect((await heard).topics).toEqual(expect.arrayContaining(['workspace', 'partners', 'activities', 'people', 'contributions']));
    expect((await t.client.partners.list({})).items.map((one) => one.name)).toEqual(['Before']);
    expect(before).toMatchObject({ reason: 'before_restore', partners: 2 });
    await t.client.workspace.restore({ backupId: before.id });
    expect((await t.client.partners.list({})).total).toBe(2);
    await register(t, 'Still writable');
    const { items, now } = await t.client.workspace.backups({});
    // What is there now is counted as a backup of it would be.
    const { partners, contributions } = await t.client.workspace.backup({});
    expect(now).toEqual({ partners, contributions });
    expect(now.partners).toBe(3);
    expect(items.map((one) => one.id)).toContain(made.id);
    expect(items.map((one) => one.madeAt)).toEqual(
      items
        .map((one) => one.madeAt)
        .toSorted()
        .toReversed(),
    );
  });

  test('who reads while a backup is restored waits for it, and is answered', async () => {
    await register(t, 'Before');
    const made = await t.client.workspace.backup({});
    await register(t, 'After');
    let restoring = true;
    const restored = t.client.workspace.restore({ backupId: made.id }).finally(() => {
      restoring = false;
    });
    const seen = new Set<string>();
    const readers = Array.from({ length: 6 }, async () => {
      while (restoring) {
        const names = (await t.client.partners.list({})).items.map((one) => one.name);
        seen.add(names.toSorted().join());
      }
    });
    await Promise.all([restored, ...readers]);
    expect(
      [...seen].every((names) => ['After,Before', 'Before'].includes(names)),
      [...seen].join(' | '),
    ).toBe(true);
    expect((await t.client.partners.list({})).items.map((one) => one.name)).toEqual(['Before']);
  });

  test('backups that are asked for at once are all made, beside a restore too', async () => {
    await register(t, 'Before');
    const { store } = t.program.context;
    const made = await store.backup('by_hand');
    const all = await Promise.all([
      store.backup('automatic'),
      store.backup('before_import'),
      store.restore(made.id).then(({ before }) => before),
      store.backup('before_recompute'),
    ]);
    const kept = (await t.client.workspace.backups({})).items.map(({ id }) => id);
    expect(kept.toSorted()).toEqual([made, ...all].map(({ id }) => id).toSorted());
  });

  test('a restore that fails on the way leaves a workspace that answers', async () => {
    await register(t, 'Keep me');
    const { store } = t.program.context;
    const made = await store.backup('by_hand');
    // What stands where the copy goes, and cannot be replaced by it.
    await mkdir(join(`${store.path}.restoring`, 'in-the-way'), { recursive: true });
    await expect(store.restore(made.id)).rejects.toThrow();
    expect((await t.client.partners.list({})).total).toBe(1);
    await register(t, 'Still writable');
  });

  test('a damaged backup is refused and changes nothing', async () => {
    await register(t, 'Keep me');
    const made = await t.client.workspace.backup({});
    await writeFile(join(t.program.context.store.folders.backups, `${made.id}.trellis`), 'not a database at all');
    expect(await failureOf(t.client.workspace.restore({ backupId: made.id }))).toMatchObject({ code: 'BACKUP_DAMAGED' });
    expect((await t.client.partners.list({})).total).toBe(1);
  });

  test('a backup that is not there is said so, whatever its name', async () => {
    for (const backupId of ['none', '../../etc/passwd']) {
      expect(await failureOf(t.client.workspace.restore({ backupId }))).toEqual({ code: 'NOT_FOUND', data: { what: 'backup' } });
    }
  });
});

async function nextChange({ program }: TemporaryProgram): Promise<{ topics: string[] }> {
  for await (const event of program.context.events.subscribe()) if (event.type === 'changed') return event;
  throw new Error('the events ended');
}

describe('history', () => {
  test('lists changes newest first with the rows they touched', async () => {
    const partnerId = await register(t, 'Acme', { emailDomains: ['acme.example', 'acme.test'] });
    await t.client.partners.edit({
      ...command(),
      partnerId,
      revision: 1,
      fields: partnerInput('Acme One', { emailDomains: ['acme.test'] }),
    });
    await logActivity(t, 'Kick-off', [partnerId]);
    await t.client.workspace.undo(command());
    const { items, total } = await t.client.workspace.history({});
    expect(total).toBe(3);
    expect(items.map(({ what, subject, rows, undone, undoable }) => ({ what, subject, rows, undone, undoable }))).toEqual([
      { what: 'activities.log', subject: 'Kick-off', rows: 2, undone: true, undoable: false },
      { what: 'partners.edit', subject: 'Acme One', rows: 2, undone: false, undoable: true },
      { what: 'partners.register', subject: 'Acme', rows: 4, undone: false, undoable: true },
    ]);
    expect((await t.client.workspace.history({ offset: 2, limit: 1 })).items.map((one) => one.what)).toEqual(['partners.register']);
  });

  test('what was undone stays undone in it after something else was done', async () => {
    await register(t, 'First');
    await t.client.workspace.undo(command());
    await register(t, 'Second');
    const { items } = await t.client.workspace.history({});
    expect(items.map(({ subject, undone, undoable }) => ({ subject, undone, undoable }))).toEqual([
      { subject: 'Second', undone: false, undoable: true },
      { subject: 'First', undone: true, undoable: false },
    ]);
  });

  test('names an import that changed partners by its file, and leaves taking it back to the import', async () => {
    await register(t, 'Acme');
    await importSheet(t, 'partners', 'name,region\nAcme,EMEA\n');
    const { items } = await t.client.workspace.history({});
    expect(items[0]).toMatchObject({ what: 'imports.apply', subject: 'sheet.csv', undone: false, undoable: false });
    expect((await failureOf(t.client.workspace.undo({ ...command(), changeId: items[0]?.changeId ?? '' }))).code).toBe('NOTHING_TO_UNDO');
  });
});

describe('undo and redo', () => {
  test('with nothing to take back say so', async () => {
    expect((await failureOf(t.client.workspace.undo(command()))).code).toBe('NOTHING_TO_UNDO');
    expect((await failureOf(t.client.workspace.redo(command()))).code).toBe('NOTHING_TO_UNDO');
  });

  test('redo is gone once something else was done', async () => {
    await register(t, 'First');
    await t.client.workspace.undo(command());
    await register(t, 'Second');
    expect((await failureOf(t.client.workspace.redo(command()))).code).toBe('NOTHING_TO_UNDO');
    expect((await t.client.partners.list({})).items.map((one) => one.name)).toEqual(['Second']);
  });

  test('an older change can be taken back while nothing was built on it', async () => {
    const first = await t.client.partners.register({ ...command(), fields: partnerInput('First') });
    await register(t, 'Second');
    await t.client.workspace.undo({ ...command(), changeId: first.changeId });
    expect((await t.client.partners.list({})).items.map((one) => one.name)).toEqual(['Second']);
  });

  test('a partner that was edited since, or that activities name, cannot be un-registered', async () => {
    const { partnerId, changeId } = await t.client.partners.register({ ...command(), fields: partnerInput('Acme') });
    const activityId = await logActivity(t, 'Review', [partnerId]);
    expect(await failureOf(t.client.workspace.undo({ ...command(), changeId }))).toEqual({ code: 'CHANGED_SINCE', data: { what: 'Acme' } });
    expect((await t.client.partners.get({ partnerId })).figures.activities).toBe(1);
    await t.client.activities.edit({
      ...command(),
      activityId,
      revision: 1,
      fields: activityInput('Review', [await register(t, 'Other')]),
    });
    await t.client.partners.edit({ ...command(), partnerId, revision: 1, fields: partnerInput('Acme', { owner: 'Li' }) });
    expect(await failureOf(t.client.workspace.undo({ ...command(), changeId }))).toEqual({ code: 'CHANGED_SINCE', data: { what: 'Acme' } });
  });

  test('a form opened before an undo is stale afterwards', async () => {
    const partnerId = await register(t, 'Acme');
    const { revision } = await t.client.partners.edit({
      ...command(),
      partnerId,
      revision: 1,
      fields: partnerInput('Acme', { owner: 'Li' }),
    });
    await t.client.workspace.undo(command());
    const late = t.client.partners.edit({ ...command(), partnerId, revision, fields: partnerInput('Acme', { owner: 'Wu' }) });
    expect((await failureOf(late)).code).toBe('STALE_REVISION');
  });
});

test('the demo goes into an empty workspace only', async () => {
  await register(t, 'Somebody');
  expect(await failureOf(t.client.workspace.loadDemo({ ...command(), language: 'en' }))).toMatchObject({
    code: 'WORKSPACE_NOT_EMPTY',
    data: { partners: 1 },
  });
});
