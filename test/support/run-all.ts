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

const rulesRan = run('rules, store, imports, contract, doors, terminal', ['vitest', 'run']);
const vitest = read<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>('test-results/vitest.json');
passed += vitest?.numPassedTests ?? 0;
failed += Math.max(vitest?.numFailedTests ?? 1, rulesRan ? 0 : 1);
skipped += vitest?.numPendingTests ?? 0;

const screensRan = run('screens', ['playwright', 'test', '--retries', '1']);
const screens = read<{ stats: { expected: number; unexpected: number; skipped: number; flaky: number } }>('test-results/screens.json');
const flaky = screens?.stats.flaky ?? 0;
passed += (screens?.stats.expected ?? 0) + flaky;
// A file that cannot be loaded, or a run that was cut off, counts no test as failed.
failed += Math.max(screens?.stats.unexpected ?? 1, screensRan ? 0 : 1);
skipped += screens?.stats.skipped ?? 0;

if (flaky > 0) console.log(`\n${flaky} of the screen tests passed only when run again: they are named above as flaky`);
if (skipped > 0) console.log(`\n${skipped} skipped: what this machine lacks (Electron's binary, the shared data) is named above`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function read<Report>(path: string): Report | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Report) : undefined;
}
