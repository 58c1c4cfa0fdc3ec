// The people a form offers for an activity: those of its partners, each under a text of their own.
import { useQuery } from '@tanstack/react-query';
import { program } from '../../app/client.ts';

/** By the text that is offered, whose it is. People of one name are told apart by address or login. */
export function useOfferedPeople(partnerIds: string[]): ReadonlyMap<string, string> {
  const filter = { partnerIds };
  const { data } = useQuery({
    ...program().people.list.queryOptions({ input: { filter, sort: { by: 'name', direction: 'ascending' }, limit: 500 } }),
    enabled: partnerIds.length > 0,
  });
  const people = partnerIds.length > 0 ? (data?.items ?? []) : [];
  const named = Map.groupBy(people, ({ name }) => name);
  return new Map(
    people.map(({ id, name, email, login }) => {
      const apart = email ?? (login === null ? null : `@${login}`);
      return [named.get(name)?.length === 1 || apart === null ? name : `${name} (${apart})`, id];
    }),
  );
}
