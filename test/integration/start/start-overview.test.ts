import { afterEach, expect, test } from 'vitest';
import { addDays, type Day } from '../../../shared/values/day.ts';
import { type SmallProgram, writeSmallProgram } from '../../support/small-program.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const NOON = Date.UTC(2026, 2, 15, 12);
const TODAY = '2026-03-15' as Day;
const opened: TemporaryProgram[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function programWith(given: Partial<SmallProgram>): Promise<TemporaryProgram['client']> {
  const temporary = await openTemporaryProgram({ now: () => NOON });
  opened.push(temporary);
  await writeSmallProgram(temporary.program.context.store, {
    partners: [],
    people: [],
    affiliations: [],
    entries: [],
    activities: [],
    ...given,
  });
  return temporary.client;
}

function partner(name: string, status = 'active', joinedOn: string | null = '2025-01-01'): SmallProgram['partners'][number] {
  return { id: name, name, type: null, status, joinedOn, deleted: false, tiers: [{ tier: 'community', from: joinedOn, until: null }] };
}

function activity(
  partner: number,
  daysAgo: number,
  more: Partial<SmallProgram['activities'][number]> = {},
): SmallProgram['activities'][number] {
  return {
    kind: 'meeting',
    day: addDays(TODAY, -daysAgo),
    partners: [partner],
    deleted: false,
    followUpOn: null,
    followUpDone: false,
    ...more,
  };
}

function entry(daysAgo: number, person = 0): SmallProgram['entries'][number] {
  return { person, identity: 0, kind: 'code', day: addDays(TODAY, -daysAgo), points: 100, link: null, state: 'accepted', reversed: false };
}

test('an empty workspace says so, and knows of nothing before', async () => {
  const start = await (await programWith({})).start.overview({});
  expect(start).toMatchObject({ empty: true, followUpsDue: [], quietPartners: [], importsWaiting: [] });
  expect(Object.values(start.figures).map(({ value, previous }) => [value, previous])).toEqual(Array(4).fill([0, null]));
  expect(start.pointsByMonth.map(({ month }) => month)).toEqual([
    '2025-04',
    '2025-05',
    '2025-06',
    '2025-07',
    '2025-08',
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
  ]);
});

test('active partners are quiet after ninety days without an activity, those never spoken to first', async () => {
  const client = await programWith({
    partners: [
      partner('89 days'),
      partner('90 days'),
      partner('200 days'),
      partner('never'),
      partner('paused', 'paused'),
      partner('prospect', 'prospect'),
      partner('deleted visit'),
    ],
    activities: [activity(0, 89), activity(1, 90), activity(1, 300), activity(2, 200), activity(6, 5, { deleted: true })],
  });
  const { quietPartners, quietPartnersTotal } = await client.start.overview({});
  expect(quietPartners.map(({ name }) => name)).toEqual(['deleted visit', 'never', '200 days', '90 days']);
  expect(quietPartnersTotal).toBe(4);
});

test('follow-ups show from their day on until they are done, longest due first', async () => {
  const client = await programWith({
    partners: [partner('Acme')],
    activities: [
      activity(0, 30, { followUpOn: TODAY }),
      activity(0, 30, { followUpOn: addDays(TODAY, 1) }),
      activity(0, 30, { followUpOn: addDays(TODAY, -20) }),
      activity(0, 30, { followUpOn: addDays(TODAY, -3), followUpDone: true }),
      activity(0, 30, { followUpOn: addDays(TODAY, -3), deleted: true }),
    ],
  });
  const { followUpsDue, followUpsDueTotal } = await client.start.overview({});
  expect(followUpsDue.map(({ followUpOn }) => followUpOn)).toEqual([addDays(TODAY, -20), TODAY]);
  expect(followUpsDueTotal).toBe(2);
});

test('the figures count the ninety days that end today against the ninety before, and open exactly those rows', async () => {
  const client = await programWith({
    partners: [partner('old'), partner('new', 'active', addDays(TODAY, -10))],
    people: [
      { name: 'Ada', isBot: false },
      { name: 'Bob', isBot: false },
      { name: 'robot', isBot: true },
    ],
    // Day 89 ago is the first of the period, 179 ago the first of the one before.
    entries: [entry(0), entry(89), entry(90), entry(179, 1), entry(180), entry(5, 2)],
    activities: [activity(0, 0), activity(0, 89), activity(0, 90)],
  });
  const { figures } = await client.start.overview({});
  expect(figures.contributions).toMatchObject({ value: 2, previous: 2 });
  expect(figures.contributors).toMatchObject({ value: 1, previous: 2 });
  expect(figures.activities).toMatchObject({ value: 2, previous: 1 });
  expect(figures.partners).toMatchObject({ value: 2, previous: 1 });
  const opened = [
    figures.contributions.evidence.list === 'contributions' &&
      (await client.contributions.list({ filter: figures.contributions.evidence.filter })).total,
    figures.contributors.evidence.list === 'people' && (await client.people.list({ filter: figures.contributors.evidence.filter })).total,
    figures.activities.evidence.list === 'activities' &&
      (await client.activities.list({ filter: figures.activities.evidence.filter })).total,
    figures.partners.evidence.list === 'partners' && (await client.partners.list({ filter: figures.partners.evidence.filter })).total,
  ];
  expect(opened).toEqual([2, 1, 2, 2]);
});
