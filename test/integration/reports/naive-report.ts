// The report's figures computed the slow way: over every row, in plain JavaScript, sharing no code with the program.
import type { SmallEntry, SmallProgram } from '../../support/small-program.ts';

export interface Span {
  from: string;
  to: string;
}

const RANKS = ['by_hand', 'imported', 'email_domain'];
const within = (day: string | null, span: Span): day is string => day !== null && day >= span.from && day <= span.to;

export function naiveEmployer(small: SmallProgram, person: number, day: string | null): string {
  const fitting = small.affiliations
    .filter(
      (one) =>
        one.person === person &&
        !small.partners[one.partner]?.deleted &&
        (one.from === null || (day !== null && one.from <= day)) &&
        (one.until === null || (day !== null && one.until > day)),
    )
    .sort((a, b) => RANKS.indexOf(a.source) - RANKS.indexOf(b.source) || ((b.from ?? '') < (a.from ?? '') ? -1 : 1));
  const best = fitting[0];
  return best ? (small.partners[best.partner]?.id ?? '') : 'unknown';
}

const standing = (one: SmallEntry) => one.state === 'accepted' && !one.reversed;

function add(sums: Record<string, number>, key: string, value: number): void {
  sums[key] = (sums[key] ?? 0) + value;
}

const withoutZeros = (sums: Record<string, number>) => Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));

export function naiveSums(small: SmallProgram, span: Span) {
  const mine = small.entries.filter((one) => standing(one) && within(one.day, span) && !small.people[one.person]?.isBot);
  const byKind: Record<string, number> = {};
  const pointsByKind: Record<string, number> = {};
  const partnerPoints: Record<string, number> = { independent: 0, unknown: 0 };
  const partnerEntries: Record<string, number> = { independent: 0, unknown: 0 };
  const personPoints: Record<string, number> = {};
  for (const one of mine) {
    add(byKind, one.kind, 1);
    add(pointsByKind, one.kind, one.points);
    add(partnerPoints, naiveEmployer(small, one.person, one.day as string), one.points);
    add(partnerEntries, naiveEmployer(small, one.person, one.day as string), 1);
    add(personPoints, `person-${one.person}`, one.points);
  }
  const firstDay = (person: number) =>
    small.entries
      .filter((one) => one.person === person && standing(one) && one.day !== null)
      .map((one) => one.day as string)
      .sort()[0] ?? '';
  const active = [...new Set(mine.map((one) => one.person))];
  return {
    total: mine.length,
    points: mine.reduce((sum, one) => sum + one.points, 0),
    byKind,
    pointsByKind,
    partnerPoints,
    partnerEntries,
    personPoints,
    active: active.map((person) => `person-${person}`).sort(),
    new: active
      .filter((person) => firstDay(person) >= span.from)
      .map((person) => `person-${person}`)
      .sort(),
    returning: active
      .filter((person) => firstDay(person) < span.from)
      .map((person) => `person-${person}`)
      .sort(),
    withLink: mine.filter((one) => one.link !== null).length,
    withPartner: mine.filter((one) => naiveEmployer(small, one.person, one.day as string) !== 'unknown').length,
  };
}

export function naivePartners(small: SmallProgram, day: string) {
  const there = small.partners.filter((one) => !one.deleted && (one.joinedOn === null || one.joinedOn <= day));
  const byType: Record<string, number> = {};
  const byTier: Record<string, number> = {};
  for (const one of there) {
    add(byType, one.type ?? 'missing', 1);
    const held = one.tiers.filter((step) => (step.from === null || step.from <= day) && (step.until === null || step.until > day));
    add(byTier, held.sort((a, b) => ((b.from ?? '') < (a.from ?? '') ? -1 : 1))[0]?.tier ?? 'community', 1);
  }
  return { total: there.length, byType, byTier, withoutJoinDate: there.filter((one) => one.joinedOn === null).length };
}

export function naiveJoined(small: SmallProgram, span: Span): number {
  return small.partners.filter((one) => !one.deleted && within(one.joinedOn, span)).length;
}

export function naiveActivities(small: SmallProgram, span: Span): Record<string, number> {
  const byKind: Record<string, number> = {};
  for (const one of small.activities) if (!one.deleted && within(one.day, span)) add(byKind, one.kind, 1);
  return withoutZeros(byKind);
}

export function naiveUndated(small: SmallProgram): number {
  return small.entries.filter((one) => standing(one) && one.day === null && !small.people[one.person]?.isBot).length;
}
