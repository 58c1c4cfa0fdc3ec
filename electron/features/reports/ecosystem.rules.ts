// Puts the ecosystem report together from sums. Pure: the same sums give the same report.
import type { EcosystemReport, Evidence, Figure } from '../../../shared/contract/reports.ts';
import { type Day, firstDayOfMonth, lastDayOfMonth } from '../../../shared/values/day.ts';
import type { Period } from '../../../shared/values/period.ts';
import {
  ACTIVITY_KINDS,
  CONTRIBUTION_KINDS,
  NO_PARTNER_BUCKETS,
  OTHER_PARTNERS,
  PARTNER_TIERS,
  PARTNER_TYPES,
} from '../../../shared/vocabulary.ts';

interface Sum {
  readonly entries: number;
  readonly points: number;
}

interface SumOfKind extends Sum {
  readonly kind: string;
  readonly linked: number;
}

interface SumOfPartner extends Sum {
  readonly partnerId: string;
}

/** What is known of one period. A list is null where nothing had been recorded yet: missing, not zero. */
export interface PeriodSums {
  readonly byKind: readonly SumOfKind[] | null;
  readonly byPartner: readonly SumOfPartner[] | null;
  readonly contributors: { readonly active: number; readonly new: number; readonly returning: number } | null;
  readonly partners: readonly { readonly type: string | null; readonly tier: string; readonly joinedOn: string | null }[] | null;
  readonly activities: ReadonlyMap<string, number> | null;
}

export interface EcosystemSums {
  readonly programName: string;
  readonly generatedAt: string;
  readonly period: Period;
  readonly previous: Period;
  readonly policyVersion: number;
  /** The policy's own kinds with their names. */
  readonly kindNames: EcosystemReport['kindNames'];
  readonly now: PeriodSums;
  readonly before: PeriodSums;
  readonly months: readonly string[];
  readonly byMonth: readonly { month: string; kind: string; entries: number; points: number }[];
  readonly undated: number;
  readonly partnerNames: ReadonlyMap<string, string>;
  readonly topContributors: readonly {
    rank: number;
    personId: string;
    name: string;
    points: number;
    entries: number;
    partner: string | null;
  }[];
  readonly previousPointsOfPerson: ReadonlyMap<string, number>;
}

const PARTNERS_SHOWN = 10;

export function ecosystemReport(given: EcosystemSums): EcosystemReport {
  const { period, previous, now, before } = given;
  const contributions = (more: object): Evidence => ({ list: 'contributions', filter: { ...period, bots: 'without', ...more } });
  const partners = (more: object): Evidence => ({ list: 'partners', filter: { asOf: period.to, ...more } });
  const activities = (more: object): Evidence => ({ list: 'activities', filter: { ...period, ...more } });
  const people = (as: 'active' | 'new' | 'returning'): Evidence => ({ list: 'people', filter: { contributed: { ...period, as } } });
  const figure = (value: number, earlier: number | null | undefined, evidence: Evidence): Figure => ({
    value,
    previous: earlier ?? null,
    evidence,
  });

  const kinds = now.byKind ?? [];
  const partnersNow = now.partners ?? [];
  const ofKind = (rows: readonly SumOfKind[], kind: string) => rows.filter((row) => row.kind === kind);
  const joinedIn = (rows: PeriodSums['partners'], span: Period) =>
    rows?.filter((row) => row.joinedOn !== null && row.joinedOn >= span.from).length;

  return {
    version: 1,
    programName: given.programName,
    generatedAt: given.generatedAt,
    period: { ...period },
    previous: { ...previous },
    policyVersion: given.policyVersion,
    kindNames: given.kindNames,
    partners: {
      total: figure(partnersNow.length, before.partners?.length, partners({})),
      joined: figure(
        joinedIn(partnersNow, period) ?? 0,
        joinedIn(before.partners, previous),
        partners({ joinedFrom: period.from, joinedTo: period.to }),
      ),
      byType: [...PARTNER_TYPES, null]
        .map((type) => ({
          key: type ?? 'missing',
          ...figure(
            partnersNow.filter((row) => row.type === type).length,
            before.partners?.filter((row) => row.type === type).length,
            partners({ types: [type ?? 'missing'] }),
          ),
        }))
        .filter(present),
      byTier: PARTNER_TIERS.map((tier) => ({
        key: tier,
        ...figure(
          partnersNow.filter((row) => row.tier === tier).length,
          before.partners?.filter((row) => row.tier === tier).length,
          partners({ tiers: [tier] }),
        ),
      })),
      withoutJoinDate: partnersNow.filter((row) => row.joinedOn === null).length,
    },
    activities: {
      total: figure(sumOf(now.activities), before.activities && sumOf(before.activities), activities({})),
      byKind: ACTIVITY_KINDS.map((kind) => ({
        key: kind,
        ...figure(now.activities?.get(kind) ?? 0, before.activities && (before.activities.get(kind) ?? 0), activities({ kinds: [kind] })),
      })).filter(present),
    },
    contributions: {
      total: figure(total(kinds, 'entries'), before.byKind && total(before.byKind, 'entries'), contributions({})),
      points: figure(total(kinds, 'points'), before.byKind && total(before.byKind, 'points'), contributions({})),
      byKind: allKinds(given)
        .map((kind) => {
          const mine = ofKind(kinds, kind);
          const earlier = before.byKind && total(ofKind(before.byKind, kind), 'entries');
          return { key: kind, points: total(mine, 'points'), ...figure(total(mine, 'entries'), earlier, contributions({ kinds: [kind] })) };
        })
        .filter(present),
      byMonth: given.months.map((month) => monthPoint(month, given.byMonth, allKinds(given))),
      undated: given.undated,
    },
    contributors: {
      active: figure(now.contributors?.active ?? 0, before.contributors?.active, people('active')),
      new: figure(now.contributors?.new ?? 0, before.contributors?.new, people('new')),
      returning: figure(now.contributors?.returning ?? 0, before.contributors?.returning, people('returning')),
    },
    topPartners: topPartners(given, contributions),
    topContributors: given.topContributors.map(({ personId, ...row }) => ({
      ...row,
      id: personId,
      previousPoints: before.byKind && (given.previousPointsOfPerson.get(personId) ?? 0),
      evidence: contributions({ personId, bots: undefined }),
    })),
    coverage: {
      entries: total(kinds, 'entries'),
      withLink: kinds.reduce((sum, row) => sum + row.linked, 0),
      withPartner: total(
        (now.byPartner ?? []).filter((row) => !isBucket(row.partnerId)),
        'entries',
      ),
    },
  };
}

