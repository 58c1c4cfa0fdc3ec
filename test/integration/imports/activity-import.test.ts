// Activities from sheets: several partners and people in a cell, keys or whole content, and that hand edits stay.
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { activityInput, logActivity, register } from '../../support/crm.ts';
import { applyImport, importText, planImport, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
let acme: string;
beforeEach(async () => {
  t = await openTemporaryProgram();
  acme = await register(t, 'Acme, Inc.');
  await register(t, '星河云计算股份有限公司');
  await register(t, 'Beta');
});
afterEach(() => closeSound(t));

const all = async () =>
  (await t.client.activities.list({ limit: 500 })).items.map(({ id: _i, revision: _r, importId: _m, partners, ...one }) => ({
    ...one,
    partners: partners.map(({ name }) => name).toSorted(),
  }));
const rows = async (importId: string) =>
  (await t.client.imports.changeSet({ importId })).items.map(({ line, status, reasons }) => [
    line,
    status,
    reasons[0]?.code ?? null,
    reasons[0]?.value ?? null,
  ]);

const MESSY =
  '\ufeff日期;类型;标题;合作伙伴;参与人员;合作领域;成果;证据链接;跟进日期;下一步;备注\n' +
  '2026年3月5日;会议;季度回顾;"Acme, Inc.；星河云计算";王芳、Tom Baker;联合营销;签署计划;https://x.example/1;2026-04-01;寄出方案;第一行\n' +
  '2026/3/6;网络研讨会;公开课;Beta、ACME；Beta;;;;;;;\n' +
  '2026-02-31;会议;坏日期;Beta;;;;;;;\n' +
  '2026-03-07;会议;陌生伙伴;Beta；Gamma;;;;;;;\n' +
  '2026-03-08;神秘;未知类型;Beta;;;;;;;\n' +
  '2026-03-09;;没有类型;Beta;;;;;;;\n' +
  '2026-03-10;会议;;Beta;;;;;;;\n' +
  '2026-03-11;会议;没有伙伴;;;;;;;;\n' +
  '2026-03-12;会议;坏链接;Beta;;;;见附件;;;\n';

test('a messy Chinese sheet: several partners and people, every row that cannot be taken has its reason', async () => {
  const importId = await planImport(t, 'activities', MESSY);
  expect(await rows(importId)).toEqual([
    [2, 'new', null, null],
    [3, 'new', null, null],
    [5, 'conflict', 'not_a_partner', 'Gamma'],
    [7, 'new', null, null],
    [4, 'rejected', 'not_a_day', '2026-02-31'],
    [6, 'rejected', 'unknown_value', '神秘'],
    [8, 'rejected', 'required', ''],
    [9, 'rejected', 'required', ''],
    [10, 'rejected', 'not_a_link', '见附件'],
  ]);
  const result = await importText(t, 'activities', MESSY);
  expect(result).toMatchObject({ created: 3, conflicts: 1, rejected: 5 });
  expect(await all()).toEqual([
    expect.objectContaining({ day: '2026-03-09', kind: 'other', title: '没有类型', partners: ['Beta'], followUpOn: null }),
    expect.objectContaining({ day: '2026-03-06', kind: 'event', title: '公开课', partners: ['Acme, Inc.', 'Beta'], people: [] }),
    {
      day: '2026-03-05',
      kind: 'meeting',
      title: '季度回顾',
      notes: '第一行',
      evidence: 'https://x.example/1',
      area: 'co_marketing',
      partners: ['Acme, Inc.', '星河云计算股份有限公司'],
      people: ['王芳', 'Tom Baker'],
      outcome: '签署计划',
      followUpOn: '2026-04-01',
      followUpNote: '寄出方案',
      followUpDone: false,
      personOf: {},
      ambiguous: [],
    },
  ]);
  expect((await t.client.activities.list({ filter: { importId: result.id } })).total).toBe(3);
  expect((await t.client.partners.get({ partnerId: acme })).figures).toMatchObject({ activities: 2, lastActivityOn: '2026-03-06' });
});

test('twice is once, whatever the file is called and however its rows and columns stand; taken back it is as if it had never come', async () => {
  await logActivity(t, 'By hand', [acme]);
  const before = await all();
  const first = await importText(t, 'activities', MESSY);
  expect(await importText(t, 'activities', MESSY)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
  const sheet = 'Date,Kind,Title,Partners\n2026-03-06,event,公开课,ACME; Beta\n2026-03-09,,没有类型,beta\n';
  expect(await importText(t, 'activities', sheet)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
  expect(await revertImport(t, first.id)).toEqual({ reversed: 3, kept: 0, failed: 0, rows: [] });
  expect(await all()).toEqual(before);
});

test('two equal rows without a key are two activities, and stay two', async () => {
  const row = '2026-03-01,Call,Beta\n';
  expect(await importText(t, 'activities', `date,title,partner\n${row}${row}`)).toMatchObject({ created: 2 });
  expect(await importText(t, 'activities', `date,title,partner\n${row}${row}${row}`)).toMatchObject({ created: 1, unchanged: 2 });
});

describe('with a key column', () => {
  const HEADER = 'ID,Date,Kind,Title,Partners,People,Notes,Follow-up due\n';
  const FIRST = `${HEADER}a-1,2026-03-01,meeting,Kick-off,Acme,Ann,Old note,2026-05-01\n007,2026-03-02,event,Booth,Beta,,,\n`;

  test('a changed row changes its activity, field by field, partners too, and is taken back exactly', async () => {
    await importText(t, 'activities', FIRST);
    const before = await all();
    const sheet = `${HEADER}a-1,2026-03-03,meeting,Kick-off,Beta; 星河云计算,Ann; Ben,,2026-06-01\n007,2026-03-02,event,Booth,Beta,,,\n`;
    const importId = await planImport(t, 'activities', sheet);
    const [changed] = (await t.client.imports.changeSet({ importId, status: 'changed' })).items;
    expect(changed?.changes).toEqual([
      { field: 'day', old: '2026-03-01', new: '2026-03-03' },
      { field: 'partners', old: 'Acme, Inc.', new: 'Beta; 星河云计算股份有限公司' },
      { field: 'people', old: 'Ann', new: 'Ann; Ben' },
      { field: 'followUpOn', old: '2026-05-01', new: '2026-06-01' },
    ]);
    await applyImport(t, importId);
    expect((await all()).find(({ title }) => title === 'Kick-off')).toMatchObject({
      day: '2026-03-03',
      partners: ['Beta', '星河云计算股份有限公司'],
      people: ['Ann', 'Ben'],
      notes: 'Old note',
    });
    expect(await importText(t, 'activities', sheet)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect(await revertImport(t, importId)).toEqual({ reversed: 1, kept: 0, failed: 0, rows: [] });
    expect(await all()).toEqual(before);
  });

  test('rules per column and blanks that clear', async () => {
    await importText(t, 'activities', FIRST);
    const sheet = `${HEADER}a-1,2026-03-09,event,New title,Beta,Ben,,2026-07-01\n`;
    await importText(t, 'activities', sheet, () => ({
      blanks: 'clear',
      conflicts: { day: 'keep', kind: 'keep', title: 'replace', partners: 'keep', people: 'fill' },
    }));
    expect((await all()).find(({ title }) => title === 'New title')).toMatchObject({
      day: '2026-03-01',
      kind: 'meeting',
      partners: ['Acme, Inc.'],
      people: ['Ann'],
      notes: '',
      followUpOn: '2026-07-01',
    });
  });

  test('a key that stands twice: an equal row is unchanged, a different one a conflict that can be taken', async () => {
    const sheet = `${HEADER}x,2026-03-01,meeting,One,Acme,,,\nx,2026-03-01,meeting,One,ACME,,,\nx,2026-03-01,meeting,Two,Acme,,,\n`;
    const importId = await planImport(t, 'activities', sheet);
    expect(await rows(importId)).toEqual([
      [2, 'new', null, null],
      [3, 'unchanged', null, null],
      [4, 'conflict', 'key_repeated', '2'],
    ]);
    await t.client.imports.take({ importId, line: 4 });
    await applyImport(t, importId);
    expect((await all()).map(({ title }) => title)).toEqual(['Two']);
  });

  test('what a person edited or removed stays, unless the row is taken', async () => {
    await importText(t, 'activities', FIRST);
    const { items } = await t.client.activities.list({});
    const [booth, kickOff] = items;
    await t.client.activities.edit({
      commandId: randomUUID(),
      activityId: kickOff?.id ?? '',
      revision: kickOff?.revision ?? 0,
      fields: activityInput('Kick-off', [acme], { day: '2026-03-01', notes: 'By hand', people: ['Ann'], followUpOn: '2026-05-01' }),
    });
    await t.client.activities.remove({ commandId: randomUUID(), activityId: booth?.id ?? '' });
    const importId = await planImport(t, 'activities', FIRST);
    expect(await rows(importId)).toEqual([
      [2, 'conflict', 'corrected_by_hand', 'Kick-off'],
      [3, 'conflict', 'removed_by_hand', 'Booth'],
    ]);
    expect(await t.client.imports.take({ importId, line: 2 })).toMatchObject({ changed: 1 });
    expect(await t.client.imports.take({ importId, line: 3 })).toMatchObject({ created: 1, changed: 1 });
    await applyImport(t, importId);
    expect((await all()).map(({ title, notes }) => [title, notes])).toEqual([
      ['Booth', ''],
      ['Kick-off', 'Old note'],
    ]);
    expect(await importText(t, 'activities', FIRST)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
  });
});

test('taking back keeps what was edited since, says so, and takes back the rest', async () => {
  const first = await importText(t, 'activities', 'date,title,partner\n2026-03-01,One,Beta\n2026-03-02,Two,Beta\n2026-03-03,Three,Beta\n');
  const { items } = await t.client.activities.list({});
  const [three, two] = items;
  // Another partner alone is an edit too; one that was undone is none.
  await t.client.activities.edit({
    commandId: randomUUID(),
    activityId: two?.id ?? '',
    revision: two?.revision ?? 0,
    fields: activityInput('Two', [acme], { day: '2026-03-02', kind: 'other' }),
  });
  await t.client.activities.remove({ commandId: randomUUID(), activityId: three?.id ?? '' });
  await t.client.workspace.undo({ commandId: randomUUID() });
  expect(await revertImport(t, first.id)).toEqual({
    reversed: 2,
    kept: 1,
    failed: 0,
    rows: [{ label: 'Two (2026-03-02)', outcome: 'kept', reason: 'changed_since' }],
  });
  expect((await all()).map(({ title }) => title)).toEqual(['Two']);
});

test('imports are taken back in any order: what a later one changed stays until that one is taken back', async () => {
  const sheet = (notes: string) => `id,date,title,partner,notes\n1,2026-03-01,One,Beta,${notes}\n`;
  const first = await importText(t, 'activities', sheet('a'));
  const second = await importText(t, 'activities', sheet('b'));
  expect(second).toMatchObject({ changed: 1 });
  expect(await revertImport(t, second.id)).toMatchObject({ reversed: 1 });
  expect(await revertImport(t, first.id)).toMatchObject({ reversed: 1, kept: 0 });
  expect(await all()).toEqual([]);
});
