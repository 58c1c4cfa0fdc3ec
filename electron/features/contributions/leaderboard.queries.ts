// Who contributed most. Bots, and people who opted out of published lists, are left out.
import { sql } from 'kysely';
import type { LeaderboardItem } from '../../../shared/contract/contributions.ts';
import type { Day } from '../../../shared/values/day.ts';
import type { Reader } from '../../store/database.ts';
import { employerOn } from '../../store/ledger/attribution.ts';
import type { ProgramContext } from '../procedure.ts';
import { rankWithTies } from './leaderboard.rules.ts';
import { type LeaderboardQuery, readStandings } from './standings.queries.ts';

export async function leaderboard(
  services: Pick<ProgramContext, 'store' | 'ledgerIndex'>,
  query: LeaderboardQuery,
  today: Day,
): Promise<{ items: LeaderboardItem[]; total: number; optedOut: number }> {
  const { standings, total, optedOut } = await readStandings(services, query);
  const people = await peopleByNumber(
    services.store.read,
    standings.map(({ person }) => person),
    today,
  );
  const items = rankWithTies(standings).map(({ rank, row: { person: num, ...sums } }) => {
    const person = people.get(num);
    return {
      rank,
      personId: person?.id ?? '',
      name: person?.name ?? '',
      login: person?.login ?? null,
      ...sums,
      partner: person?.partner ?? null,
    };
  });
  return { items, total, optedOut };
}

interface BoardPerson {
  id: string;
  name: string;
  login: string | null;
  partner: { id: string; name: string } | null;
}

async function peopleByNumber(reader: Reader, numbers: readonly number[], today: Day): Promise<Map<number, BoardPerson>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<Omit<BoardPerson, 'partner'> & { num: number; partnerId: string | null; partnerName: string | null }>`
    SELECT h.num, h.id, h.name, (SELECT i.login FROM identities i WHERE i.person_num = h.num AND i.login IS NOT NULL ORDER BY i.num LIMIT 1) AS login,
      p.id AS partner_id, p.name AS partner_name
    FROM json_each(${JSON.stringify(numbers)}) n JOIN people h ON h.num = n.value
    LEFT JOIN partners p ON p.id = ${employerOn('h.num', today, 'a.partner_id')}`.execute(reader);
  return new Map(
    rows.map(({ num, partnerId, partnerName, ...person }) => [
      num,
      { ...person, partner: partnerId ? { id: partnerId, name: partnerName ?? '' } : null },
    ]),
  );
}
