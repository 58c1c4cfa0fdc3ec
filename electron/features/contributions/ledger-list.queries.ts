// Entries as lists and exports show them, by their sequence numbers and in the order given.
import { sql } from 'kysely';
import type { ContributionListItem } from '../../../shared/contract/contributions.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import { partnerNames } from './contributions.queries.ts';

type Values = [
  seq: number,
  since: string | null,
  day: string | null,
  kind: ContributionListItem['kind'],
  title: string,
  link: string | null,
  points: number,
  state: ContributionListItem['state'],
  personId: string,
  personName: string,
  partnerId: string | null,
];

export async function listedEntries(reader: Reader, seqs: Iterable<number>): Promise<ContributionListItem[]> {
  const wanted = JSON.stringify([...seqs]);
  const { rows } = await sql<{ list: string }>`
    SELECT json_group_array(json_array(e.seq, e.since, e.day, e.kind, e.title, e.link, e.points, e.state, h.id, h.name,
      ${attributedPartner('i.person_num', 'e.day')}) ORDER BY n.key) AS list
    FROM json_each(${wanted}) n CROSS JOIN ledger_entries e ON e.seq = n.value
    JOIN identities i ON i.num = e.identity_num JOIN people h ON h.num = i.person_num`.execute(reader);
  const list = JSON.parse(rows[0]?.list ?? '[]') as Values[];
  const names = await partnerNames(
    reader,
    list.map((values) => values[10]),
  );
  return list.map(([seq, since, day, kind, title, link, points, state, personId, personName, partnerId]) => ({
    id: String(seq),
    since,
    day,
    kind,
    title,
    link,
    points,
    state,
    person: { id: personId, name: personName },
    partner: partnerId === null ? null : { id: partnerId, name: names.get(partnerId) ?? '' },
  }));
}
