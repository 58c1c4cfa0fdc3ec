// What people did in a period, as the ledger's columns tell it, is what reading every entry says: with reversals, rejected rows,
// bots, dated affiliations, regions and entries without a day.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PeriodCuts } from '../../electron/features/recognition/period-cuts.rules.ts';
import { readCuts } from '../../electron/features/recognition/shares.queries.ts';
import type { Day } from '../../shared/values/day.ts';
import { naiveEmployer } from '../integration/reports/naive-report.ts';
import { smallProgram, somePeriod } from '../integration/reports/small-program-arbitrary.ts';
import { type SmallEntry, type SmallProgram, writeSmallProgram } from '../support/small-program.ts';
import { openTemporaryProgram } from '../support/temporary-program.ts';

const REPOSITORIES = [null, 'acme/engine', '文档'];
const REGIONS = [null, 'China', 'Europe', ''];

const YEAR = { from: '2025-01-01' as Day, to: '2025-12-31' as Day };
const MUCH_ON_ONE_DAY: SmallEntry = {
  person: 0,
  identity: 1,
  kind: 'code',
  day: '2025-02-10',
  points: 7,
  link: null,
  state: 'accepted',
  reversed: false,
};

const byPerson = ({ people, ...cuts }: PeriodCuts) => ({ ...cuts, people: people.toSorted((a, b) => a.person - b.person) });

/** Points and distinct people by partner, by a loop over all rows. */
function naivePartners(small: SmallProgram, { from, to }: { from: string; to: string }) {
  const sums = new Map<string, { entries: number; points: number; members: Set<number> }>();
  for (const { person, day, points, state, reversed } of small.entries) {
    if (day === null || day < from || day > to || state !== 'accepted' || reversed || small.people[person]?.isBot) continue;
    const partner = naiveEmployer(small, person, day);
    const sum = sums.get(partner) ?? { entries: 0, points: 0, members: new Set<number>() };
    sums.set(partner, sum);
    sum.entries += 1;
    sum.points += points;
    sum.members.add(person);
  }
  return [...sums].map(([key, { members, ...sum }]) => ({ key, ...sum, people: members.size })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

test('cuts of a period from columns, from a scan, and by a plain loop agree', { timeout: 240_000 }, async () => {
  let counted = 0;
  let bursts = 0;
  await fc.assert(
    fc.asyncProperty(
      smallProgram,
      fc.array(fc.constantFrom(...REPOSITORIES), { minLength: 90, maxLength: 90 }),
      fc.array(fc.constantFrom(...REGIONS), { minLength: 12, maxLength: 12 }),
      fc.array(fc.tuple(somePeriod, somePeriod), { minLength: 6, maxLength: 6 }),
      fc.integer({ min: 9, max: 14 }),
      async (bare, repositories, regions, periods, busy) => {
        const small = {
          ...bare,
          partners: bare.partners.map((one, index) => ({ ...one, region: regions[index] as string | null })),
          entries: [
            ...bare.entries.map((one, index) => ({ ...one, repository: repositories[index] as string | null })),
            ...Array.from({ length: busy }, () => MUCH_ON_ONE_DAY),
          ],
        };
        const { program, incidents, close } = await openTemporaryProgram();
        try {
          const { store, ledgerIndex } = program.context;
          await writeSmallProgram(store, small);
          for (const [period, before] of [...periods, [YEAR, YEAR] as const]) {
            const fromColumns = await readCuts({ store, ledgerIndex }, period, before);
            const scanned = await readCuts({ store, ledgerIndex: { ...ledgerIndex, columns: async () => undefined } }, period, before);
            expect(byPerson(fromColumns.cuts), JSON.stringify(period)).toEqual(byPerson(scanned.cuts));
            expect([...fromColumns.earlier].sort(), JSON.stringify(before)).toEqual([...scanned.earlier].sort());
            const partners = fromColumns.cuts.partner.toSorted((a, b) => (a.key < b.key ? -1 : 1));
            expect(partners, JSON.stringify(period)).toEqual(naivePartners(small, period));
            counted += partners.length;
            bursts += fromColumns.cuts.bursts.length;
          }
          expect(incidents).toEqual([]);
        } finally {
          await close();
        }
      },
    ),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 15) },
  );
  expect(counted, 'there was something to count').toBeGreaterThan(10);
  expect(bursts, 'somebody did much on one day').toBeGreaterThan(0);
});