function topPartners(given: EcosystemSums, contributions: (more: object) => Evidence): EcosystemReport['topPartners'] {
  const now = new Map((given.now.byPartner ?? []).map((row) => [row.partnerId, row]));
  const earlier = given.before.byPartner && new Map(given.before.byPartner.map((row) => [row.partnerId, row]));
  const rowOf = (id: string) => ({
    id,
    name: given.partnerNames.get(id) ?? id,
    points: now.get(id)?.points ?? 0,
    entries: now.get(id)?.entries ?? 0,
    previousPoints: earlier && (earlier.get(id)?.points ?? 0),
    evidence: contributions({ partnerId: id }),
  });
  const named = [...now.keys()]
    .filter((id) => !isBucket(id))
    .map(rowOf)
    .sort((a, b) => b.points - a.points || (a.name < b.name ? -1 : 1));
  const listed = named.slice(0, PARTNERS_SHOWN);
  // Independent and unknown always stand at the end, also with nothing in them.
  return [...listed, ...otherPartners(given, listed, contributions), ...NO_PARTNER_BUCKETS.map(rowOf)];
}

/** Everyone beyond the listed partners in one row, where there is something to them in this period or the one before. */
function otherPartners(
  given: EcosystemSums,
  listed: readonly { id: string }[],
  contributions: (more: object) => Evidence,
): EcosystemReport['topPartners'] {
  const exceptPartnerIds = listed.map(({ id }) => id);
  const beyond = (rows: readonly SumOfPartner[]) =>
    rows.filter(({ partnerId }) => !isBucket(partnerId) && !exceptPartnerIds.includes(partnerId));
  const now = beyond(given.now.byPartner ?? []);
  const earlier = given.before.byPartner && beyond(given.before.byPartner);
  if (now.length === 0 && !earlier?.length) return [];
  return [
    {
      id: OTHER_PARTNERS,
      name: OTHER_PARTNERS,
      points: total(now, 'points'),
      entries: total(now, 'entries'),
      previousPoints: earlier && total(earlier, 'points'),
      evidence: contributions({ exceptPartnerIds }),
    },
  ];
}

function allKinds({ kindNames }: Pick<EcosystemSums, 'kindNames'>): string[] {
  return [...CONTRIBUTION_KINDS, ...Object.keys(kindNames)];
}

function monthPoint(
  month: string,
  rows: EcosystemSums['byMonth'],
  kinds: readonly string[],
): EcosystemReport['contributions']['byMonth'][number] {
  const mine = rows.filter((row) => row.month === month);
  const entriesOf = (kind: string) => mine.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.entries, 0);
  return {
    month,
    byKind: Object.fromEntries(kinds.map((kind) => [kind, entriesOf(kind)])),
    entries: mine.reduce((sum, row) => sum + row.entries, 0),
    points: mine.reduce((sum, row) => sum + row.points, 0),
    evidence: { list: 'contributions', filter: { from: firstDayOfMonth(month), to: lastDayOfMonth(month) as Day, bots: 'without' } },
  };
}

function isBucket(partnerId: string): boolean {
  return (NO_PARTNER_BUCKETS as readonly string[]).includes(partnerId);
}

function total(rows: readonly Sum[], column: keyof Sum): number {
  return rows.reduce((sum, row) => sum + row[column], 0);
}

function sumOf(counts: ReadonlyMap<string, number> | null): number {
  return [...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0);
}

function present(slice: { value: number; previous: number | null }): boolean {
  return slice.value !== 0 || (slice.previous ?? 0) !== 0;
}
