// A ledger long enough for columns in the workspace: lists read from them are those of a scan, before they are made, after, when
// they come from the file, and after rows in them were taken back. And the list as a file.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listContributions } from '../../../electron/features/contributions/contributions.queries.ts';
import { createLedgerIndex } from '../../../electron/features/contributions/ledger-index.ts';
import type { Order } from '../../../electron/features/contributions/ledger-selection.rules.ts';
import { checkWorkspace } from '../../../electron/store/check.ts';
import type { Store } from '../../../electron/store/database.ts';
import type { ContributionFilter } from '../../../shared/contract/contributions.ts';
import { contributionsCsv } from '../../bench/generate.ts';
import { importText, revertImport } from '../../support/importing.ts';
import { openTemporaryProgramAt, type TemporaryProgram } from '../../support/temporary-program.ts';

const ROWS = 40_000;
const LEDGER_WORKER = new URL('../../../electron/ledger-worker.ts', import.meta.url);
let folder: string;
let program: TemporaryProgram;
let sheet: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trellis-scale-'));
  program = await openTemporaryProgramAt(join(folder, 'long.trellis'));
  sheet = [...contributionsCsv({ rows: ROWS, people: 300, seed: 11, repositories: 40 })].join('').replaceAll('part 7', '修复内存 7');
  await importText(program, 'partners', 'name,domain,region\nOne,org1.example,Europe\nTwo,org2.example,\nThree,org3.example,China\n');
  await importText(program, 'contributions', sheet);
});

afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true, force: true });
});

/** Every filter, in every order from two places on; `few` asks each of them in one way only, another one each time. */
async function sameAsScan(few?: number): Promise<number> {
  const { client } = program;
  const partnerId = (await client.partners.list({})).items[0]?.id ?? '';
  const importId = (await client.imports.list({})).items.find((one) => one.kind === 'contributions')?.id ?? '';
  const personId = (await client.people.list({})).items[5]?.id ?? '';
  const filters: ContributionFilter[] = [
    {},
    { search: 'pipeline' },
    { search: '修复' },
    { search: '复内存 71' },
    { search: 'pull/123', kinds: ['code', 'review'] },
    { search: 'person 12' },
    { search: 'nothing has this' },
    { kinds: ['other'], from: '2024-02-11' as never, to: '2025-01-17' as never },
    { partnerId },
    { exceptPartnerIds: [partnerId] },
    { partnerId: 'unknown', search: 'of the' },
    { personId },
    { importId },
    { importId: 'no such import' },
    { states: ['reversal'] },
    { undated: true },
    { bots: 'without' },
    { repository: 'project/part-7' },
    { repository: 'project/part-7', search: 'pull/12' },
    { repository: 'project' },
    { region: 'Europe' },
    { region: '' },
    { region: 'Europe', partnerId },
    { region: '', partnerId: 'unknown', kinds: ['code'] },
  ];
  const orders: Order[] = [
    { by: 'day', direction: 'descending' },
    { by: 'points', direction: 'ascending' },
    { by: 'recorded', direction: 'descending' },
  ];
  const ways = orders.flatMap((sort) => [0, 17_350].map((offset) => ({ sort, offset })));
  let shown = 0;
  for (const [index, filter] of filters.entries()) {
    for (const { sort, offset } of few === undefined ? ways : ways.filter((_, way) => way === (index + few) % ways.length)) {
      const page = { offset, limit: 20 };
      const list = await client.contributions.list({ filter, sort, ...page });
      expect(list, JSON.stringify({ filter, sort, offset })).toEqual(
        await listContributions(program.program.context.store.read, filter, sort, page),
      );
      shown += list.items.length;
    }
  }
  return shown;
}

const segments = async () =>
  (await program.program.context.store.read.selectFrom('ledgerSegments').select('segment').execute()).map((one) => one.segment);

test('lists are those of a scan at every stage', { timeout: 300_000 }, async () => {
  expect(await sameAsScan()).toBeGreaterThan(400);
  await program.program.context.ledgerIndex.settled();
  expect(await segments()).toEqual([0, 1]);
  await sameAsScan(1);

  await program.close();
  program = await openTemporaryProgramAt(join(folder, 'long.trellis'));
  await sameAsScan(2);

  const changed = sheet.split('\n').map((line, index) => (index % 50 === 7 ? line.replace('2024', '2023').replace('high', 'low') : line));
  const second = await importText(program, 'contributions', changed.join('\n'));
  expect(second.changed).toBeGreaterThan(100);
  await sameAsScan(3);
  await revertImport(program, second.id);
  await sameAsScan(4);
  await program.program.context.ledgerIndex.settled();
  await sameAsScan(5);
  expect(program.incidents).toEqual([]);
});

