// Pages of the ledger list under every kind of filter, through the contract. Each search is made with a new word every time, as
// people do; asking for the next page of the same search is cheaper.
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRouterClient } from '@orpc/server';
import type { Program } from '../../electron/compose.ts';
import type { ContributionFilter } from '../../shared/contract/contributions.ts';
import type { Day } from '../../shared/values/day.ts';
import { importText } from '../support/importing.ts';
import { openTemporaryProgramAt } from '../support/temporary-program.ts';
import { contributionsCsv, partnersCsv } from './generate.ts';

type Timed = (name: string, work: () => Promise<unknown>) => Promise<void>;

/** A ledger with partners, regions and repositories; its columns are made before anything is timed. */
export async function measureListsOf(
  folder: string,
  { rows, people }: { rows: number; people: number },
  importOnce: (sheet: string, workspace: string) => unknown,
  timed: Timed,
): Promise<void> {
  const [sheet, workspace] = [join(folder, 'lists.csv'), join(folder, 'lists.trellis')];
  await pipeline(Readable.from(contributionsCsv({ rows, people, seed: 7, repositories: 40 })), createWriteStream(sheet));
  const partners = await openTemporaryProgramAt(workspace);
  await importText(partners, 'partners', partnersCsv());
  await partners.close();
  importOnce(sheet, workspace);
  const { program, close } = await openTemporaryProgramAt(workspace);
  await program.context.ledgerIndex.settled();
  await measureLists(program, timed);
  await close();
}

async function measureLists(program: Program, timed: Timed): Promise<void> {
  const client = createRouterClient(program.router, { context: program.context });
  const personId = (await client.people.list({})).items[0]?.id ?? '';
  const importId = (await client.imports.list({})).items[0]?.id ?? '';
  const repository = (await client.contributions.repositories({})).items[0] ?? 'none';
  const region = (await client.partners.values({})).regions[0] ?? 'none';
  const list = (filter: Record<string, unknown>, sort?: 'day' | 'points' | 'recorded', offset = 0) =>
    client.contributions.list({
      filter: filter as ContributionFilter,
      offset,
      ...(sort ? { sort: { by: sort, direction: 'descending' as const } } : {}),
    });
  // Columns and words are read from the file once per program.
  await list({ search: 'warm up' });

  const filters: [string, Record<string, unknown>][] = [
    ['everything', {}],
    ['two kinds', { kinds: ['code', 'review'] }],
    ['a month', { from: '2024-03-01', to: '2024-03-31' }],
    ['from the middle of a month to another', { from: '2023-05-17', to: '2025-02-11' }],
    ['no partner', { partnerId: 'unknown' }],
    ['a person', { personId }],
    ['an import', { importId }],
    ['rejected', { states: ['rejected'] }],
    ['undated', { undated: true }],
    ['without bots', { bots: 'without' }],
    ['a repository', { repository }],
    ['a region', { region }],
    ['no region', { region: '' }],
  ];
  for (const [name, filter] of filters) await timed(`list: ${name}`, () => list(filter));
  for (const sort of ['points', 'recorded'] as const) await timed(`list: by ${sort}`, () => list({}, sort));
  for (const sort of ['day', 'points', 'recorded'] as const)
    await timed(`list: by ${sort}, from 500,000 on`, () => list({}, sort, 500_000));

  await timed('choices of repositories', () => client.contributions.repositories({}));
  await timed('contributor statistics of a year', () =>
    client.recognition.statistics({ from: '2024-01-01' as Day, to: '2024-12-31' as Day }),
  );

  await timed('fairness of a year', () => client.recognition.fairness({ from: '2024-01-01' as Day, to: '2024-12-31' as Day }));
  const boards: [string, Parameters<typeof client.contributions.leaderboard>[0]][] = [
    ['a quarter', { from: '2024-01-01' as Day, to: '2024-03-31' as Day }],
    ['from the middle of a month', { from: '2023-05-17' as Day, to: '2025-02-11' as Day }],
    ['a year, two kinds', { from: '2024-01-01' as Day, to: '2024-12-31' as Day, kinds: ['code', 'review'] }],
    ['a year, a repository', { from: '2024-01-01' as Day, to: '2024-12-31' as Day, repository }],
    ['no partner', { partnerId: 'unknown' }],
    ['own weights', { weights: { code: 150, review: 80 } }],
  ];
  for (const [name, board] of boards) await timed(`leaderboard: ${name}`, () => client.contributions.leaderboard(board));

  let count = 0;
  const next = () => ++count;
  const searches: [string, () => string][] = [
    ['frequent', () => 'pipeline'.slice(0, 8 - (next() % 5))],
    ['several frequent words', () => 'of the pipeline'.slice(0, 14 - (next() % 7))],
    ['ten thousand hits', () => `part ${10 + (next() % 90)}`],
    ['one hit', () => `part ${100_000 + next()}`],
    ['no hits', () => `nothing ${next()}`],
    ['a link', () => `pull/${10 + (next() % 90)}`],
    ['a person', () => `person ${1_000 + next()}`],
    ['Chinese', () => '修复'],
  ];
  for (const [name, word] of searches) await timed(`search: ${name}`, () => list({ search: word() }));
  await timed('search, kinds, a year, by points', () =>
    list({ search: `part ${10 + (next() % 90)}`, kinds: ['code', 'bug_fix'], from: '2024-01-01', to: '2024-12-31' }, 'points'),
  );
}
