// Reads the sums of a period and the one before, and lets the rules make the report.
import type { EcosystemReport } from '../../../shared/contract/reports.ts';
import { addMonths, firstDayOfMonth, lastDayOfMonth, monthOf } from '../../../shared/values/day.ts';
import { monthsOf, type Period, previousPeriod } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import { readPointsPolicy } from '../../store/points-policies.ts';
import { readSettings } from '../../store/settings.ts';
import { partnerNames } from '../contributions/contributions.queries.ts';
import { leaderboard } from '../contributions/leaderboard.queries.ts';
import { instantNow, type ProgramContext, today } from '../procedure.ts';
import {
  activitiesByKind,
  countContributors,
  type KindSum,
  kindSums,
  kindSumsByMonth,
  partnerSums,
  partnersOn,
  pointsOfPeople,
  undatedEntries,
} from './ecosystem.queries.ts';
import { ecosystemReport, type PeriodSums } from './ecosystem.rules.ts';

const CONTRIBUTORS_SHOWN = 10;

export async function readEcosystemReport(context: ProgramContext, period: Period): Promise<EcosystemReport> {
  const reader = context.store.read;
  const previous = previousPeriod(period);
  const months = monthsOf({ from: addMonths(firstDayOfMonth(monthOf(period.to)), -11), to: lastDayOfMonth(monthOf(period.to)) });
  // One pass over the months that are shown and those of both periods.
  const [first = ''] = [months[0] ?? '', monthOf(previous.from)].sort();
  const byMonth = await kindSumsByMonth(reader, first, monthOf(period.to));
  const [now, before, undated, top, policy, settings] = await Promise.all([
    readPeriod(reader, period, byMonth),
    readPeriod(reader, previous, byMonth),
    undatedEntries(reader),
    leaderboard(context, { ...period, limit: CONTRIBUTORS_SHOWN }, today(context)),
    readPointsPolicy(reader, today(context)),
    readSettings(reader),
  ]);
  return ecosystemReport({
    programName: settings.programName,
    generatedAt: instantNow(context),
    period,
    previous,
    policyVersion: policy.version,
    kindNames: Object.fromEntries(policy.policy.customKinds.map(({ key, names }) => [key, names])),
    now,
    before,
    months,
    byMonth,
    undated,
    partnerNames: await partnerNames(reader, [...new Set((now.byPartner ?? []).map((row) => row.partnerId))]),
    topContributors: top.items.map(({ rank, personId, name, points, entries, partner }) => ({
      rank,
      personId,
      name,
      points,
      entries,
      partner: partner?.name ?? null,
    })),
    previousPointsOfPerson: await pointsOfPeople(
      reader,
      previous,
      top.items.map((item) => item.personId),
    ),
  });
}

/** A list without a single row in the period is null: what was not recorded is missing, not zero. */
async function readPeriod(reader: Reader, period: Period, byMonth: readonly (KindSum & { month: string })[]): Promise<PeriodSums> {
  const [byKind, byPartner, contributors, partners, activities] = await Promise.all([
    kindSums(reader, period, byMonth),
    partnerSums(reader, period),
    countContributors(reader, period),
    partnersOn(reader, period.to),
    activitiesByKind(reader, period),
  ]);
  return {
    byKind: byKind.length > 0 ? byKind : null,
    byPartner: byKind.length > 0 ? byPartner : null,
    contributors: byKind.length > 0 ? contributors : null,
    partners: partners.length > 0 ? partners : null,
    activities: activities.size > 0 ? activities : null,
  };
}
