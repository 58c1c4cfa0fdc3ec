// Who took part in the demo's activities: people whom one of the partners employed on that day, as far as their names tell them apart.
import type { Day } from '../../../../shared/values/day.ts';
import type { DemoActivity, DemoPerson } from './demo-program.rules.ts';
import type { Random } from './random.rules.ts';

const MOST = 3;

/** Indexes into the people, for about half of the activities. */
export function makeAttendance(random: Random, activities: readonly DemoActivity[], people: readonly DemoPerson[]): number[][] {
  const bearers = Map.groupBy(people, (person) => person.name);
  const known = people.map((person, index) => ({ person, index })).filter(({ person }) => bearers.get(person.name)?.length === 1);
  return activities.map(({ day, partners }) => {
    const there = known.filter(({ person }) => person.jobs.some((job) => partners.includes(job.partner) && held(job, day)));
    const came = new Set<number>();
    if (random.chance(0.55))
      for (let one = 0; one < Math.min(MOST, there.length) && (one === 0 || random.chance(0.5)); one += 1)
        came.add(there[random.below(there.length)]?.index as number);
    return [...came];
  });
}

const held = ({ from, until }: DemoPerson['jobs'][number], day: Day) => (from === null || from <= day) && (until === null || day < until);
