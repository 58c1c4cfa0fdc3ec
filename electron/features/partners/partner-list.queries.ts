// The directory: one filter and every way of sorting, behind table, drawer, export and report alike.
import { type RawBuilder, sql } from 'kysely';
import type { PartnerFilter, PartnerListItem } from '../../../shared/contract/partners.ts';
import { addDays, type Day } from '../../../shared/values/day.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { PARTNER_TIERS, PARTNER_TYPES } from '../../../shared/vocabulary.ts';
import type { Reader } from '../../store/database.ts';
import { containing, escapedForLike } from '../../store/like.ts';

export type PartnerSort = {
  by: 'relevance' | 'name' | 'tier' | 'type' | 'status' | 'joinedOn' | 'lastActivityOn' | 'people' | 'points';
  direction: 'ascending' | 'descending';
};

/** A partner's tier on a day, or now; `community` when history is silent. */
export function tierOn(partnerId: RawBuilder<unknown>, day: Day | undefined): RawBuilder<string> {
  const when = day
    ? sql`(t.valid_from IS NULL OR t.valid_from <= ${day}) AND (t.valid_to IS NULL OR t.valid_to > ${day})`
    : sql`t.valid_to IS NULL`;
  return sql<string>`coalesce((SELECT t.tier FROM partner_tiers t WHERE t.partner_id = ${partnerId} AND ${when} ORDER BY t.valid_from DESC LIMIT 1), 'community')`;
}

/** SQLite's LIKE folds the case of plain Latin letters only; other letters, and wide ones, are tried as people write them. */
function spellings(search: string): string[] {
  const typed = search.trim();
  const found = [textKey(search), typed.toLowerCase(), typed.toUpperCase(), typed];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is plain ASCII
  return found.every((one) => /^[\x00-\x7f]*$/.test(one)) ? [textKey(search)] : [...new Set(found)];
}

function oneOf(column: RawBuilder<unknown>, values: readonly string[] | undefined): RawBuilder<unknown>[] {
  if (!values?.length) return [];
  const named = values.filter((value) => value !== 'missing');
  const parts = [];
  if (named.length > 0) parts.push(sql`${column} IN (${sql.join(named)})`);
  if (named.length < values.length) parts.push(sql`${column} IS NULL`);
  return [sql`(${sql.join(parts, sql` OR `)})`];
}

/** Conditions over `p`, which has `tier` and `last_activity_on` computed. */
function conditions(filter: PartnerFilter, today: Day): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [
    ...oneOf(sql`p.type`, filter.types),
    ...oneOf(sql`p.tier`, filter.tiers),
    ...oneOf(sql`p.status`, filter.statuses),
    ...oneOf(sql`p.owner`, filter.owners),
    ...oneOf(sql`p.region`, filter.regions),
  ];
  if (filter.areas?.length) found.push(sql`EXISTS (SELECT 1 FROM json_each(p.areas) WHERE value IN (${sql.join(filter.areas)}))`);
  if (filter.asOf) found.push(sql`(p.joined_on IS NULL OR p.joined_on <= ${filter.asOf})`);
  if (filter.joinedFrom) found.push(sql`p.joined_on >= ${filter.joinedFrom}`);
  if (filter.joinedTo) found.push(sql`p.joined_on <= ${filter.joinedTo}`);
  if (filter.quietForDays)
    found.push(sql`(p.last_activity_on IS NULL OR p.last_activity_on <= ${addDays(filter.asOf ?? today, -filter.quietForDays)})`);
  const search = textKey(filter.search ?? '');
  if (search !== '') {
    const pattern = containing(search);
    const written = spellings(filter.search ?? '').map(containing);
    const says = (column: RawBuilder<unknown>) =>
      sql.join(
        written.map((one) => sql`${column} LIKE ${one} ESCAPE '\\'`),
        sql` OR `,
      );
    found.push(sql`(p.name_key LIKE ${pattern} ESCAPE '\\' OR ${says(sql`p.name`)} OR ${says(sql`p.notes`)} OR ${says(sql`p.owner`)} OR ${says(sql`p.region`)}
      OR EXISTS (SELECT 1 FROM partner_domains d WHERE d.partner_id = p.id AND d.domain LIKE ${pattern} ESCAPE '\\'))`);
  }
  return found;
}

function rankOf(column: RawBuilder<unknown>, order: readonly string[]): RawBuilder<unknown> {
  return sql`CASE ${column} ${sql.join(
    order.map((value, index) => sql`WHEN ${value} THEN ${index}`),
    sql` `,
  )} ELSE -1 END`;
}

/** Text match first, then how complete the profile is, then tier, then how recent the last activity is. Never the name. */
function relevance(filter: PartnerFilter): RawBuilder<unknown> {
  const search = textKey(filter.search ?? '');
  // A bare number would mean a column's place in ORDER BY, so without a search there is no such term at all.
  const match =
    search === ''
      ? sql``
      : sql`CASE WHEN p.name_key = ${search} THEN 0 WHEN p.name_key LIKE ${`${escapedForLike(search)}%`} ESCAPE '\\' THEN 1
          WHEN p.name_key LIKE ${`% ${escapedForLike(search)}%`} ESCAPE '\\' THEN 2 WHEN p.name_key LIKE ${containing(search)} ESCAPE '\\' THEN 3 ELSE 4 END, `;
  const complete = sql`(p.type IS NOT NULL) + (p.owner IS NOT NULL) + (p.region IS NOT NULL) + (p.joined_on IS NOT NULL) + (p.website IS NOT NULL) + (p.contacts <> '[]') + (p.areas <> '[]')`;
  return sql`${match}${complete} DESC, ${rankOf(sql`p.tier`, PARTNER_TIERS)} DESC, p.last_activity_on DESC NULLS LAST, p.id`;
}

