// `npm run bench`: the CSV import beside the sqlite3 shell doing the same job, in turn, in the same call; then the report on the
// result, lists, screens, a clone and a workbook. Prints ratios and writes JSON. TRELLIS_BENCH_ROWS=10000,100000 and TRELLIS_BENCH_RUNS=1 make it short.
import { execFileSync, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openProgram } from '../../electron/compose.ts';
import { leaderboard } from '../../electron/features/contributions/leaderboard.queries.ts';
import { readEcosystemReport } from '../../electron/features/reports/ecosystem.ts';
import type { Day } from '../../shared/values/day.ts';
import { contributionsCsv } from './generate.ts';
import { measureGitImport } from './git-import.ts';
import { measureListsOf } from './lists.ts';
import { measureScreens } from './screens.ts';
import { measureWorkbook } from './workbook.ts';

const SIZES = (process.env.TRELLIS_BENCH_ROWS ?? '10000,100000,1000000').split(',').map(Number);
const RUNS = Number(process.env.TRELLIS_BENCH_RUNS ?? 5);
const PEOPLE = 20_000;

interface Measured {
  seconds: number;
  peakMb: number;
  slowestListMs: number;
  created: number;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const rounded = (value: number) => Number(value.toFixed(2));
const folder = mkdtempSync(join(process.env.TRELLIS_BENCH_FOLDER ?? tmpdir(), 'trellis-bench-'));
const hasShell = spawnSync('sqlite3', ['--version']).status === 0;

function importOnce(sheet: string, workspace: string): Measured {
  const output = execFileSync(process.execPath, [join(import.meta.dirname, 'import-once.ts'), sheet, workspace], { encoding: 'utf8' });
  return JSON.parse(output) as Measured;
}

function shellOnce(sheet: string): number {
  const database = join(folder, 'shell.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${database}${suffix}`, { force: true });
  const script = readFileSync(join(import.meta.dirname, 'import-in-shell.sql'), 'utf8').replaceAll(':csv', sheet);
  const begun = performance.now();
  execFileSync('sqlite3', [database], { input: script, stdio: ['pipe', 'ignore', 'inherit'] });
  return (performance.now() - begun) / 1000;
}

const results: Record<string, unknown>[] = [];
const imports: {
  rows: number;
  seconds: number;
  shellSeconds: number | null;
  ratioToShell: number | null;
  again: number;
  peakMb: number;
  slowestListMs: number;
}[] = [];
for (const rows of SIZES) {
  const sheet = join(folder, `contributions-${rows}.csv`);
  const people = Math.min(PEOPLE, rows / 5);
  await pipeline(Readable.from(contributionsCsv({ rows, people, seed: 7 })), createWriteStream(sheet));
  const ours: Measured[] = [];
  const again: Measured[] = [];
  const shell: number[] = [];
  const workspace = join(folder, 'bench.trellis');
  for (let run = 0; run < RUNS; run += 1) {
    rmSync(workspace, { force: true });
    rmSync(`${workspace}-files`, { recursive: true, force: true });
    ours.push(importOnce(sheet, workspace));
    if (hasShell) shell.push(shellOnce(sheet));
    again.push(importOnce(sheet, workspace));
  }
  const seconds = median(ours.map((one) => one.seconds));
  const result = {
    rows,
    runs: RUNS,
    seconds: rounded(seconds),
    shellSeconds: hasShell ? rounded(median(shell)) : null,
    // Each run beside the shell's run after it: what slows the machine for a while slows both.
    ratioToShell: hasShell ? rounded(median(ours.map((one, run) => one.seconds / (shell[run] ?? Number.NaN)))) : null,
    again: rounded(median(again.map((one, run) => one.seconds / (ours[run]?.seconds ?? Number.NaN)))),
    peakMb: Math.max(...ours.map((one) => one.peakMb), ...again.map((one) => one.peakMb)),
    slowestListMs: Math.max(...ours.map((one) => one.slowestListMs)),
  };
  imports.push(result);
  results.push(result);
  console.log(
    `${rows} rows: ${result.seconds} s, shell ${result.shellSeconds} s, ratio ${result.ratioToShell}; again ${result.again} ×; ` +
      `peak ${result.peakMb} MB; slowest list ${result.slowestListMs} ms (${RUNS} runs)`,
  );
  if (rows === SIZES.at(-1)) await measureReading(workspace, { rows, people });
}

const growth = growthPerRow();
if (growth) {
  results.push(growth);
  console.log(`time per row from ${growth.from} to ${growth.to} rows: ${growth.times} × (shell ${growth.shellTimes} ×)`);
}

function growthPerRow() {
  const [first, last] = [imports[0], imports.at(-1)];
  if (!first || !last || first === last) return undefined;
  const times = (from: number, to: number) => rounded(to / last.rows / (from / first.rows));
  const shellTimes = first.shellSeconds && last.shellSeconds ? times(first.shellSeconds, last.shellSeconds) : null;
  return { name: 'growth per row', from: first.rows, to: last.rows, times: times(first.seconds, last.seconds), shellTimes };
}

async function measureReading(workspace: string, size: { rows: number; people: number }): Promise<void> {
  const program = await openProgram({ workspacePath: workspace, create: false, automaticBackups: false });
  const period = { from: '2025-01-01' as Day, to: '2025-12-31' as Day };
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const took: number[] = [];
    for (let run = 0; run < Math.max(5, RUNS); run += 1) {
      const begun = performance.now();
      await work();
      took.push(performance.now() - begun);
    }
    results.push({ name, milliseconds: Number(median(took).toFixed(1)) });
    console.log(name, `${median(took).toFixed(1)} ms`);
  };
  await timed('ecosystem report of a year', () => readEcosystemReport(program.context, period));
  await timed('leaderboard of a year', () => leaderboard(program.context, { ...period, limit: 50 }, period.to));
  await program.close();
  await measureListsOf(folder, size, importOnce, timed);
}

const screens = await measureScreens(join(folder, 'lists.trellis'), RUNS, median);
if (screens) results.push({ name: 'screens', ...screens });
console.log('screens', screens ?? 'skipped: no Chromium');
const gitImport = measureGitImport(folder, RUNS, median);
if (gitImport) results.push({ name: 'import of a clone', ...gitImport });
console.log('import of a clone', gitImport ?? 'skipped: git is not installed');
const workbook = measureWorkbook(folder, RUNS, importOnce);
results.push(workbook);
console.log(workbook);

mkdirSync('test-results', { recursive: true });
writeFileSync(
  'test-results/bench.json',
  `${JSON.stringify({ cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), runs: RUNS, results }, null, 2)}\n`,
);
rmSync(folder, { recursive: true, force: true });
