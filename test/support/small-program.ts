// A small program as plain data, and how it gets into a real workspace. What a test expects is computed from the data.

import type { SqlConnection, SqlValue } from '../../electron/store/connection.ts';
import type { Store } from '../../electron/store/database.ts';
import { addToRollups, recomputePeople } from '../../electron/store/ledger/rollups.ts';
import { followRemovedPartners } from '../../electron/store/people/removed-partners.ts';
import { AFFILIATION_SOURCES, type AffiliationSource, type ContributionKind } from '../../shared/vocabulary.ts';

export interface SmallPartner {
  id: string;
  name: string;
  type: string | null;
  status: string;
  region?: string | null;
  joinedOn: string | null;
  deleted: boolean;
  tiers: { tier: string; from: string | null; until: string | null }[];
}

export interface SmallAffiliation {
  /** Index into the people, as everywhere here. */
  person: number;
  partner: number;
  from: string | null;
  until: string | null;
  source: AffiliationSource;
}

export interface SmallEntry {
  person: number;
  /** Which of the person's two identities. */
  identity: 0 | 1;
  kind: ContributionKind;
  day: string | null;
  points: number;
  link: string | null;
  /** `Entry` and its index without one. */
  title?: string;
  repository?: string | null;
  state: 'accepted' | 'rejected';
  /** Taken back later by a reversal. */
  reversed: boolean;
}

export interface SmallActivity {
  kind: string;
  day: string;
  partners: number[];
  deleted: boolean;
  followUpOn: string | null;
  followUpDone: boolean;
}

export interface SmallProgram {
  partners: SmallPartner[];
  people: { name: string; isBot: boolean }[];
  affiliations: SmallAffiliation[];
  entries: SmallEntry[];
  activities: SmallActivity[];
}

const AT = '2026-01-01T00:00:00.000Z';

export function personId(index: number): string {
  return `person-${index}`;
}

async function insert(connection: SqlConnection, table: string, columns: string[], rows: SqlValue[][]): Promise<void> {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  await connection.run(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`, [JSON.stringify(rows)]);
}

/** Entries go in as imports bring them: a first part, and then the rest with everything that takes back. */
export async function writeSmallProgram(store: Store, small: SmallProgram): Promise<void> {
  await store.writeBulk(null, async (connection) => {
    await insert(
      connection,
      'partners',
      ['id', 'name', 'name_key', 'type', 'status', 'region', 'joined_on', 'created_at', 'deleted_at'],
      small.partners.map((one) => [
        one.id,
        one.name,
        one.name.toLowerCase(),
        one.type,
        one.status,
        one.region ?? null,
        one.joinedOn,
        AT,
        one.deleted ? AT : null,
      ]),
    );
    await insert(
      connection,
      'partner_tiers',
      ['id', 'partner_id', 'tier', 'valid_from', 'valid_to'],
      small.partners.flatMap((one) =>
        one.tiers.map((step, index) => [`${one.id}-tier-${index}`, one.id, step.tier, step.from, step.until]),
      ),
    );
    await insert(
      connection,
      'people',
      ['num', 'id', 'name', 'name_key', 'is_bot', 'created_at'],
      small.people.map((one, index) => [index + 1, personId(index), one.name, one.name.toLowerCase(), one.isBot ? 1 : 0, AT]),
    );
    await insert(
      connection,
      'identities',
      ['num', 'id', 'source', 'identity_key', 'person_num'],
      small.people.flatMap((_, index) =>
        [0, 1].map((which) => [index * 2 + which + 1, `identity-${index}-${which}`, 'test', `key-${index}-${which}`, index + 1]),
      ),
    );
    await insert(
      connection,
      'affiliations',
      ['id', 'person_num', 'partner_id', 'valid_from', 'valid_to', 'source', 'source_rank'],
      // What a mail domain says of a partner in the bin is not kept.
      small.affiliations
        .filter((one) => !(one.source === 'email_domain' && small.partners[one.partner]?.deleted))
        .map((one, index) => [
          `affiliation-${index}`,
          one.person + 1,
          small.partners[one.partner]?.id ?? '',
          one.from,
          one.until,
          one.source,
          AFFILIATION_SOURCES.indexOf(one.source),
        ]),
    );
    await insert(
      connection,
      'activities',
      ['id', 'kind', 'day', 'title', 'follow_up_on', 'follow_up_done', 'created_at', 'deleted_at'],
      small.activities.map((one, index) => [
        `activity-${index}`,
        one.kind,
        one.day,
        `Activity ${index}`,
        one.followUpOn,
        one.followUpDone ? 1 : 0,
        AT,
        one.deleted ? AT : null,
      ]),
    );
    await insert(
      connection,
      'activity_partners',
      ['activity_id', 'partner_id'],
      small.activities.flatMap((one, index) => one.partners.map((partner) => [`activity-${index}`, small.partners[partner]?.id ?? ''])),
    );
    await followRemovedPartners(connection);
    await writeEntries(connection, small.entries);
  });
}

async function writeEntries(connection: SqlConnection, entries: readonly SmallEntry[]): Promise<void> {
  const columns = [
    'seq',
    'external_key',
    'revision',
    'state',
    'reverses',
    'identity_num',
    'kind',
    'day',
    'title',
    'link',
    'points',
    'policy_version',
    'rejected_because',
    'recorded_at',
    'repository',
  ];
  const accepted = entries.map((one, index): SqlValue[] => [
    index + 1,
    `test/${index}`,
    1,
    one.state,
    null,
    one.person * 2 + one.identity + 1,
    one.kind,
    one.day,
    one.title ?? `Entry ${index}`,
    one.link,
    one.points,
    1,
    one.state === 'rejected' ? 'by_hand' : null,
    AT,
    one.repository ?? null,
  ]);
  const reversals = entries
    .flatMap((one, index) => (one.reversed ? [{ one, index }] : []))
    .map(({ one, index }, order): SqlValue[] => [
      entries.length + order + 1,
      `test/${index}`,
      2,
      'reversal',
      index + 1,
      one.person * 2 + one.identity + 1,
      one.kind,
      one.day,
      one.title ?? `Entry ${index}`,
      one.link,
      -one.points,
      1,
      one.state === 'rejected' ? 'by_hand' : null,
      AT,
      one.repository ?? null,
    ]);
  const half = Math.floor(accepted.length / 2);
  const parts = [accepted.slice(0, half), [...accepted.slice(half), ...reversals]];
  let last = 0;
  for (const rows of parts.filter((part) => part.length > 0)) {
    await insert(connection, 'ledger_entries', columns, rows);
    await addToRollups(connection, last + 1, last + rows.length);
    last += rows.length;
  }
  if (reversals.length > 0) {
    await recomputePeople(
      connection,
      `SELECT i.person_num FROM ledger_entries e JOIN identities i ON i.num = e.identity_num WHERE e.state = 'reversal'`,
    );
  }
}
