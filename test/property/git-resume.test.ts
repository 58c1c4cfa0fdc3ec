// Gathering from a clone that is stopped anywhere, however often, and gone on with gives the same rows in the same order as in one go;
// in two imports the same as in one.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CollectingStopped } from '../../electron/intake/collecting/collector.ts';
import { collectRows, type Kept, NOTHING_KEPT } from '../support/collect-rows.ts';
import { git, hasGit, type MadeCommit, makeHistory } from '../support/git-history.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-git-resume-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Histories with several roots, criss-cross merges and merged pull requests. */
const history = fc
  .array(
    fc.record({
      author: fc.constantFrom('Ann <ann@x.example>', 'Bo <bo@x.example>', '王 <wang@x.example>'),
      first: fc.nat(5),
      second: fc.option(fc.nat(9), { freq: 2 }),
      root: fc.boolean(),
      request: fc.option(fc.nat(20), { freq: 2 }),
      coAuthor: fc.boolean(),
      day: fc.nat(40),
    }),
    { minLength: 4, maxLength: 30 },
  )
  .map((drawn): MadeCommit[] =>
    drawn.map(({ author, first, second, root, request, coAuthor, day }, index) => {
      const parents = [Math.max(0, index - 1 - (first > 3 ? first - 3 : 0))];
      if (second !== null && index > 1) parents.push(Math.max(0, index - 1 - second));
      const distinct = index === 0 || (root && index % 7 === 3) ? [] : [...new Set(parents)];
      const merge = distinct.length > 1;
      const subject = merge && request !== null ? `Merge pull request #${request} from x/y` : `commit ${index}`;
      const files = merge ? {} : { [`${index % 3 === 0 ? 'docs' : 'src'}/${index}`]: '1' };
      return { author, day, parents: distinct, message: `${subject}\n${coAuthor ? '\nCo-authored-by: Cy <cy@x.example>' : ''}`, files };
    }),
  );

const ORIGIN = 'https://github.com/acme/widget';
let clones = 0;
function cloneOf(commits: readonly MadeCommit[]): string {
  clones += 1;
  const clone = join(folder, `clone-${clones}`);
  makeHistory(clone, commits);
  git(clone, 'config', 'remote.origin.url', ORIGIN);
  return clone;
}

describe.skipIf(!hasGit)('a history read in pieces', () => {
  test('stopped and gone on with is the same as in one go', { timeout: 240_000 }, async () => {
    let stops = 0;
    await fc.assert(
      fc.asyncProperty(history, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }), async (commits, stopping) => {
        const clone = cloneOf(commits);
        const whole = await collectRows(clone);
        let kept: Kept = NOTHING_KEPT;
        for (const stopAfter of [...stopping, undefined]) {
          const next = await collectRows(clone, { kept, ...(stopAfter === undefined ? {} : { stopAfter }) });
          kept = next;
          if (next.complete) break;
          // Newest first: a cursor before the end would leave out what is older.
          expect(next.cursors).toEqual({});
          stops += 1;
        }
        expect(kept.rows).toEqual(whole.rows);
        expect(kept.cursors).toEqual(whole.cursors);
        expect(new Set(whole.rows.map((row) => row.key)).size).toBe(whole.rows.length);
        expect(whole.rows.filter((row) => row.key.endsWith('/author'))).toHaveLength(
          Number(git(clone, 'rev-list', '--count', '--no-merges', 'HEAD')),
        );
        rmSync(clone, { recursive: true, force: true });
      }),
      { numRuns: 25 },
    );
    expect(stops).toBeGreaterThan(15);
  });

  test('imported at any point and again at the end, every commit comes once', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(29), async (commits, place) => {
        const clone = cloneOf(commits);
        const whole = await collectRows(clone);
        const ids = git(clone, 'rev-list', '--topo-order', 'main').trim().split('\n');
        git(clone, 'update-ref', 'refs/heads/early', ids[place % ids.length] ?? '');
        git(clone, 'symbolic-ref', 'HEAD', 'refs/heads/early');
        const early = await collectRows(clone);
        git(clone, 'symbolic-ref', 'HEAD', 'refs/heads/main');
        const late = await collectRows(clone, { cursors: early.cursors });
        // A history that begins elsewhere has keys of its own; from the same beginning nothing comes twice or is left out.
        const sameRoot = Object.keys(early.cursors)[0] === Object.keys(whole.cursors)[0];
        if (sameRoot) expect([...late.rows, ...early.rows].map((row) => row.key).sort()).toEqual(whole.rows.map((row) => row.key).sort());
        rmSync(clone, { recursive: true, force: true });
      }),
      { numRuns: 15 },
    );
  });

  test('git killed in the middle keeps what was read, and the rest comes later', async () => {
    const clone = cloneOf(Array.from({ length: 400 }, (_, index) => ({ message: `commit ${index}\n\n${'text '.repeat(40)}` })));
    const whole = await collectRows(clone);
    const real = process.env.PATH ?? '';
    const shim = join(folder, 'shim');
    makeKilledGit(shim, real);
    let failure: (CollectingStopped & { kept: Kept }) | undefined;
    process.env.PATH = `${shim}${delimiter}${real}`;
    try {
      await collectRows(clone);
    } catch (error) {
      failure = error as CollectingStopped & { kept: Kept };
    } finally {
      process.env.PATH = real;
    }
    expect(failure).toBeInstanceOf(CollectingStopped);
    expect(failure?.code).toBe('git_stopped');
    const kept = failure?.kept ?? NOTHING_KEPT;
    expect(kept.rows.length).toBeGreaterThan(10);
    expect(kept.rows.length).toBeLessThan(400);
    expect((await collectRows(clone, { kept })).rows).toEqual(whole.rows);
  });
});

/** A git whose log dies after some bytes. */
function makeKilledGit(shim: string, path: string): void {
  git(folder, 'init', '-q', shim);
  writeFileSync(
    join(shim, 'git'),
    `#!/bin/sh\nPATH='${path}'\ncase " $* " in *" log "*) git "$@" | head -c 60000; kill -9 $$ ;; *) exec git "$@" ;; esac\n`,
  );
  chmodSync(join(shim, 'git'), 0o755);
}
