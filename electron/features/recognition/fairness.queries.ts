// What to look at before rewards go out: shares, bursts of entries on one day, people who reviewed what they wrote.
import { sql } from 'kysely';
import type { Fairness } from '../../../shared/contract/recognition.ts';
import type { Period } from '../../../shared/values/period.ts';
import type { Reader } from '../../store/database.ts';
import type { ProgramContext } from '../procedure.ts';
import { namedAsKey, namedPartners, namesOf, readCuts } from './shares.queries.ts';

const SHOWN = 50;

export async function readFairness(services: Pick<ProgramContext, 'store' | 'ledgerIndex'>, period: Period): Promise<Fairness> {
  const reader = services.store.read;
  const [{ cuts }, selfReviews] = await Promise.all([readCuts(services, period, null), readSelfReviews(reader, period)]);
  const bursts = cuts.bursts.slice(0, SHOWN);
  const people = await namesOf(
    reader,
    bursts.map(({ person }) => person),
  );
  return {
    points: cuts.kind.reduce((sum, share) => sum + share.points, 0),
    byKind: namedAsKey(cuts.kind),
    byPartner: await namedPartners(reader, cuts.partner),
    byRegion: namedAsKey(cuts.region),
    bursts: bursts.map(({ person, ...sum }) => ({ person: people.get(person) ?? { id: '', name: '' }, ...sum })),
    selfReviews,
  };
}

/**
 * Reviews of entries of the same person that have the same link. Every entry of the period has to be read for its link; one pass over
 * the ledger in its own order is several times quicker than looking them up by their days.
 */
async function readSelfReviews(reader: Reader, { from, to }: Period): Promise<Fairness['selfReviews']> {
  const { rows } = await sql<{ id: string; name: string; link: string; reviewId: number; entryId: number }>`
    WITH reviews AS MATERIALIZED (SELECT i.person_num, e.seq, e.link FROM ledger_entries e NOT INDEXED JOIN identities i ON i.num = e.identity_num
      WHERE e.day BETWEEN ${from} AND ${to} AND e.state = 'accepted' AND e.kind = 'review' AND e.link IS NOT NULL),
    pairs AS MATERIALIZED (SELECT v.person_num, v.link, v.seq AS review, e.seq AS entry FROM ledger_entries e NOT INDEXED
      CROSS JOIN identities i ON i.num = e.identity_num CROSS JOIN reviews v ON v.link = e.link AND v.person_num = i.person_num
      WHERE e.day BETWEEN ${from} AND ${to} AND e.state = 'accepted' AND e.kind <> 'review')
    SELECT h.id, h.name, p.link, p.review AS review_id, min(p.entry) AS entry_id FROM pairs p JOIN people h ON h.num = p.person_num
    WHERE h.is_bot = 0 AND NOT EXISTS (SELECT 1 FROM ledger_entries r WHERE r.reverses IN (p.review, p.entry))
    GROUP BY p.review ORDER BY p.review DESC LIMIT ${SHOWN}`.execute(reader);
  return rows.map(({ id, name, link, reviewId, entryId }) => ({
    person: { id, name },
    link,
    reviewId: String(reviewId),
    entryId: String(entryId),
  }));
}
