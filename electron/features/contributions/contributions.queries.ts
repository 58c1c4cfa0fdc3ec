// Reading the ledger: lists under one filter, and one entry with everything that explains it.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { ContributionDetail, ContributionFilter, ContributionListItem } from '../../../shared/contract/contributions.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import type { Reader } from '../../store/database.ts';
import { attributedPartner } from '../../store/ledger/attribution.ts';
import { STANDING } from '../../store/ledger/counting.ts';
import { containing } from '../../store/like.ts';
import type { Tables } from '../../store/tables.ts';
import type { Order } from './ledger-selection.rules.ts';

type Entries = SelectQueryBuilder<
  Tables & { e: Tables['ledgerEntries']; i: Tables['identities']; h: Tables['people'] },
  'e' | 'i' | 'h',
  object
>;

function entries(reader: Reader, filter: ContributionFilter): Entries {
  let query = reader
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .innerJoin('people as h', 'h.num', 'i.personNum') as unknown as Entries;
  if (filter.from) query = query.where('e.day', '>=', filter.from);
  if (filter.to) query = query.where('e.day', '<=', filter.to);
  if (filter.repository) query = query.where('e.repository', '=', filter.repository);
  if (filter.undated) query = query.where('e.day', 'is', null);
  if (filter.bots) query = query.where('h.isBot', '=', filter.bots === 'only' ? 1 : 0);
  if (filter.kinds?.length) query = query.where('e.kind', 'in', filter.kinds);
  // Without a wish for states, what counts is shown.
  query = filter.states?.length ? query.where('e.state', 'in', filter.states) : query.where(STANDING);
  if (filter.personId) query = query.where('h.id', '=', filter.personId);
  if (filter.importId) {
    query = query.where('e.importNum', '=', (eb) =>
      eb
        .selectFrom('imports')
        .select('num')
        .where('id', '=', filter.importId as string),
    );
  }
  if (filter.partnerId) query = query.where(ofPartner(filter.partnerId));
  if (filter.exceptPartnerIds) query = query.where(ofAnotherPartner(filter.exceptPartnerIds));
  if (filter.region !== undefined) query = query.where(ofRegion(filter.region));
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = containing(search);
    query = query.where(
      sql<boolean>`(e.title LIKE ${pattern} ESCAPE '\\' OR h.name_key LIKE ${pattern} ESCAPE '\\' OR e.link LIKE ${pattern} ESCAPE '\\')`,
    );
  }
  return query;
}

const PARTNER_ON_THE_DAY = attributedPartner('i.person_num', 'e.day');

function ofPartner(partnerId: string) {
  if (partnerId === 'unknown') return sql<boolean>`${PARTNER_ON_THE_DAY} IS NULL`;
  if (partnerId === 'independent')
    return sql<boolean>`(i.person_num IN (SELECT f.person_num FROM affiliations f WHERE f.partner_id IS NULL) AND ${PARTNER_ON_THE_DAY} = 'independent')`;
  return sql<boolean>`(i.person_num IN (SELECT f.person_num FROM affiliations f WHERE f.partner_id = ${partnerId}) AND ${PARTNER_ON_THE_DAY} = ${partnerId})`;
}

function ofAnotherPartner(partnerIds: readonly string[]) {
  return sql<boolean>`(${PARTNER_ON_THE_DAY} NOT IN (${sql.join(['independent', ...partnerIds])}))`;
}

function ofRegion(region: string) {
  return sql<boolean>`coalesce((SELECT p.region FROM partners p WHERE p.id = ${PARTNER_ON_THE_DAY}), '') = ${region}`;
}

function orderOf(sort: Order) {
  const column = sort.by === 'points' ? 'e.points' : sort.by === 'day' ? 'e.day' : 'e.seq';
  return { column, direction: sort.direction === 'ascending' ? 'asc' : 'desc' } as const;
}

/** A page by scanning the ledger, for as long as its columns are not made; {@link listLedger} answers the contract. */
export async function listContributions(
  reader: Reader,
  filter: ContributionFilter,
  sort: Order,
  page: { offset: number; limit: number },
): Promise<{ items: ContributionListItem[]; total: number; points: number }> {
  const { column, direction } = orderOf(sort);
  const [rows, totals] = await Promise.all([
    entries(reader, filter)
      .select([
        'e.seq',
        'e.since',
        'e.day',
        'e.kind',
        'e.title',
        'e.link',
        'e.points',
        'e.state',
        'h.id as personId',
        'h.name as personName',
        PARTNER_ON_THE_DAY.as('partnerId'),
      ])
      .orderBy(column, direction)
      .orderBy('e.seq', direction)
      .offset(page.offset)
      .limit(page.limit)
      .execute(),
    entries(reader, filter)
      .select((eb) => [eb.fn.countAll<number>().as('total'), eb.fn.coalesce(eb.fn.sum<number>('e.points'), sql<number>`0`).as('points')])
      .executeTakeFirstOrThrow(),
  ]);
  const names = await partnerNames(
    reader,
    rows.map((row) => row.partnerId),
  );
  return {
    total: totals.total,
    points: totals.points,
    items: rows.map((row) => ({
      id: String(row.seq),
      since: row.since,
      day: row.day,
      kind: row.kind,
      title: row.title,
      link: row.link,
      points: row.points,
      state: row.state,
      person: { id: row.personId, name: row.personName },
      partner: row.partnerId === null ? null : { id: row.partnerId, name: names.get(row.partnerId) ?? '' },
    })),
  };
}

