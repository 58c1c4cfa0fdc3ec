import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finished, importText, planImport, revertImport, stageText } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(() => closeSound(program));

const MESSY =
  '\ufeff编号;姓名;邮箱;类型;日期;标题;复杂度;影响\r\n' +
  'C-1;王小明;wang@acme.example;代码;2026-03-02;"第一行\r\n第二行; 引号""里""";高;项目\r\n' +
  'C-2;李雷;lilei@acme.example;缺陷修复;2026-02-31;坏日期;;\r\n' +
  'C-3;;;翻译;2026-03-04;没有人;;\r\n' +
  '\r\n' +
  'C-4;Zoë Ångström;zoe@other.example;podcast;2026/3/5;未知类型;;\r\n' +
  'C-5;韩梅梅;hanmeimei@acme.example;文档;2026年3月6日;文档;超难;\r\n' +
  'C-1;王小明;wang@acme.example;代码;2026-03-02;"第一行\r\n第二行; 引号""里""";高;项目\r\n' +
  'C-4;Zoë Ångström;zoe@other.example;review;2026/3/5;同一编号另一内容;;\r\n';

describe('a CSV with a BOM, semicolons, CRLF, quoted line breaks, Chinese headers and bad rows', () => {
  test('accepts the right rows and names line and reason of every other', async () => {
    const result = await importText(program, 'contributions', MESSY);
    expect(result).toMatchObject({ state: 'applied', rows: 7, created: 2, changed: 0, unchanged: 1, conflicts: 1, rejected: 3 });
    const { items, points } = await program.client.contributions.list({ sort: { by: 'day', direction: 'ascending' } });
    expect(items.map(({ day, kind, title, points: earned, person }) => ({ day, kind, title, earned, person: person.name }))).toEqual([
      { day: '2026-03-02', kind: 'code', title: '第一行\r\n第二行; 引号"里"', earned: 187, person: '王小明' },
      { day: '2026-03-05', kind: 'other', title: '未知类型', earned: 10, person: 'Zoë Ångström' },
    ]);
    expect(points).toBe(197);
    const other = await program.client.contributions.get({ contributionId: items[1]?.id ?? '' });
    expect(other).toMatchObject({ sourceKind: 'podcast', source: { line: 7, fileName: 'sheet.csv' } });
  });

  test('shows each rejected row with its line and reason before anything is written, and as a file', async () => {
    const importId = await planImport(program, 'contributions', MESSY);
    const { items } = await program.client.imports.changeSet({ importId, status: 'rejected' });
    expect(items.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.field, reasons[0]?.value])).toEqual([
      [4, 'not_a_day', 'day', '2026-02-31'],
      [5, 'nobody', 'email', ''],
      [8, 'unknown_value', 'complexity', '超难'],
    ]);
    const conflicts = await program.client.imports.changeSet({ importId, status: 'conflict' });
    expect(conflicts.items.map(({ line, reasons }) => [line, reasons[0]?.code, reasons[0]?.value])).toEqual([[11, 'key_repeated', '7']]);
    expect((await program.client.contributions.list({})).total).toBe(0);

    const outgoing = await program.client.imports.rejectedFile({ importId });
    const { readFile } = await import('node:fs/promises');
    const text = await readFile(program.program.context.outgoingFiles.find(outgoing.fileId)?.path ?? '', 'utf8');
    expect(text.startsWith('\ufeff编号,姓名')).toBe(true);
    expect(text.split('\r\n')[1]).toBe(
      'C-2,李雷,lilei@acme.example,缺陷修复,2026-02-31,坏日期,,,4,“2026-02-31” in Date is not a date; write it like 2026-03-31.,Date,2026-02-31',
    );
  });
});

