// One finished ecosystem report, made by the rules from given sums, with a name of the test's choice in every place for names.
import { ecosystemReport } from '../../../electron/features/reports/ecosystem.rules.ts';
import type { EcosystemReport } from '../../../shared/contract/reports.ts';
import type { Day } from '../../../shared/values/day.ts';
import { monthsOf } from '../../../shared/values/period.ts';

export const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><script>alert(1)</script>',
  '</style></svg><iframe src=javascript:alert(1)>',
  '<!-- --><a href="javascript:alert(1)">',
  '{{program}} $& $1 \\u003cscript>',
  '\u0000<\u0008b onmouseover=x>\u202e',
];

const PERIOD = { from: '2026-07-01' as Day, to: '2026-09-30' as Day };
const PREVIOUS = { from: '2026-04-01' as Day, to: '2026-06-30' as Day };
const MONTHS = monthsOf({ from: '2025-10-01' as Day, to: PERIOD.to });
const NOTHING = { byKind: null, byPartner: null, contributors: null, partners: null, activities: null };

export const emptyReport: EcosystemReport = ecosystemReport({
  programName: 'Program',
  generatedAt: '2026-10-02T08:00:00.000Z',
  period: PERIOD,
  previous: PREVIOUS,
  policyVersion: 1,
  kindNames: {},
  now: NOTHING,
  before: NOTHING,
  months: MONTHS,
  byMonth: [],
  undated: 0,
  partnerNames: new Map(),
  topContributors: [],
  previousPointsOfPerson: new Map(),
});

/** `lesser` partners have less than the named one, each of 50 points. */
export function reportWith(name: string, lesser = 0): EcosystemReport {
  const more = Array.from({ length: lesser }, (_, index) => ({ partnerId: `lesser ${index}`, entries: 5, points: 50 }));
  return ecosystemReport({
    programName: name,
    generatedAt: '2026-10-02T08:00:00.000Z',
    period: PERIOD,
    previous: PREVIOUS,
    policyVersion: 1,
    kindNames: {},
    now: {
      byKind: [
        { kind: 'code', entries: 20, points: 2_000, linked: 18 },
        { kind: 'review', entries: 50 + 5 * lesser, points: 1_500 + 50 * lesser, linked: 40 },
      ],
      byPartner: [{ partnerId: 'a', entries: 20, points: 2_000 }, ...more, { partnerId: 'unknown', entries: 50, points: 1_500 }],
      contributors: { active: 9, new: 3, returning: 6 },
      partners: [
        { type: 'cloud_provider', tier: 'gold', joinedOn: '2026-08-01' },
        { type: null, tier: 'community', joinedOn: null },
      ],
      activities: new Map([['meeting', 4]]),
    },
    before: NOTHING,
    months: MONTHS,
    byMonth: [
      { month: '2026-08', kind: 'code', entries: 20, points: 2_000 },
      { month: '2026-09', kind: 'review', entries: 50, points: 1_500 },
    ],
    undated: 2,
    partnerNames: new Map([['a', name]]),
    topContributors: [{ rank: 1, personId: 'h', name, points: 900, entries: 9, partner: name }],
    previousPointsOfPerson: new Map(),
  });
}
