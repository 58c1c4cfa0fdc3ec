// What no program is without and a fairness view is for: days on which one person did very much, reviews of one's own work, work that was
// taken back, and contributions that a person looked at and did not count.
import type { PointsPolicy } from '../../../../shared/contract/policies.ts';
import { addDays, type Day, daysBetween } from '../../../../shared/values/day.ts';
import type { ContributionKind, Language, RejectedBecause } from '../../../../shared/vocabulary.ts';
import { type DemoContribution, oneContribution } from './demo-contributions.rules.ts';
import { REJECTED_BY_HAND, REJECTION_REASONS } from './demo-words.ts';
import type { Random } from './random.rules.ts';

export interface DemoRejection {
  contribution: DemoContribution;
  because: Extract<RejectedBecause, 'reverted' | 'by_hand'>;
  /** What the person said who rejected it. */
  reason: string;
}
interface Given {
  today: Day;
  language: Language;
  policy: PointsPolicy;
}
type People = Parameters<typeof oneContribution>[2];

const BUSY_DAY = 14;
const BURST_KINDS: readonly ContributionKind[] = ['translation', 'documentation', 'community_support'];

/** Somebody clears a backlog: every few weeks a dozen and more entries of a busy day are one person's. */
export function addBursts(random: Random, contributions: DemoContribution[], people: People, policy: PointsPolicy): void {
  const left = new Map<number, number>();
  for (const { person } of contributions) left.set(person, (left.get(person) ?? 0) + 1);
  let next = contributions[0]?.day;
  for (const [day, places] of placesByDay(contributions, people)) {
    if (next === undefined || day < next || places.length < BUSY_DAY) continue;
    const person = contributions[random.pick(places)]?.person as number;
    const kind = random.pick(BURST_KINDS);
    for (const place of places.slice(0, 12 + random.below(places.length - 11))) {
      const from = contributions[place]?.person as number;
      // Everybody keeps something of their own.
      if (from !== person && (left.get(from) ?? 0) < 2) continue;
      left.set(from, (left.get(from) ?? 0) - 1);
      left.set(person, (left.get(person) ?? 0) + 1);
      contributions[place] = oneContribution(random, person, people, day, place, policy, kind);
    }
    next = addDays(day, 18 + random.below(24));
  }
}

function placesByDay(contributions: readonly DemoContribution[], people: People): Map<Day, number[]> {
  const places = new Map<Day, number[]>();
  for (const [place, { day, person }] of contributions.entries()) {
    const ofDay = places.get(day) ?? [];
    if (ofDay.length === 0) places.set(day, ofDay);
    if (!people[person]?.isBot) ofDay.push(place);
  }
  return places;
}

/** Now and then nobody else was there to look at a change. */
export function addSelfReviews(random: Random, contributions: DemoContribution[]): void {
  const lastOwn = new Map<number, DemoContribution>();
  for (const one of contributions) {
    if ((one.kind === 'code' || one.kind === 'bug_fix') && one.link) lastOwn.set(one.person, one);
    const own = lastOwn.get(one.person);
    if (one.kind === 'review' && own && daysBetween(own.day, one.day) <= 21 && random.chance(0.02)) one.link = own.link;
  }
}

const REVERTED = 90;
const BY_HAND = 48;

/** Beside what counts: work that its project took back, and what was handed in for the count, most of it in October. */
export function makeRejections(
  random: Random,
  contributions: readonly DemoContribution[],
  people: People,
  { today, language, policy }: Given,
): DemoRejection[] {
  const start = addDays(today, -(contributions[0] ? daysBetween(contributions[0].day, today) : 1));
  const span = daysBetween(start, today);
  const rejected = (place: number, day: Day, kind: ContributionKind): DemoContribution => {
    // Somebody who was there on such a day.
    const near = contributions[Math.floor((daysBetween(start, day) / span) * contributions.length)] ?? contributions.at(-1);
    const person = near && !people[near.person]?.isBot ? near.person : people.length - 1;
    return oneContribution(random, person, people, day, contributions.length + place, policy, kind);
  };
  const reverted = Array.from({ length: REVERTED }, (_, place): DemoRejection => {
    const day = addDays(start, random.below(span));
    return { contribution: rejected(place, day, random.pick(['code', 'code', 'bug_fix'])), because: 'reverted', reason: '' };
  });
  const byHand = Array.from({ length: BY_HAND }, (_, place): DemoRejection => {
    let day = addDays(start, random.below(span));
    for (let tries = 0; tries < 3 && day.slice(5, 7) !== '10'; tries += 1) day = addDays(start, random.below(span));
    const contribution = rejected(REVERTED + place, day, random.pick(['documentation', 'documentation', 'translation', 'code']));
    contribution.title = random.pick(REJECTED_BY_HAND[language]);
    return { contribution, because: 'by_hand', reason: random.pick(REJECTION_REASONS[language]) };
  });
  return [...reverted, ...byHand];
}
