// Bad files of every format: each is read, or refused with a reason; never a crash, a hang, an unknown failure or half a write.
// 300 of each here; TRELLIS_FUZZ_FILES=10000 for the long run. The seed is printed; TRELLIS_FUZZ_SEED repeats a run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../electron/features/workspace/demo/random.rules.ts';
import { draftRulesOf } from '../../electron/import-kinds.ts';
import { suggestMapping } from '../../electron/intake/mapping/fields.ts';
import { createReadApart } from '../../electron/intake/readers/apart/read-apart.ts';
import { serveReading } from '../../electron/intake/readers/apart/serve-reading.ts';
import { detectFile, readRows } from '../../electron/intake/readers/index.ts';
import { UNREADABLE, UnreadableFile } from '../../electron/intake/readers/reader.ts';
import failures from '../../shared/locales/en/failures.json' with { type: 'json' };
import { planBadFile } from '../support/importing.ts';
import { READING_PROCESS } from '../support/reading.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';
import { BAD_FILES } from './bad-file-samples.ts';

const FILES = Number(process.env.TRELLIS_FUZZ_FILES ?? 300);
const SEED = Number(process.env.TRELLIS_FUZZ_SEED ?? Date.now() % 1_000_000);
/** So many of them go through the whole program, and through a process of their own where their format is read in one. */
const PLANNED = Math.min(150, Math.ceil(FILES / 20));
const FORMATS = Object.keys(BAD_FILES) as (keyof typeof BAD_FILES)[];

let folder = '';
let program: TemporaryProgram;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trellis-bad-'));
  program = await openTemporaryProgram();
});
afterAll(async () => {
  await program.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What else would be read in a process of its own is read here: what ends the process is then a failure of the test. */
const readHere = createReadApart({
  script: READING_PROCESS,
  start: (_script, argument) => {
    const output = new PassThrough({ highWaterMark: 2 ** 30 });
    const ended = serveReading(JSON.parse(argument), output).then(
      () => void output.end(),
      (error: Error) => void output.destroy(error),
    );
    return { output, ended: ended.then(() => 0), kill: () => undefined };
  },
});

/** Reads a file and drafts its rows; the reason why it was refused, or null. */
async function readBadly(path: string, format: keyof typeof BAD_FILES, recognised: boolean): Promise<string | null> {
  try {
    const found = await detectFile({ path, name: `file.${format}` }, readHere, recognised ? {} : { format });
    const drafters = [draftRulesOf.people, draftRulesOf.partners, draftRulesOf.same_people].map((rules) => {
      const headers = found.rows[0] ?? [];
      const mapping = suggestMapping(rules.fields, headers, found.rows.slice(1));
      if (mapping.columns.length === 0) mapping.columns.push({ field: rules.oneOf[0] ?? 'name', column: 0 });
      return rules.createDrafter({ format: found.reading.format, headers, mapping, rules: { botNames: [] } });
    });
    let last = -1;
    for await (const rows of readRows(path, found.reading, readHere)) {
      for (const { line, cells, refused } of rows) {
        if (line <= last) throw new Error(`line ${line} comes after line ${last}`);
        last = line;
        if (!cells.every((cell) => typeof cell === 'string' && cell.isWellFormed())) throw new Error(`line ${line} holds what is no text`);
        const reasons = [refused?.code, ...drafters.flatMap((drafter) => drafter.add(line, cells) ?? []).map(({ code }) => code)];
        for (const code of reasons) if (code !== undefined && !(code in failures.rows)) throw new Error(`${code} is no known reason`);
      }
      for (const drafter of drafters) drafter.take();
    }
    return null;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    expect(UNREADABLE).toContain(error.reason);
    return error.reason;
  }
}

test.each(FORMATS)(`${FILES} bad files: %s (seed ${SEED})`, { timeout: 120_000 + FILES * 200 }, async (format) => {
  const random = seededRandom(SEED);
  const refused = new Map<string, number>();
  let read = 0;
  for (let file = 0; file < FILES; file += 1) {
    const bytes = BAD_FILES[format](random);
    const path = join(folder, 'bad');
    writeFileSync(path, bytes);
    const reason = await readBadly(path, format, file % 2 === 0).catch((error: unknown) => {
      throw new Error(`file ${file} of seed ${SEED} as ${format}: ${String(error)}`, { cause: error });
    });
    if (reason === null) read += 1;
    else refused.set(reason, (refused.get(reason) ?? 0) + 1);
    if (file % Math.floor(FILES / PLANNED) === 0) await planBadFile(program, bytes, file % 3 === 0 ? 'partners' : 'contributions');
  }
  console.log(format, { read, ...Object.fromEntries(refused) });
  expect(read).toBeGreaterThan(0);
  expect(refused.size).toBeGreaterThan(0);
  expect(program.incidents).toEqual([]);
  const { ok } = await program.client.workspace.check({});
  expect(ok).toBe(true);
  expect((await program.client.partners.list({})).total + (await program.client.contributions.list({})).total).toBe(0);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