test('the same file twice changes nothing, whatever it is called', async () => {
  const first = await importText(program, 'contributions', MESSY);
  const before = await program.client.contributions.leaderboard({});
  const again = await importText(program, 'contributions', MESSY);
  expect(again).toMatchObject({ created: 0, changed: 0, unchanged: first.created + first.unchanged, conflicts: 1, rejected: 3 });
  expect(await program.client.contributions.leaderboard({})).toEqual(before);
});

test('rows without a key of their own are told apart by content and occurrence', async () => {
  const sheet =
    'email,kind,date,title\na@x.example,code,2026-01-02,Same\na@x.example,code,2026-01-02,Same\nb@x.example,docs,2026-01-03,Other\n';
  expect(await importText(program, 'contributions', sheet)).toMatchObject({ created: 3 });
  expect(await importText(program, 'contributions', sheet)).toMatchObject({ created: 0, unchanged: 3 });
  const reordered =
    'email,kind,date,title\nb@x.example,docs,2026-01-03,Other\na@x.example,code,2026-01-02,Same\na@x.example,code,2026-01-02,Same\na@x.example,code,2026-01-02,Same\n';
  expect(await importText(program, 'contributions', reordered)).toMatchObject({ created: 1, unchanged: 3 });
});

test('a changed row reverses the old entry and writes a new one, and reverting brings the old one back', async () => {
  const sheet = (kind: string, day: string) =>
    `id,email,kind,date,title\n1,a@x.example,${kind},${day},T\n2,b@x.example,code,2026-01-05,U\n`;
  await importText(program, 'contributions', sheet('code', '2026-01-02'));
  const before = await program.client.contributions.leaderboard({});
  const second = await importText(program, 'contributions', sheet('review', '2026-02-02'));
  expect(second).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
  const board = await program.client.contributions.leaderboard({});
  expect(board.items.map((one) => [one.name, one.points])).toEqual([
    ['b@x.example', 100],
    ['a@x.example', 20],
  ]);
  expect((await program.client.contributions.leaderboard({ from: '2026-01-01', to: '2026-01-31' })).items.map((one) => one.points)).toEqual(
    [100],
  );
  expect(await revertImport(program, second.id)).toMatchObject({ reversed: 1, kept: 0, failed: 0 });
  expect(await program.client.contributions.leaderboard({})).toEqual(before);
});

test('reverting an import takes its people off the lists, and importing again brings them back', async () => {
  const sheet = 'id,email,kind,date\n1,a@x.example,code,2026-01-02\n2,b@x.example,docs,2026-01-03\n';
  const first = await importText(program, 'contributions', sheet);
  const board = await program.client.contributions.leaderboard({});
  await revertImport(program, first.id);
  expect((await program.client.people.list({})).total).toBe(0);
  expect((await program.client.contributions.list({})).total).toBe(0);
  expect(await importText(program, 'contributions', sheet)).toMatchObject({ created: 2 });
  expect(await program.client.contributions.leaderboard({})).toEqual(board);
});

test('an import that is taken back twice at once is taken back once', async () => {
  const { id: importId } = await importText(program, 'contributions', 'id,email,kind\n1,a@x.example,code\n');
  const revert = () => program.client.imports.revert({ commandId: randomUUID(), importId });
  const started = await Promise.all([revert(), revert()]);
  const ended = await Promise.all(started.map(({ jobId }) => program.program.context.jobs.finished(jobId)));
  expect(ended.map((job) => job?.failure?.code ?? 'done').sort()).toEqual(['IMPORT_NOT_READY', 'done']);
  expect((await program.client.imports.get({ importId })).revert).toMatchObject({ reversed: 1, kept: 0 });
});

test('unticked rows are not imported', async () => {
  const importId = await planImport(
    program,
    'contributions',
    'id,email,kind\n1,a@x.example,code\n2,b@x.example,code\n3,c@x.example,code\n',
  );
  expect(await program.client.imports.tick({ importId, ticked: false, lines: [3] })).toMatchObject({ created: 2, unticked: 1 });
  const { jobId } = await program.client.imports.apply({ commandId: randomUUID(), importId });
  await finished(program, jobId);
  expect((await program.client.people.list({ sort: { by: 'name', direction: 'ascending' } })).items.map((one) => one.name)).toEqual([
    'a@x.example',
    'c@x.example',
  ]);
});

