// Any list of a small ledger, with reversals, rejected rows, bots, dated affiliations, repositories, regions and Chinese titles, is
// what a loop over all rows in plain JavaScript says it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContributionFilter } from '../../shared/contract/contributions.ts';
import { textKey } from '../../shared/values/text-key.ts';
import { CONTRIBUTION_KINDS, ENTRY_STATES } from '../../shared/vocabulary.ts';
import { naiveEmployer } from '../integration/reports/naive-report.ts';
import { smallProgram, somePeriod } from '../integration/reports/small-program-arbitrary.ts';
import { type SmallProgram, writeSmallProgram } from '../support/small-program.ts';
import { openTemporaryProgram } from '../support/temporary-program.ts';

const TITLES = ['Fix the build', '修复内存泄漏', '修复 build（#12）', 'ＡＣＭＥ  Cloud', 'Über-Fix', '新增文档', 'fix-12', ''];
const SEARCHES = ['fix', '修复', '内存', '复内', 'acme cloud', 'ü', 'e b', '#12', 'git.ex', 'person 3', 'none of this', '(', 'x-1'];

const REPOSITORIES = [null, 'acme/engine', 'acme/Engine', '文档'];
const REGIONS = [null, 'China', 'Europe', ''];

/** A few conditions at a time: more would let nothing through. */
const filter = fc
  .tuple(
    fc.record({
      search: fc.constantFrom(...SEARCHES),
      personId: fc.nat(8).map((one) => `person-${one}`),
      partnerId: fc.oneof(
        fc.nat(11).map((one) => `partner-${one}`),
        fc.constant('unknown'),
      ),
      kinds: fc.subarray([...CONTRIBUTION_KINDS]),
      states: fc.subarray([...ENTRY_STATES]),
      from: somePeriod.map((period) => period.from),
      to: somePeriod.map((period) => period.to),
      undated: fc.boolean(),
      bots: fc.constantFrom('without' as const, 'only' as const),
      repository: fc.constantFrom('acme/engine', 'acme/Engine', '文档', 'acme', ''),
      region: fc.constantFrom('China', 'Europe', '', 'china'),
    }),
    fc.subarray(['search', 'personId', 'partnerId', 'kinds', 'states', 'from', 'to', 'undated', 'bots', 'repository', 'region'] as const, {
      maxLength: 3,
    }),
  )
  .map(([all, keys]): ContributionFilter => Object.fromEntries(keys.map((key) => [key, all[key]])));

const request = fc.record({
  filter,
  sort: fc.record({
    by: fc.constantFrom('day' as const, 'points' as const, 'recorded' as const),
    direction: fc.constantFrom('ascending' as const, 'descending' as const),
  }),
  offset: fc.oneof(fc.constant(0), fc.nat(60)),
  limit: fc.constantFrom(1, 7, 100),
});

function naiveList(small: SmallProgram, { filter: wanted, sort, offset, limit }: typeof request extends fc.Arbitrary<infer T> ? T : never) {
  const written = small.entries.map((entry, index) => ({ entry, seq: index + 1, state: entry.state as string, points: entry.points }));
  const taken = small.entries.filter((entry) => entry.reversed);
  const back = taken.map((entry, order) => ({ entry, seq: small.entries.length + order + 1, state: 'reversal', points: 0 - entry.points }));
  const key = textKey(wanted.search ?? '');
  const matching = [...written, ...back].filter(({ entry, seq, state }) => {
    const { day, person } = entry;
    const texts = [entry.title ?? `Entry ${small.entries.indexOf(entry)}`, entry.link ?? '', small.people[person]?.name ?? ''];
    return (
      (wanted.states?.length
        ? (wanted.states as string[]).includes(state)
        : state === 'accepted' && !(entry.reversed && seq <= small.entries.length)) &&
      (!wanted.kinds?.length || wanted.kinds.includes(entry.kind)) &&
      (!wanted.from || (day !== null && day >= wanted.from)) &&
      (!wanted.to || (day !== null && day <= wanted.to)) &&
      (!wanted.undated || day === null) &&
      (!wanted.bots || (wanted.bots === 'only') === (small.people[person]?.isBot === true)) &&
      (!wanted.personId || wanted.personId === `person-${person}`) &&
      (!wanted.partnerId || wanted.partnerId === employer(small, person, day)) &&
      (!wanted.repository || entry.repository === wanted.repository) &&
      (wanted.region === undefined || wanted.region === region(small, employer(small, person, day))) &&
      texts.some((one) => textKey(one).includes(key))
    );
  });
  const value = ({ entry, seq, points }: (typeof matching)[number]) =>
    sort.by === 'day' ? (entry.day ?? '') : sort.by === 'points' ? points : seq;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  matching.sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.seq - b.seq));
  return {
    total: matching.length,
    points: matching.reduce((sum, one) => sum + one.points, 0),
    items: matching.slice(offset, offset + limit).map(({ entry, seq, state, points }) => {
      const partner = employer(small, entry.person, entry.day);
      return { id: String(seq), state, points, day: entry.day, partner: partner === 'unknown' ? null : partner };
    }),
  };
}

/** An entry without a day only fits an affiliation without dates. */
function employer(small: SmallProgram, person: number, day: string | null): string {
  if (day !== null) return naiveEmployer(small, person, day);
  const always = { ...small, affiliations: small.affiliations.filter((one) => one.from === null && one.until === null) };
  return naiveEmployer(always, person, '');
}

function region(small: SmallProgram, partner: string): string {
  return small.partners.find((one) => one.id === partner)?.region ?? '';
}

test('lists, counts and sums are those of the naive scan', { timeout: 240_000 }, async () => {
  let shown = 0;
  await fc.assert(
    fc.asyncProperty(
      smallProgram,
      fc.array(fc.nat(TITLES.length), { minLength: 90, maxLength: 90 }),
      fc.array(fc.constantFrom(...REPOSITORIES), { minLength: 90, maxLength: 90 }),
      fc.array(fc.constantFrom(...REGIONS), { minLength: 12, maxLength: 12 }),
      fc.array(request, { minLength: 40, maxLength: 40 }),
      async (bare, titles, repositories, regions, requests) => {
        const small = {
          ...bare,
          partners: bare.partners.map((one, index) => ({ ...one, region: regions[index] as string | null })),
          entries: bare.entries.map((one, index) => ({
            ...one,
            title: TITLES[titles[index] as number],
            repository: repositories[index] as string | null,
          })),
        };
        const program = await openTemporaryProgram();
        try {
          await writeSmallProgram(program.program.context.store, small);
          for (const one of requests) {
            const { items, total, points } = await program.client.contributions.list(one);
            const seen = items.map(({ id, state, points: each, day, partner }) => ({
              id,
              state,
              points: each,
              day,
              partner: partner?.id ?? null,
            }));
            expect({ total, points, items: seen }, JSON.stringify(one)).toEqual(naiveList(small, one));
            shown += items.length;
          }
          const named = new Set(small.entries.flatMap(({ repository }) => repository ?? []));
          expect((await program.client.contributions.repositories({})).items).toEqual([...named].sort());
          expect(program.incidents).toEqual([]);
        } finally {
          await program.close();
        }
      },
    ),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 15) },
  );
  expect(shown, 'the filters let rows through').toBeGreaterThan(100);
});