/** People with an affiliation to `p` that holds on the day. */
function peopleOf(today: Day): RawBuilder<unknown> {
  return sql`(SELECT count(DISTINCT f.person_num) FROM affiliations f WHERE f.partner_id = p.id AND (f.valid_from IS NULL OR f.valid_from <= ${today}) AND (f.valid_to IS NULL OR f.valid_to > ${today}))`;
}

const POINTS = sql`coalesce((SELECT sum(r.points) FROM rollups r WHERE r.partner_id = p.id), 0)`;

function order(sort: PartnerSort, filter: PartnerFilter, today: Day): RawBuilder<unknown> {
  const direction = sort.direction === 'ascending' ? sql`ASC` : sql`DESC`;
  const last = sql`NULLS LAST, p.name_key, p.id`;
  switch (sort.by) {
    case 'relevance':
      return relevance(filter);
    case 'tier':
      return sql`${rankOf(sql`p.tier`, PARTNER_TIERS)} ${direction}, p.name_key, p.id`;
    case 'type':
      return sql`${rankOf(sql`p.type`, PARTNER_TYPES)} ${direction}, p.name_key, p.id`;
    case 'status':
      return sql`p.status ${direction}, p.name_key, p.id`;
    case 'joinedOn':
      return sql`p.joined_on ${direction} ${last}`;
    case 'lastActivityOn':
      // Never is longer ago than any day.
      return sql`p.last_activity_on ${direction}, p.name_key, p.id`;
    case 'people':
      return sql`${peopleOf(today)} ${direction}, p.name_key, p.id`;
    case 'points':
      return sql`${POINTS} ${direction}, p.name_key, p.id`;
    case 'name':
      return sql`p.name_key ${direction}, p.id`;
  }
}

const COLLATOR = new Intl.Collator('zh-Hans-u-co-pinyin', { sensitivity: 'base', numeric: true });

/** Latin names first, then Chinese ones by sound. */
function inPeoplesOrder(a: string, b: string): number {
  const chinese = (name: string) => (/^[\u3400-\u9fff]/.test(name) ? 1 : 0);
  return chinese(a) - chinese(b) || COLLATOR.compare(a, b);
}

/** First only who is listed and in which order, then what is shown of one page: the sums of ten thousand partners take too long. */
export async function listPartners(
  reader: Reader,
  filter: PartnerFilter,
  sort: PartnerSort,
  page: { offset: number; limit: number },
  today: Day,
): Promise<{ items: PartnerListItem[]; total: number }> {
  const found = conditions(filter, today);
  const where = found.length > 0 ? sql`WHERE ${sql.join(found, sql` AND `)}` : sql``;
  const base = sql`(SELECT q.*, ${tierOn(sql`q.id`, filter.asOf)} AS tier,
      (SELECT max(d.day) FROM partner_activity_days d WHERE d.partner_id = q.id AND d.day <= ${filter.asOf ?? today}) AS last_activity_on
    FROM partners q WHERE q.deleted_at IS NULL) p`;
  const sorted =
    sort.by === 'name'
      ? await sortedByName(reader, sql`${base} ${where}`, sort)
      : await sortedBySql(reader, sql`${base} ${where}`, order(sort, filter, today));
  const ids = sorted.slice(page.offset, page.offset + page.limit);
  if (ids.length === 0) return { items: [], total: sorted.length };
  const { rows } = await sql<PartnerListItem>`
    SELECT p.id, p.name, p.type, p.tier, p.status, p.owner, p.region, p.joined_on, p.last_activity_on, ${peopleOf(today)} AS people, ${POINTS} AS points
    FROM ${base} WHERE p.id IN (${sql.join(ids)})`.execute(reader);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { items: ids.flatMap((id) => byId.get(id) ?? []), total: sorted.length };
}

async function sortedBySql(reader: Reader, from: RawBuilder<unknown>, by: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT p.id FROM ${from} ORDER BY ${by}`.execute(reader);
  return rows.map((row) => row.id);
}

/** SQLite sorts by code point; people sort Chinese names by sound. */
async function sortedByName(reader: Reader, from: RawBuilder<unknown>, sort: PartnerSort): Promise<string[]> {
  const { rows: names } = await sql<{ id: string; name: string; nameKey: string }>`SELECT p.id, p.name, p.name_key FROM ${from}`.execute(
    reader,
  );
  const sign = sort.direction === 'ascending' ? 1 : -1;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is plain ASCII
  const plain = names.every((row) => /^[\x00-\x7f]*$/.test(row.nameKey));
  const compare = plain
    ? (a: { nameKey: string }, b: { nameKey: string }) => (a.nameKey < b.nameKey ? -1 : a.nameKey > b.nameKey ? 1 : 0)
    : (a: { name: string }, b: { name: string }) => inPeoplesOrder(a.name, b.name);
  return names.sort((a, b) => sign * compare(a, b) || (a.id < b.id ? -1 : 1)).map((row) => row.id);
}
