// kill -9 at random moments: nothing acknowledged is lost, nothing is half applied, the file stays in order and opens again.
// Rounds: 20 here; TRELLIS_KILL_ROUNDS=200 for the long run. The seed is printed; TRELLIS_KILL_SEED repeats a run.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../electron/features/workspace/demo/random.rules.ts';
import { openTemporaryProgramAt } from '../support/temporary-program.ts';

const ROUNDS = Number(process.env.TRELLIS_KILL_ROUNDS ?? 20);
const SEED = Number(process.env.TRELLIS_KILL_SEED ?? Date.now() % 1_000_000);
const ROWS_PER_IMPORT = 50;

/** Runs the writer and kills it a random while after it has said a word; answers what it had acknowledged. */
function writeUntilKilled(path: string, start: number, word: 'open' | 'partner', afterMs: number): Promise<string[]> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), path, String(start)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    let armed = false;
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (armed || !said.includes(word)) return;
      armed = true;
      setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    child.on('close', (code, signal) =>
      signal === 'SIGKILL' ? done(said.split('\n').slice(0, -1)) : fail(new Error(`the writer ended by itself: ${code ?? signal}`)),
    );
  });
}

test(`${ROUNDS} kills lose nothing and tear nothing (seed ${SEED})`, { timeout: 60_000 + ROUNDS * 8_000 }, async () => {
  const random = seededRandom(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'trellis-kill-'));
  const path = join(folder, 'w.trellis');
  const partners = new Set<number>();
  const imports = new Set<number>();
  let next = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Every other kill comes after something was acknowledged, so that a slow machine cannot make the run an empty one.
    const acknowledged = await writeUntilKilled(path, next, round % 2 === 0 ? 'open' : 'partner', random.below(700));
    for (const line of acknowledged) {
      const [what, number] = line.split(' ');
      if (what === 'partner') partners.add(Number(number));
      if (what === 'import') imports.add(Number(number));
    }
    const program = await openTemporaryProgramAt(path);
    const { checks } = await program.client.workspace.check({});
    expect(checks.filter((one) => one.problems > 0)).toEqual([]);
    const list = await program.client.partners.list({ limit: 500 });
    const names = new Set(list.items.map((one) => one.name));
    for (const number of partners) expect(names.has(`Partner ${number}`)).toBe(true);
    const { total } = await program.client.contributions.list({});
    expect(total % ROWS_PER_IMPORT).toBe(0);
    expect(total / ROWS_PER_IMPORT).toBeGreaterThanOrEqual(imports.size);
    next = Math.max(-1, ...list.items.map((one) => Number(one.name.split(' ')[1]))) + 1;
    await program.program.close();
  }
  expect(partners.size).toBeGreaterThan(ROUNDS / 4);
  rmSync(folder, { recursive: true, force: true });
});
