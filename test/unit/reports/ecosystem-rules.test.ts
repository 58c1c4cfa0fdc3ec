import { expect, test } from 'vitest';
import { ecosystemReport as schema } from '../../../shared/contract/reports.ts';
import { emptyReport, reportWith } from './report-fixture.ts';

test('a report is what the contract promises', () => {
  expect(schema.parse(reportWith('Acme'))).toMatchObject({ version: 1 });
  expect(schema.parse(emptyReport)).toMatchObject({ version: 1 });
});

test('independent and unknown stand at the end of the partners, also with nothing in them', () => {
  expect(reportWith('Acme').topPartners.map(({ id, points }) => [id, points])).toEqual([
    ['a', 2_000],
    ['independent', 0],
    ['unknown', 1_500],
  ]);
  expect(emptyReport.topPartners.map(({ id }) => id)).toEqual(['independent', 'unknown']);
});

test('partners beyond the ten listed stand in one row, so that the list adds up to the whole', () => {
  const { topPartners, contributions } = reportWith('Acme', 12);
  expect(topPartners.slice(-3).map(({ id, points, entries }) => [id, points, entries])).toEqual([
    ['others', 150, 15],
    ['independent', 0, 0],
    ['unknown', 1_500, 50],
  ]);
  expect(topPartners.at(-3)?.evidence.filter).toMatchObject({ exceptPartnerIds: topPartners.slice(0, 10).map(({ id }) => id) });
  const sum = (column: 'points' | 'entries') => topPartners.reduce((all, row) => all + row[column], 0);
  expect([sum('points'), sum('entries')]).toEqual([contributions.points.value, contributions.total.value]);
});

test('where nothing was recorded before, no figure has a previous value', () => {
  const { partners, activities, contributions, contributors, topPartners, topContributors } = reportWith('Acme');
  const figures = [
    partners.total,
    partners.joined,
    ...partners.byTier,
    ...partners.byType,
    activities.total,
    ...activities.byKind,
    contributions.total,
    contributions.points,
    ...contributions.byKind,
    ...Object.values(contributors),
  ];
  expect(figures.map(({ previous }) => previous)).toEqual(figures.map(() => null));
  expect([...topPartners, ...topContributors].map(({ previousPoints }) => previousPoints)).toEqual([null, null, null, null]);
});

test('all five tiers are listed, types and kinds only when they occur', () => {
  const { partners, contributions } = reportWith('Acme');
  expect(partners.byTier.map(({ key }) => key)).toEqual(['community', 'bronze', 'silver', 'gold', 'platinum']);
  expect(partners.byType.map(({ key }) => key)).toEqual(['cloud_provider', 'missing']);
  expect(contributions.byKind.map(({ key, value, points }) => [key, value, points])).toEqual([
    ['code', 20, 2_000],
    ['review', 50, 1_500],
  ]);
});

test('coverage counts entries with a link and entries with a partner', () => {
  expect(reportWith('Acme').coverage).toEqual({ entries: 70, withLink: 58, withPartner: 20 });
});
