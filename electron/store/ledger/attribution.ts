// Whom a contribution counts for: the partner that employed the person on that day, `independent` when nobody did, null when
// nothing is known. One piece of SQL, used wherever it is asked.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../../shared/values/day.ts';

/** By hand beats imported beats mail domain; of equal ones the later start, then always the same one. An undated entry only fits an affiliation without dates. */
export function attributedPartnerSql(personNum: string, day: string): string {
  return `(SELECT coalesce(a.partner_id, 'independent') FROM affiliations a WHERE a.person_num = ${personNum}
    AND (a.valid_from IS NULL OR a.valid_from <= ${day}) AND (a.valid_to IS NULL OR a.valid_to > ${day})
    ORDER BY a.source_rank, a.valid_from DESC, a.partner_id LIMIT 1)`;
}

/** The same for a Kysely query; arguments are column references written by us, never text from outside. */
export function attributedPartner(personNum: string, day: string): RawBuilder<string | null> {
  return sql.raw<string | null>(attributedPartnerSql(personNum, day));
}

/** What somebody's employer on a day is called, or what else `column` says of the affiliation `a` that decides, or of its partner `p`. */
export function employerOn(personNum: string, day: Day, column: string): RawBuilder<string | null> {
  return sql`(SELECT ${sql.raw(column)} FROM affiliations a LEFT JOIN partners p ON p.id = a.partner_id WHERE a.person_num = ${sql.raw(personNum)}
    AND (a.valid_from IS NULL OR a.valid_from <= ${day}) AND (a.valid_to IS NULL OR a.valid_to > ${day})
    ORDER BY a.source_rank, a.valid_from DESC, a.partner_id LIMIT 1)`;
}
