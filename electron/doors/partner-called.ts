// The partner that a person means by a name: the one called so, or the only one that the name finds.
import { Mistake } from './terminal-failures.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';

export async function partnerCalled({ text }: Terminal, client: ProgramClient, name: string): Promise<string> {
  const { items } = await client.partners.list({
    filter: { search: name },
    sort: { by: 'relevance', direction: 'ascending' },
    offset: 0,
    limit: 10,
  });
  const exact = items.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  const found = exact.length > 0 ? exact : items;
  if (found.length > 1) throw new Mistake(text('ambiguous', { name, names: found.map((one) => one.name).join(', ') }));
  if (!found[0]) throw new Mistake(text('nobody', { name }));
  return found[0].id;
}
