// Three years of contributions with seasons one would expect: releases, holidays, a hackathon in October, a growing community.
import type { PointsPolicy } from '../../../../shared/contract/policies.ts';
import { addDays, type Day, dayNumber } from '../../../../shared/values/day.ts';
import type { COMPLEXITIES, Complexity, ContributionKind, IMPACTS, Impact, QUALITIES, Quality } from '../../../../shared/vocabulary.ts';
import { scoreContribution } from '../../contributions/points.rules.ts';
import { titleOf } from './demo-words.ts';
import type { Random } from './random.rules.ts';

export interface DemoContribution {
  person: number;
  kind: ContributionKind;
  day: Day;
  title: string;
  link: string | null;
  complexity: Complexity | null;
  impact: Impact | null;
  quality: Quality | null;
  points: number;
}
interface Contributing {
  readonly isBot: boolean;
}

export const DAYS = 3 * 365;
const CONTRIBUTIONS = 20_000;

/** How busy a day is: weekdays, growth, releases twice a year, quarter-ends, October, and the quiet weeks around New Year and Spring Festival. */
function busyness(day: Day, share: number): number {
  const number = dayNumber(day);
  const weekday = number % 7;
  const monthDay = day.slice(5);
  let busy = weekday >= 5 ? 0.3 : 1;
  busy *= 0.55 + share * 0.9;
  if (monthDay >= '12-22' || monthDay <= '01-03') busy *= 0.35;
  if (monthDay >= '01-25' && monthDay <= '02-10') busy *= 0.6;
  if (monthDay >= '10-01' && monthDay <= '10-31') busy *= 1.5;
  if ((monthDay >= '03-20' && monthDay <= '04-10') || (monthDay >= '09-05' && monthDay <= '09-25')) busy *= 1.35;
  if (/^(?:03|06|09|12)-2[0-9]/.test(monthDay)) busy *= 1.2;
  if (monthDay >= '07-20' && monthDay <= '08-20') busy *= 0.75;
  return busy;
}

const KIND_WEIGHTS: readonly (readonly [ContributionKind, number])[] = [
  ['code', 30],
  ['bug_fix', 18],
  ['documentation', 14],
  ['translation', 7],
  ['review', 19],
  ['community_support', 9],
  ['other', 3],
];

export function makeContributions(
  random: Random,
  people: readonly Contributing[],
  given: { today: Day; policy: PointsPolicy },
  start: Day,
): DemoContribution[] {
  const weights = Array.from({ length: DAYS }, (_, index) => busyness(addDays(start, index), index / DAYS));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  // Everyone has a first day, an appetite, and most of them a last day; a few do very much.
  const lives = people.map((person) => {
    const from = person.isBot ? 0 : Math.floor(random.next() ** 1.4 * DAYS * 0.95);
    const stays = random.chance(0.45) ? DAYS : 20 + random.below(500);
    return {
      from,
      until: person.isBot ? DAYS : Math.min(DAYS, from + stays),
      appetite: person.isBot ? 1.5 : 0.05 + random.next() ** 4 * 6,
    };
  });
  const contributions: DemoContribution[] = [];
  // Half an entry ahead, so that rounding never loses the last one.
  let owed = 0.5;
  const newcomers: number[] = [];
  for (let index = 0; index < DAYS; index += 1) {
    owed += ((weights[index] as number) / all) * CONTRIBUTIONS;
    const present = lives.flatMap((life, person) => (index >= life.from && index <= life.until ? [[person, life.appetite] as const] : []));
    newcomers.push(...lives.flatMap((life, person) => (life.from === index ? [person] : [])));
    for (; owed >= 1; owed -= 1) {
      // Everyone's first day comes with something done.
      const person = newcomers.shift() ?? random.weighted(present);
      contributions.push(oneContribution(random, person, people, addDays(start, index), contributions.length, given.policy));
    }
  }
  return contributions;
}

/** Most work is on the core; texts have a place of their own. */
function repositoryOf(kind: ContributionKind, number: number): string {
  if (kind === 'documentation' || kind === 'translation') return 'docs';
  return ['core', 'core', 'core', 'operator', 'cli', 'core', 'console'][number % 7] ?? 'core';
}

/** One entry of a person and a day; of a kind of its own where none is given. */
export function oneContribution(
  random: Random,
  person: number,
  people: readonly Contributing[],
  day: Day,
  number: number,
  policy: PointsPolicy,
  given?: ContributionKind,
): DemoContribution {
  const bot = people[person]?.isBot ?? false;
  const kind = given ?? (bot ? 'code' : random.weighted(KIND_WEIGHTS));
  const rated = !bot && random.chance(0.85);
  const factors = {
    kind,
    complexity: rated
      ? random.weighted([
          ['trivial', 12],
          ['low', 28],
          ['medium', 38],
          ['high', 17],
          ['critical', 5],
        ] as const satisfies readonly (readonly [(typeof COMPLEXITIES)[number], number])[])
      : null,
    impact: rated
      ? random.weighted([
          ['local', 34],
          ['module', 38],
          ['project', 22],
          ['ecosystem', 6],
        ] as const satisfies readonly (readonly [(typeof IMPACTS)[number], number])[])
      : null,
    quality: rated
      ? random.weighted([
          ['poor', 4],
          ['fair', 18],
          ['good', 58],
          ['excellent', 20],
        ] as const satisfies readonly (readonly [(typeof QUALITIES)[number], number])[])
      : null,
  };
  return {
    person,
    day,
    title: bot ? `Update dependency ${number % 90}` : titleOf(kind, random.pick),
    link: random.chance(0.88)
      ? `https://git.example/platform/${repositoryOf(kind, number)}/${kind === 'review' || kind === 'code' || kind === 'bug_fix' ? 'pull' : 'item'}/${number + 1}`
      : null,
    ...factors,
    points: scoreContribution(policy, factors),
  };
}