test('what was edited between review and apply is decided again', async () => {
  const sheet = 'id,email,kind\n1,a@x.example,code\n';
  const slow = await planImport(program, 'contributions', sheet);
  await importText(program, 'contributions', sheet);
  const { jobId } = await program.client.imports.apply({ commandId: randomUUID(), importId: slow });
  await finished(program, jobId);
  expect(await program.client.imports.get({ importId: slow })).toMatchObject({ created: 0, unchanged: 1 });
  expect((await program.client.contributions.list({})).total).toBe(1);
});

test('cancelling in the middle leaves nothing', async () => {
  const rows = Array.from({ length: 120_000 }, (_, index) => `${index},p${index % 900}@x.example,code,2026-01-0${(index % 9) + 1}`).join(
    '\n',
  );
  const importId = await planImport(program, 'contributions', `id,email,kind,date\n${rows}\n`);
  const started = await program.client.imports.apply({ commandId: randomUUID(), importId });
  const { jobs, events } = program.program.context;
  const stream = events.subscribe();
  for await (const event of stream) if (event.type === 'job' && event.job.phase === 'writing') break;
  jobs.cancel(started.jobId);
  expect((await jobs.finished(started.jobId))?.state).toBe('cancelled');
  expect((await program.client.contributions.list({})).total).toBe(0);
  expect((await program.client.people.list({})).total).toBe(0);
  expect((await program.client.imports.get({ importId })).state).toBe('planned');

  const planning = await stageText(program, `id,email,kind,date\n${rows}\n`);
  const found = await program.client.imports.inspect({ stagedFileId: planning, kind: 'contributions' });
  const second = await program.client.imports.plan({
    commandId: randomUUID(),
    stagedFileId: planning,
    kind: 'contributions',
    reading: found.reading,
    mapping: found.suggested,
  });
  jobs.cancel(second.jobId);
  expect((await jobs.finished(second.jobId))?.state).toBe('cancelled');
  expect((await program.client.imports.get({ importId: second.importId })).state).toBe('discarded');
});

test('an unclosed quotation mark is reported with its line instead of swallowing the rest', async () => {
  const stagedFileId = await stageText(
    program,
    `id,email,kind\n1,a@x.example,code\n2,"b@x.example,code\n${'3,c@x.example,code\n'.repeat(200_000)}`,
  );
  const found = await program.client.imports.inspect({ stagedFileId, kind: 'contributions' });
  const { jobId } = await program.client.imports.plan({
    commandId: randomUUID(),
    stagedFileId,
    kind: 'contributions',
    reading: found.reading,
    mapping: found.suggested,
  });
  const status = await program.program.context.jobs.finished(jobId);
  expect(status).toMatchObject({ state: 'failed', failure: { code: 'FILE_UNREADABLE', data: { reason: 'unterminated_quote' } } });
});

test('people at a partner’s mail domain are credited to it, whichever came first', async () => {
  await importText(
    program,
    'contributions',
    'id,email,kind,date\n1,a@eng.acme.example,code,2026-01-02\n2,b@other.example,code,2026-01-03\n',
  );
  await importText(program, 'partners', 'name,domain\nAcme Inc.,acme.example\n');
  const unknown = await program.client.contributions.leaderboard({ partnerId: 'unknown' });
  expect(unknown.items.map((one) => one.name)).toEqual(['b@other.example']);
  await importText(program, 'contributions', 'id,email,kind,date\n3,c@acme.example,docs,2026-01-04\n');
  const [acme] = (await program.client.partners.list({})).items;
  expect(acme).toMatchObject({ people: 2, points: 130 });
});
