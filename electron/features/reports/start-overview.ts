// What the start page sums up: what waits for somebody today, then the last ninety days.
import type { Evidence } from '../../../shared/contract/reports.ts';
import type { StartOverview } from '../../../shared/contract/start.ts';
import { addDays, addMonths, firstDayOfMonth, lastDayOfMonth, monthOf } from '../../../shared/values/day.ts';
import { monthsOf, type Period } from '../../../shared/values/period.ts';
import { summaryOf, waitingImports } from '../../intake/imports.queries.ts';
import { listActivities } from '../activities/activities.queries.ts';
import { listPartners } from '../partners/partner-list.queries.ts';
import { type ProgramContext, today } from '../procedure.ts';
import { countEverything } from '../workspace/workspace.queries.ts';
import { activitiesByKind, countContributors, kindSums, kindSumsByMonth, partnersOn } from './ecosystem.queries.ts';

const QUIET_DAYS = 90;
const SHOWN = 6;
const MONTHS_SHOWN = 12;

export async function readStartOverview(context: ProgramContext): Promise<StartOverview> {
  const reader = context.store.read;
  const day = today(context);
  const period: Period = { from: addDays(day, 1 - QUIET_DAYS), to: day };
  const previous: Period = { from: addDays(period.from, -QUIET_DAYS), to: addDays(period.from, -1) };
  // Nothing at all in the days before is missing data, not zero.
  const both = async (count: (span: Period) => Promise<number>, evidence: Evidence) => ({
    value: await count(period),
    previous: (await count(previous)) || null,
    evidence,
  });
  const months = monthsOf({ from: addMonths(firstDayOfMonth(monthOf(day)), 1 - MONTHS_SHOWN), to: lastDayOfMonth(monthOf(day)) });
  // The ninety days before the last ninety lie within these twelve months.
  const byMonth = await kindSumsByMonth(reader, months[0] ?? '', months.at(-1) ?? '');
  const page = { offset: 0, limit: SHOWN };
  const [counts, followUps, quiet, waiting, partners, contributors, contributions, activities] = await Promise.all([
    countEverything(reader),
    listActivities(reader, { followUpDueBy: day }, page),
    listPartners(reader, { statuses: ['active'], quietForDays: QUIET_DAYS }, { by: 'lastActivityOn', direction: 'ascending' }, page, day),
    waitingImports(reader),
    both(async (span) => (await partnersOn(reader, span.to)).length, { list: 'partners', filter: { asOf: period.to } }),
    both(async (span) => (await countContributors(reader, span)).active, {
      list: 'people',
      filter: { contributed: { ...period, as: 'active' } },
    }),
    both(async (span) => (await kindSums(reader, span, byMonth)).reduce((sum, row) => sum + row.entries, 0), {
      list: 'contributions',
      filter: { ...period, bots: 'without' },
    }),
    both(async (span) => [...(await activitiesByKind(reader, span)).values()].reduce((sum, count) => sum + count, 0), {
      list: 'activities',
      filter: { ...period },
    }),
  ]);
  return {
    empty: counts.partners + counts.contributions + counts.activities === 0,
    followUpsDue: followUps.items,
    followUpsDueTotal: followUps.total,
    quietPartners: quiet.items,
    quietPartnersTotal: quiet.total,
    importsWaiting: waiting.map(summaryOf).filter((one) => one.created + one.changed > 0),
    figures: { partners, contributors, contributions, activities },
    pointsByMonth: months.map((month) => {
      const rows = byMonth.filter((row) => row.month === month);
      return { month, points: rows.reduce((sum, row) => sum + row.points, 0), entries: rows.reduce((sum, row) => sum + row.entries, 0) };
    }),
  };
}
