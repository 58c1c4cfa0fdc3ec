// People as they are asked for.
import { readPointsPolicy } from '../policies/policies.queries.ts';
import { answer, failed, today } from '../procedure.ts';
import { levelOf, nextLevel } from './levels.rules.ts';
import { findPerson, listPeople } from './people.queries.ts';

export const peopleProcedures = {
  list: answer.people.list.handler(async ({ input, context }) => {
    const { policy } = await readPointsPolicy(context.store.read);
    const { items, total } = await listPeople(context.store.read, input.filter, input.sort, input, { policy, today: today(context) });
    return { total, items: items.map((person) => ({ ...person, level: levelOf(policy, person.points) })) };
  }),

  get: answer.people.get.handler(async ({ input, context }) => {
    const found = await findPerson(context.store.read, input.personId, today(context));
    if (!found) throw failed('NOT_FOUND', { what: 'person' });
    const { policy } = await readPointsPolicy(context.store.read);
    const { summary, ...rest } = found;
    return { ...summary, ...rest, level: levelOf(policy, summary.points), nextLevel: nextLevel(policy, summary.points) };
  }),
};
