// Any sheet imported twice is imported once; applied and reverted it is as if it had never come; the order of sheets is the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportKind } from '../../shared/vocabulary.ts';
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
/** What people write into columns of names, several to a cell. */
const SEVERAL = fc.constantFrom('Acme', 'ACME Inc.; 某云', '某云股份有限公司、Beta', 'Beta, Acme, Inc.');

interface Subject {
  readonly kind: ImportKind;
  readonly headers: readonly (readonly [string, readonly string[]])[];
  /** What a column takes in this kind of sheet, where it is something else than elsewhere. */
  readonly good?: Record<string, fc.Arbitrary<string>>;
  state(program: TemporaryProgram): Promise<unknown>;
}

const SUBJECTS: readonly Subject[] = [
  {
    kind: 'contributions',
    headers: [
      ['id,email,login,kind,date', ['id', 'email', 'login', 'kind', 'date']],
      ['email,name,kind,date,complexity', ['email', 'name', 'kind', 'date', 'complexity']],
      ['姓名,邮箱,类型,日期,标题', ['name', 'email', 'kind', 'date', 'title']],
    ],
    state: async ({ client }) => {
      const board = await client.contributions.leaderboard({ limit: 10_000 });
      const rows = await client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' }, limit: 500 });
      return {
        board: board.items.map(({ personId: _, ...one }) => one).sort((a, b) => (a.name < b.name ? -1 : 1)),
        rows: rows.items.map(({ id: _, person, ...one }) => JSON.stringify({ ...one, person: person.name })).sort(),
      };
    },
  },
  {
    kind: 'contacts',
    headers: [
      ['name,email,partner,role,phone', ['name', 'email', 'partner', 'role', 'phone']],
      ['姓名,公司,电话,备注', ['name', 'partner', 'phone', 'role']],
      ['email,title,notes', ['email', 'role', 'phone']],
    ],
    good: {
      name: fc.constantFrom('Ann', 'ANN', '王小明', 'Ann <c@y.example>', ''),
      partner: fc.constantFrom('Acme', '某云', 'Beta', ''),
      role: fc.constantFrom('Sales', '商务', ''),
      phone: fc.constantFrom('007', '+49 30 1', ''),
    },
    state: async ({ client }) => {
      const { items } = await client.partners.list({ limit: 500 });
      return Promise.all(items.map(async ({ id, name }) => [name, (await client.partners.get({ partnerId: id })).contacts]));
    },
  },
  {
    kind: 'activities',
    headers: [
      ['id,date,kind,title,partner,outcome', ['id', 'day', 'activity', 'title', 'partner', 'outcome']],
      ['日期,标题,合作伙伴,参与人员,跟进日期', ['day', 'title', 'partner', 'people', 'date']],
      ['date,title,partners', ['day', 'title', 'partner']],
    ],
    good: {
      day: fc.constantFrom('2026-01-02', '2026年2月3日'),
      activity: fc.constantFrom('meeting', '活动', ''),
      partner: SEVERAL,
      people: fc.constantFrom('Ann; Ben', '王小明', ''),
      outcome: fc.constantFrom('Signed', ''),
    },
    state: async ({ client }) => {
      const { items } = await client.activities.list({ limit: 500 });
      const rows = items.map(({ id: _i, revision: _r, importId: _m, partners, ...one }) =>
        JSON.stringify({ ...one, partners: partners.map(({ name }) => name).sort() }),
      );
      const seen = await client.partners.list({ limit: 500 });
      return { rows: rows.sort(), seen: seen.items.map(({ name, lastActivityOn }) => [name, lastActivityOn]) };
    },
  },
];

function sheetOf({ kind, headers, good = {} }: Subject): fc.Arbitrary<string> {
  return fc.constantFrom(...headers).chain(([header, columns]) => {
    const accepted = fc.tuple(...columns.map((column) => good[column] ?? GOOD[column] ?? cell));
    // Ragged rows can hide the header, and without it nothing says what most kinds need to know; contributions make do with any name.
    const [least, most] = kind === 'contributions' ? [3, 6] : [columns.length, columns.length];
    return fc
      .array(fc.oneof(accepted, fc.array(cell, { minLength: least, maxLength: most })), {
        minLength: kind === 'contributions' ? 0 : 1,
        maxLength: 12,
      })
      .map((rows) => `${header}\n${rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`);
  });
}

test('people are called the same whichever of two sheets comes first, and each alone after the other is taken back', {
  timeout: 240_000,
}, async () => {
  const people = fc.array(
    fc.tuple(
      fc.constantFrom('a@x.example', 'B@X.example', 'c@y.example', ''),
      fc.constantFrom('ann', 'Ben', 'carol', ''),
      fc.constantFrom('Ann', 'Ann Lee', '王小明', 'a@x.example', ''),
    ),
    { minLength: 1, maxLength: 6 },
  );
  const sheet = (rows: readonly (readonly string[])[], from: number) =>
    `id,email,login,name,kind,date\n${rows.map((cells, index) => `${from + index},${cells.join(',')},code,2026-01-02`).join('\n')}\n`;
  const called = async ({ client }: TemporaryProgram) => {
    const { items } = await client.people.list({ limit: 500 });
    return items.map(({ name, login, email, points }) => JSON.stringify([name, login, email?.toLowerCase(), points])).sort();
  };
  await fc.assert(
    fc.asyncProperty(people, people, async (first, second) => {
      const [one, other] = [await openTemporaryProgram(), await openTemporaryProgram()];
      try {
        const [a, b] = [sheet(first, 0), sheet(second, 100)];
        await importText(one, 'contributions', a);
        const alone = await called(one);
        const later = await importText(one, 'contributions', b);
        await importText(other, 'contributions', b);
        const earlier = await importText(other, 'contributions', a);
        expect(await called(one)).toEqual(await called(other));
        if (later.state === 'applied') await revertImport(one, later.id);
        expect(await called(one)).toEqual(alone);
        expect(earlier.rejected).toBe(first.filter((cells) => cells.every((text) => text === '')).length);
        for (const { client, incidents } of [one, other]) {
          expect(await client.workspace.check({})).toMatchObject({ ok: true });
          expect(incidents).toEqual([]);
        }
      } finally {
        await one.close();
        await other.close();
      }
    }),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 10) },
  );
});

test.each(SUBJECTS)('$kind: twice is once, and apply then revert gives the workspace back', { timeout: 240_000 }, async (subject) => {
  const { kind, state } = subject;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(sheetOf(subject), sheetOf(subject), async (first, second) => {
      const program = await openTemporaryProgram();
      try {
        await importText(program, 'partners', 'name,domain\n"Acme, Inc.",x.example\n某云股份有限公司,\nBeta,y.example\n');
        await importText(program, kind, first);
        const before = await state(program);
        const other = await importText(program, kind, second);
        expect(other.rows).toBe(other.created + other.changed + other.unchanged + other.conflicts + other.rejected);
        accepted += other.created + other.changed;
        const after = await state(program);
        expect(await importText(program, kind, second)).toMatchObject({ created: 0, changed: 0 });
        expect(await state(program)).toEqual(after);
        if (other.state === 'applied') {
          expect(await revertImport(program, other.id)).toMatchObject({ kept: 0, failed: 0, reversed: other.created + other.changed });
          expect(await state(program)).toEqual(before);
        }
        expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
        expect(program.incidents).toEqual([]);
      } finally {
        await program.close();
      }
    }),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 10) },
  );
  expect(accepted).toBeGreaterThan(0);
});
