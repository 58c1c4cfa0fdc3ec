// Any sheet imported twice is imported once; applied and reverted it is as if it had never come; the order of sheets is the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importText, revertImport } from '../support/importing.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'code',
    'review',
    '文档',
    'a@x.example',
    'B@X.example ',
    'ann',
    '2026-01-02',
    '31/12/2025',
    '2026-13-01',
    'high',
    '"',
    'x,y',
    '=1+1',
    '1e5',
    '007',
  ),
  fc.string({ maxLength: 12 }),
);
/** Values that a column takes; rows of these are accepted, so that every run has something to apply. */
const GOOD: Record<string, fc.Arbitrary<string>> = {
  id: fc.nat({ max: 6 }).map(String),
  email: fc.constantFrom('a@x.example', 'B@X.example', 'c@y.example'),
  login: fc.constantFrom('ann', 'Ben', ''),
  name: fc.constantFrom('Ann', '王小明'),
  kind: fc.constantFrom('code', 'review', '文档', ''),
  date: fc.constantFrom('2026-01-02', '2026-02-03', ''),
  complexity: fc.constantFrom('high', ''),
  title: fc.constantFrom('One', '二'),
};
const HEADERS = [
  ['id,email,login,kind,date', ['id', 'email', 'login', 'kind', 'date']],
  ['email,name,kind,date,complexity', ['email', 'name', 'kind', 'date', 'complexity']],
  ['姓名,邮箱,类型,日期,标题', ['name', 'email', 'kind', 'date', 'title']],
] as const;
const sheet = fc.constantFrom(...HEADERS).chain(([header, columns]) => {
  const good = fc.tuple(...columns.map((column) => GOOD[column] ?? cell));
  return fc
    .array(fc.oneof(good, fc.array(cell, { minLength: 3, maxLength: 6 })), { maxLength: 12 })
    .map((rows) => `${header}\n${rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`);
});

async function state(program: TemporaryProgram): Promise<unknown> {
  const board = await program.client.contributions.leaderboard({ limit: 10_000 });
  const rows = await program.client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' }, limit: 500 });
  return {
    board: board.items.map(({ personId: _, ...one }) => one).sort((a, b) => (a.name < b.name ? -1 : 1)),
    rows: rows.items.map(({ id: _, person, ...one }) => JSON.stringify({ ...one, person: person.name })).sort(),
  };
}

test('twice is once, and apply then revert gives the workspace back', { timeout: 240_000 }, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(sheet, sheet, async (first, second) => {
      const program = await openTemporaryProgram();
      try {
        await importText(program, 'contributions', first);
        const before = await state(program);
        const other = await importText(program, 'contributions', second);
        expect(other.rows).toBe(other.created + other.changed + other.unchanged + other.conflicts + other.rejected);
        accepted += other.created;
        const after = await state(program);
        expect(await importText(program, 'contributions', second)).toMatchObject({ created: 0, changed: 0 });
        expect(await state(program)).toEqual(after);
        if (other.state === 'applied') {
          expect(await revertImport(program, other.id)).toMatchObject({ kept: 0, failed: 0 });
          expect(await state(program)).toEqual(before);
        }
        expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
        expect(program.incidents).toEqual([]);
      } finally {
        await program.close();
      }
    }),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 15) },
  );
  expect(accepted).toBeGreaterThan(0);
});