test('columns of another make are made anew', { timeout: 120_000 }, async () => {
  const list = () => program.client.contributions.list({ filter: { repository: 'project/part-7' } });
  const formats = async () =>
    (await program.program.context.store.read.selectFrom('ledgerSegments').select('format').execute()).map((one) => one.format);
  const { store, ledgerIndex } = program.program.context;
  await ledgerIndex.settled();
  const [before, made] = [await list(), await formats()];
  const other = { format: 0, repositories: null, repositoryNames: '["project/part-7"]' };
  await store.write((writer) => writer.updateTable('ledgerSegments').set(other).execute());
  await program.close();
  program = await openTemporaryProgramAt(join(folder, 'long.trellis'));
  expect(await list(), 'before they are').toEqual(before);
  await program.program.context.ledgerIndex.settled();
  expect(await formats()).toEqual(made);
  expect(await list()).toEqual(before);
  expect(before.total).toBeGreaterThan(100);
  expect(program.incidents).toEqual([]);
});

test('a restored backup brings its own ledger', { timeout: 120_000 }, async () => {
  const { client } = program;
  const backup = await client.workspace.backup({});
  const before = await client.contributions.list({});
  await importText(program, 'contributions', 'id,email,kind,date\nnew-1,a@x.example,code,2026-05-02\n');
  expect((await client.contributions.list({})).total).toBe(before.total + 1);
  await client.workspace.restore({ backupId: backup.id } as never);
  expect(await client.contributions.list({})).toEqual(before);
});

test('the list is exported as it is seen, harmless, in both languages', async () => {
  const { client } = program;
  await importText(
    program,
    'contributions',
    'id,name,email,kind,date,title\nx1,=1+1,evil@x.example,code,2020-01-02,"=HYPERLINK(""http://x"",""y"")"\nx2,张伟,z@x.example,documentation,2020-01-03,"文档, ""一"""\n',
  );
  const text = async (language: 'en' | 'zh-CN') => {
    const file = await client.contributions.exportList({
      filter: { to: '2020-12-31' },
      sort: { by: 'day', direction: 'ascending' },
      language,
    });
    expect(file).toMatchObject({ mediaType: 'text/csv' });
    expect(file.name).toMatch(/ \d{4}-\d\d-\d\d\.csv$/);
    return readFile(program.program.context.outgoingFiles.find(file.fileId)?.path ?? '', 'utf8');
  };
  expect(await text('en')).toBe(
    [
      '\ufeffDate,Kind,Title,Link,Contributor,Partner,Points,Period start',
      `2020-01-02,Code,"'=HYPERLINK(""http://x"",""y"")",,'=1+1,Unknown,100,`,
      '2020-01-03,Documentation,"文档, ""一""",,张伟,Unknown,30,',
      '',
    ].join('\r\n'),
  );
  expect((await text('zh-CN')).split('\r\n')[0]).toBe('\ufeff日期,类型,标题,链接,贡献者,合作伙伴,积分,开始日期');

  const whole = await client.contributions.exportList({ language: 'en' });
  const lines = (await readFile(program.program.context.outgoingFiles.find(whole.fileId)?.path ?? '', 'utf8')).split('\r\n');
  expect(lines.length - 2).toBe((await client.contributions.list({})).total);
});

test('columns that wait for their turn behind a restore are not written into what was restored', { timeout: 120_000 }, async () => {
  const other = await openTemporaryProgramAt(join(folder, 'restored.trellis'));
  const { store, events, jobs, newId, onIncident, ledgerIndex } = other.program.context;
  await ledgerIndex.stop();
  const backup = await store.backup('by_hand');
  await importText(other, 'contributions', [...contributionsCsv({ rows: 18_000, people: 30, seed: 3 })].join(''));
  let restored: Promise<unknown> | undefined;
  const behindARestore = Object.create(store, {
    write: {
      value: (work: Parameters<Store['write']>[0]) => {
        restored ??= store.restore(backup.id);
        return store.write(work);
      },
    },
  }) as Store;
  const index = createLedgerIndex({ store: behindARestore, events, jobs, newId, onIncident, threadScript: LEDGER_WORKER });
  await index.settled();
  await index.stop();
  expect(await restored).toMatchObject({ restored: { contributions: 0 } });
  expect((await other.client.contributions.list({})).total).toBe(0);
  await other.close();
  expect((await checkWorkspace(join(folder, 'restored.trellis'))).checks.filter(({ problems }) => problems > 0)).toEqual([]);
});