/** Sequence numbers of all that matches, in order. */
export async function scannedRows(reader: Reader, filter: ContributionFilter, sort: Order): Promise<Uint32Array> {
  const { column, direction } = orderOf(sort);
  const matching = entries(reader, filter).select('e.seq').orderBy(column, direction).orderBy('e.seq', direction);
  const { rows } = await sql<{ list: string }>`SELECT json_group_array(seq) AS list FROM (${matching})`.execute(reader);
  return Uint32Array.from(JSON.parse(rows[0]?.list ?? '[]') as number[]);
}

export async function scannedRepositories(reader: Reader, most: number): Promise<string[]> {
  const { rows } = await sql<{ repository: string }>`
    SELECT DISTINCT repository FROM ledger_entries WHERE repository IS NOT NULL ORDER BY repository LIMIT ${most}`.execute(reader);
  return rows.map((row) => row.repository);
}

export async function partnerNames(reader: Reader, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((one) => one !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await reader.selectFrom('partners').select(['id', 'name']).where('id', 'in', wanted).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function findContribution(reader: Reader, seq: number) {
  const row = await reader
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .innerJoin('people as h', 'h.num', 'i.personNum')
    .leftJoin('imports as m', 'm.num', 'e.importNum')
    .leftJoin('ledgerEntries as r', 'r.reverses', 'e.seq')
    .selectAll('e')
    .select([
      'h.id as personId',
      'h.name as personName',
      'm.id as importId',
      'm.fileName',
      'm.appliedAt',
      'r.seq as reversedBy',
      'i.personNum',
    ])
    .select(PARTNER_ON_THE_DAY.as('partnerId'))
    .where('e.seq', '=', seq)
    .executeTakeFirst();
  if (!row) return undefined;
  const [affiliation, policy, history] = await Promise.all([
    affiliationBehind(reader, row.personNum, row.partnerId, row.day),
    reader.selectFrom('policies').select('body').where('kind', '=', 'points').where('version', '=', row.policyVersion).executeTakeFirst(),
    historyUnder(reader, row.externalKey),
  ]);
  return { row, affiliation, policyBody: policy?.body, history };
}

/** The affiliation that decided whom an entry counts for. */
async function affiliationBehind(reader: Reader, personNum: number, partnerId: string | null, day: string | null) {
  if (partnerId === null) return undefined;
  const { rows } = await sql<{ id: string | null; name: string | null; source: string; evidence: string }>`
    SELECT p.id, p.name, a.source, a.evidence FROM affiliations a LEFT JOIN partners p ON p.id = a.partner_id
    WHERE a.person_num = ${personNum} AND coalesce(a.partner_id, 'independent') = ${partnerId}
      AND (a.valid_from IS NULL OR a.valid_from <= ${day}) AND (a.valid_to IS NULL OR a.valid_to > ${day})
    ORDER BY a.source_rank, a.valid_from DESC LIMIT 1`.execute(reader);
  const found = rows[0];
  return found && { partner: { id: found.id ?? 'independent', name: found.name ?? '' }, source: found.source, evidence: found.evidence };
}

async function historyUnder(reader: Reader, externalKey: string): Promise<ContributionDetail['history']> {
  const rows = await reader
    .selectFrom('ledgerEntries as e')
    .leftJoin('imports as m', 'm.num', 'e.importNum')
    .select([
      'e.seq',
      'e.revision',
      'e.state',
      'e.kind',
      'e.day',
      'e.points',
      'e.policyVersion',
      'e.rejectedBecause',
      'e.reason',
      'e.recordedAt',
      'm.appliedAt',
    ])
    .where('e.externalKey', '=', externalKey)
    .orderBy('e.revision')
    .execute();
  return rows.map(({ seq, recordedAt, appliedAt, ...one }) => ({ ...one, id: String(seq), recordedAt: recordedAt ?? appliedAt ?? '' }));
}
