// `npm test`: types, style, unused code, then every test, and one closing line that counts them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './chromium.ts';

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });

const chromium = findChromium();
if (!chromium) {
  console.error('No Chromium was found and none could be installed: set TRELLIS_CHROMIUM to one.');
  process.exit(1);
}
const environment = { ...process.env, TRELLIS_CHROMIUM: chromium, TRELLIS_LANGUAGE: 'en', UV_THREADPOOL_SIZE: '8' };

let passed = 0;
let failed = 0;
let skipped = 0;

function run(name: string, command: string[]): boolean {
  console.log(`\n== ${name}`);
  const [program = '', ...rest] = command;
  return spawnSync(program, rest, { stdio: 'inherit', env: environment, shell: process.platform === 'win32' }).status === 0;
}

function count(ok: boolean): void {
  if (ok) passed += 1;
  else failed += 1;
}

for (const part of ['shared', 'electron', 'renderer', 'test']) count(run(`types of ${part}`, ['tsc', '-p', part]));
count(run('style', ['biome', 'check', '.']));
count(run('unused code', ['knip']));
count(run('build', ['electron-vite', 'build', '--logLevel', 'error']));

runRules();

const screensRan = run('screens', ['playwright', 'test', '--retries', '1']);
const screens = read<{ stats: { expected: number; unexpected: number; skipped: number; flaky: number } }>('test-results/screens.json');
const flaky = screens?.stats.flaky ?? 0;
passed += (screens?.stats.expected ?? 0) + flaky;
failed += Math.max(screens?.stats.unexpected ?? 1, screensRan ? 0 : 1);
skipped += screens?.stats.skipped ?? 0;

if (flaky > 0) console.log(`\n${flaky} of the screen tests passed only when run again: they are named above as flaky`);
if (skipped > 0) console.log(`\n${skipped} skipped: what this machine lacks (Electron's binary, the shared data) is named above`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

interface RulesFile {
  name: string;
  status: 'passed' | 'failed';
  assertionResults: { status: 'passed' | 'failed' | 'pending' | 'skipped' }[];
}

/** As with the screens, a file that failed is run once more by itself and named, so that a busy machine is told apart from a broken program. */
function runRules(): void {
  const first = rulesReport('rules, store, imports, contract, doors, terminal', []);
  const broken = first.files.filter((file) => file.status === 'failed');
  if (broken.length === 0) {
    countRules(first.files, first.ran);
    return;
  }
  countRules(
    first.files.filter((file) => file.status === 'passed'),
    true,
  );
  const names = broken.map((file) => file.name);
  const second = rulesReport('the files that failed, once more', names);
  countRules(second.files, second.ran);
  if (second.ran) console.log(`\nThese passed only when run again:\n  ${names.join('\n  ')}`);
}

function rulesReport(title: string, names: string[]): { ran: boolean; files: RulesFile[] } {
  rmSync('test-results/vitest.json', { force: true });
  const ran = run(title, ['vitest', 'run', ...names]);
  return { ran, files: read<{ testResults: RulesFile[] }>('test-results/vitest.json')?.testResults ?? [] };
}

function countRules(files: RulesFile[], ran: boolean): void {
  const results = files.flatMap((file) => file.assertionResults.map((result) => result.status));
  passed += results.filter((status) => status === 'passed').length;
  skipped += results.filter((status) => status === 'pending' || status === 'skipped').length;
  // A file that cannot be loaded, or a process that was cut off, counts no test as failed.
  failed += Math.max(results.filter((status) => status === 'failed').length, ran ? 0 : 1);
}

function read<Report>(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined;
}
