// Random small programs: few enough people, partners and days that every edge is hit often.
import fc from 'fast-check';
import { addDays, type Day } from '../../../shared/values/day.ts';
import { ACTIVITY_KINDS, AFFILIATION_SOURCES, CONTRIBUTION_KINDS, PARTNER_TIERS, PARTNER_TYPES } from '../../../shared/vocabulary.ts';
import type { SmallProgram } from '../../support/small-program.ts';

const FIRST_DAY = '2024-11-20' as Day;
const PARTNERS = 12;
const PEOPLE = 9;

const dayOffset = fc.integer({ min: 0, max: 500 });
const someDay = dayOffset.map((offset) => addDays(FIRST_DAY, offset));

const partner = fc.record({
  type: fc.option(fc.constantFrom(...PARTNER_TYPES), { freq: 5 }),
  status: fc.constant('active'),
  joinedOn: fc.option(someDay, { freq: 5 }),
  deleted: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
  steps: fc.uniqueArray(someDay, { maxLength: 3 }).map((days) => days.sort()),
  tiers: fc.array(fc.constantFrom(...PARTNER_TIERS), { minLength: 4, maxLength: 4 }),
});

/** Steps that follow each other without gaps; the first holds since ever. */
function tierSteps(days: readonly Day[], tiers: readonly string[]): SmallProgram['partners'][number]['tiers'] {
  return [null, ...days].map((from, index) => ({ tier: tiers[index] ?? 'community', from, until: days[index] ?? null }));
}

const entry = fc.record({
  person: fc.nat(PEOPLE - 1),
  identity: fc.constantFrom(0 as const, 1 as const),
  kind: fc.constantFrom(...CONTRIBUTION_KINDS),
  day: fc.option(someDay, { freq: 12 }),
  points: fc.integer({ min: 0, max: 300 }),
  link: fc.option(fc.constant('https://git.example/1')),
  state: fc.constantFrom('accepted' as const, 'accepted' as const, 'accepted' as const, 'rejected' as const),
  reversed: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
});

const affiliation = fc.record({
  person: fc.nat(PEOPLE - 1),
  partner: fc.nat(PARTNERS - 1),
  from: fc.option(someDay),
  length: fc.option(fc.integer({ min: 1, max: 300 })),
  source: fc.constantFrom(...AFFILIATION_SOURCES),
});

export const smallProgram: fc.Arbitrary<SmallProgram> = fc
  .record({
    partners: fc.array(partner, { minLength: PARTNERS, maxLength: PARTNERS }),
    bots: fc.uniqueArray(fc.nat(PEOPLE - 1), { maxLength: 2 }),
    // Of equal sources and starts either may win, so no person has two such.
    affiliations: fc.uniqueArray(affiliation, { maxLength: 20, size: 'max', selector: (one) => `${one.person} ${one.source} ${one.from}` }),
    entries: fc.array(entry, { maxLength: 90, size: 'max' }),
    activities: fc.array(
      fc.record({
        kind: fc.constantFrom(...ACTIVITY_KINDS),
        day: someDay,
        partners: fc.uniqueArray(fc.nat(PARTNERS - 1), { minLength: 1, maxLength: 3 }),
        deleted: fc.boolean(),
        followUpOn: fc.option(someDay),
        followUpDone: fc.boolean(),
      }),
      { maxLength: 30, size: 'max' },
    ),
  })
  .map(({ partners, bots, affiliations, entries, activities }) => ({
    partners: partners.map(({ steps, tiers, ...one }, index) => ({
      id: `partner-${index}`,
      name: `Partner ${index}`,
      ...one,
      tiers: tierSteps(steps, tiers),
    })),
    people: Array.from({ length: PEOPLE }, (_, index) => ({ name: `Person ${index}`, isBot: bots.includes(index) })),
    affiliations: affiliations.map(({ length, ...one }) => ({
      ...one,
      until: length === null ? null : addDays(one.from ?? FIRST_DAY, length),
    })),
    entries: entries.map((one) => ({
      ...one,
      points: one.state === 'rejected' ? 0 : one.points,
      reversed: one.reversed && one.state === 'accepted',
    })),
    activities,
  }));

/** Any days, and now and then whole months, a whole year, or a time before everything. */
export const somePeriod: fc.Arbitrary<{ from: Day; to: Day }> = fc.oneof(
  fc.tuple(someDay, fc.integer({ min: 0, max: 200 })).map(([from, length]) => ({ from, to: addDays(from, length) })),
  fc.constantFrom(
    { from: '2025-01-01' as Day, to: '2025-03-31' as Day },
    { from: '2025-02-01' as Day, to: '2025-02-28' as Day },
    { from: '2025-01-01' as Day, to: '2025-12-31' as Day },
    { from: '2025-07-15' as Day, to: '2026-02-01' as Day },
    { from: '2024-11-01' as Day, to: '2024-11-30' as Day },
    { from: '2023-01-01' as Day, to: '2023-12-31' as Day },
  ),
);
