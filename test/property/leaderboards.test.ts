// A leaderboard says the same from the kept sums, from the ledger's columns, by a scan of the table and by a plain loop over the
// entries: with reversals, rejected rows, bots, people who opted out, dated affiliations, weights and entries without a day.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaderboard } from '../../electron/features/contributions/leaderboard.queries.ts';
import type { LeaderboardQuery } from '../../electron/features/contributions/standings.queries.ts';
import type { Day } from '../../shared/values/day.ts';
import { CONTRIBUTION_KINDS } from '../../shared/vocabulary.ts';
import { naiveEmployer } from '../integration/reports/naive-report.ts';
import { smallProgram, somePeriod } from '../integration/reports/small-program-arbitrary.ts';
import { personId, type SmallProgram, writeSmallProgram } from '../support/small-program.ts';
import { openTemporaryProgram } from '../support/temporary-program.ts';

const REPOSITORIES = [null, 'acme/engine', '文档'];
const TODAY = '2026-01-01' as Day;

interface Question extends LeaderboardQuery {
  /** Index of a partner, or who has none. */
  employer: number | 'independent' | 'unknown' | null;
}

const question: fc.Arbitrary<Question> = fc
  .record({
    period: fc.oneof(somePeriod, fc.constant({}), fc.constant({ from: '2025-01-01', to: '2025-12-31' })),
    kinds: fc.option(fc.subarray([...CONTRIBUTION_KINDS], { minLength: 1 }), { nil: undefined }),
    employer: fc.option(fc.oneof(fc.nat(11), fc.constantFrom('independent' as const, 'unknown' as const)), { freq: 1 }),
    repository: fc.option(fc.constantFrom('acme/engine', '文档', 'elsewhere'), { nil: undefined, freq: 2 }),
    weights: fc.option(fc.dictionary(fc.constantFrom(...CONTRIBUTION_KINDS), fc.integer({ min: 0, max: 1000 })), { nil: undefined }),
    limit: fc.constantFrom(2, 50),
  })
  .map(({ period, kinds, employer, repository, weights, limit }) => ({
    ...(period as { from?: Day; to?: Day }),
    ...(kinds ? { kinds } : {}),
    ...(repository ? { repository } : {}),
    ...(weights ? { weights } : {}),
    employer,
    limit,
  }));

/** By a loop over all entries, with exact integers. */
function naiveBoard(small: SmallProgram, optedOut: readonly boolean[], asked: Question, partnerId: string | undefined) {
  const sums = new Map<number, { hundredths: bigint; entries: number; biggest: number }>();
  for (const { person, day, points, state, reversed, kind, repository } of small.entries) {
    if (state !== 'accepted' || reversed || small.people[person]?.isBot) continue;
    if ((asked.from && (day === null || day < asked.from)) || (asked.to && (day === null || day > asked.to))) continue;
    if (asked.kinds && !asked.kinds.includes(kind)) continue;
    if (asked.repository && repository !== asked.repository) continue;
    if (partnerId && naiveEmployer(small, person, day) !== partnerId) continue;
    const sum = sums.get(person) ?? { hundredths: 0n, entries: 0, biggest: 0 };
    sums.set(person, {
      hundredths: sum.hundredths + BigInt(points) * BigInt(asked.weights?.[kind] ?? 100),
      entries: sum.entries + 1,
      biggest: Math.max(sum.biggest, points),
    });
  }
  const everybody = [...sums].map(([person, { hundredths, ...sum }]) => ({ person, points: Number(hundredths / 100n), ...sum }));
  const shown = everybody
    .filter(({ person }) => !optedOut[person])
    .sort((a, b) => b.points - a.points || b.entries - a.entries || a.person - b.person);
  return {
    items: shown.slice(0, asked.limit).map(({ person, ...sum }) => ({ personId: personId(person), ...sum })),
    total: shown.length,
    optedOut: everybody.length - shown.length,
  };
}

test('a board from kept sums, from columns, from a scan, and by a plain loop agree', { timeout: 240_000 }, async () => {
  let listed = 0;
  await fc.assert(
    fc.asyncProperty(
      smallProgram,
      fc.array(fc.constantFrom(...REPOSITORIES), { minLength: 90, maxLength: 90 }),
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      fc.array(question, { minLength: 12, maxLength: 12 }),
      async (bare, repositories, optedOut, questions) => {
        const small = {
          ...bare,
          entries: bare.entries.map((one, index) => ({ ...one, repository: repositories[index] as string | null })),
        };
        const { program, incidents, close } = await openTemporaryProgram();
        try {
          const { store, ledgerIndex } = program.context;
          await writeSmallProgram(store, small);
          const hidden = small.people.flatMap((_, index) => (optedOut[index] ? [personId(index)] : []));
          await store.write((writer) => writer.updateTable('people').set({ optedOut: 1 }).where('id', 'in', hidden).execute());
          const scanning = { store, ledgerIndex: { ...ledgerIndex, select: async () => undefined } };
          for (const asked of [...questions, { employer: null, limit: 50 }]) {
            const { employer, ...query } = asked;
            const partnerId = typeof employer === 'number' ? small.partners[employer]?.id : (employer ?? undefined);
            if (partnerId) query.partnerId = partnerId;
            const expected = naiveBoard(small, optedOut, asked, partnerId);
            for (const services of [program.context, scanning]) {
              const board = await leaderboard(services, query, TODAY);
              const items = board.items.map(({ personId: id, points, entries, biggest }) => ({ personId: id, points, entries, biggest }));
              expect({ ...board, items }, JSON.stringify(query)).toEqual(expected);
            }
            listed += expected.items.length;
          }
          expect(incidents).toEqual([]);
        } finally {
          await close();
        }
      },
    ),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 15) },
  );
  expect(listed, 'there was somebody to list').toBeGreaterThan(10);
});
