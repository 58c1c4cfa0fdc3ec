// Reads the sums of a period and the one before, and lets the rules make the report.
import type { EcosystemReport } from '../../../shared/contract/reports.ts';
import { addMonths, type Day, firstDayOfMonth, lastDayOfMonth, monthOf } from '../../../shared/values/day.ts';
import { monthsOf, type Period, previousPeriod } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import { leaderboard, partnerNames } from '../contributions/contributions.queries.ts';
import { readPointsPolicy } from '../policies/policies.queries.ts';
import { instantNow, type ProgramContext } from '../procedure.ts';
import { readSettings } from '../workspace/workspace.queries.ts';
import { activitiesByKind, countContributors, firstDays, partnersOn, pointsOfPeople, sumsByMonth, sumsOfPeriod, undatedEntries } from './ecosystem.queries.ts';
import { ecosystemReport, type PeriodSums } from './ecosystem.rules.ts';

const CONTRIBUTORS_SHOWN = 10;

export async function readEcosystemReport(context: ProgramContext, period: Period): Promise<EcosystemReport> {
  const reader = context.store.read;
  const previous = previousPeriod(period);
  const months = monthsOf({ from: addMonths(firstDayOfMonth(monthOf(period.to)), -11), to: lastDayOfMonth(monthOf(period.to)) });
  const first = await firstDays(reader);
  const [now, before, byMonth, undated, top, policy, settings] = await Promise.all([
    readPeriod(reader, period, null),
    readPeriod(reader, previous, first),
    sumsByMonth(reader, months[0] ?? '', months.at(-1) ?? ''),
    undatedEntries(reader),
    leaderboard(reader, { ...period, limit: CONTRIBUTORS_SHOWN }),
    readPointsPolicy(reader),
    readSettings(reader),
  ]);
  return ecosystemReport({
    programName: settings.programName,
    generatedAt: instantNow(context),
    period,
    previous,
    policyVersion: policy.version,
    now,
    before,
    months,
    byMonth,
    undated,
    partnerNames: await partnerNames(reader, [...new Set((now.sums ?? []).map((row) => row.partnerId))]),
    topContributors: top.items.map(({ rank, personId, name, points, entries, partner }) => ({ rank, personId, name, points, entries, partner: partner?.name ?? null })),
    previousPointsOfPerson: await pointsOfPeople(reader, previous, top.items.map((item) => item.personId)),
  });
}

/** `first` tells since when there is data at all; null when the period is to be read whatever it holds. */
async function readPeriod(reader: Reader, period: Period, first: Awaited<ReturnType<typeof firstDays>> | null): Promise<PeriodSums> {
  const known = (since: string | null) => first === null || (since !== null && since <= (period.to as Day));
  const [sums, contributors, partners, activities] = await Promise.all([
    known(first?.contributions ?? null) ? sumsOfPeriod(reader, period) : null,
    known(first?.contributions ?? null) ? countContributors(reader, period) : null,
    known(first?.partners ?? null) ? partnersOn(reader, period.to) : null,
    known(first?.activities ?? null) ? activitiesByKind(reader, period) : null,
  ]);
  return { sums, contributors, partners, activities };
}
