// What to look at before rewards go out: shares, bursts of entries on one day, people who reviewed what they wrote.
import { sql } from 'kysely';
import type { Fairness } from '../../../shared/contract/recognition.ts';
import type { Period } from '../../../shared/values/period.ts';
import type { ProgramContext } from '../procedure.ts';
import { entriesOf, namedAsKey, namedPartners, readCuts } from './shares.queries.ts';

/** More entries of one person on one day than this are worth a look. */
const BURST = 10;
const SHOWN = 50;

export async function readFairness(services: Pick<ProgramContext, 'store' | 'ledgerIndex'>, period: Period): Promise<Fairness> {
  const reader = services.store.read;
  const [{ cuts }, bursts, selfReviews] = await Promise.all([
    readCuts(services, period, null),
    sql<{ id: string; name: string; day: string; entries: number; points: number }>`
      SELECT h.id, h.name, e.day, count(*) AS entries, sum(e.points) AS points ${entriesOf(period)}
      GROUP BY h.num, e.day HAVING count(*) > ${BURST} ORDER BY entries DESC, points DESC, h.num LIMIT ${SHOWN}`.execute(reader),
    sql<{ id: string; name: string; link: string; reviewId: number; entryId: number }>`
      WITH mine AS MATERIALIZED (SELECT h.num, h.id, h.name, e.seq, e.kind, e.link ${entriesOf(period)} AND e.link IS NOT NULL)
      SELECT v.id, v.name, v.link, v.seq AS review_id, min(w.seq) AS entry_id FROM mine v JOIN mine w ON w.num = v.num AND w.link = v.link
      WHERE v.kind = 'review' AND w.kind <> 'review' GROUP BY v.seq ORDER BY v.seq DESC LIMIT ${SHOWN}`.execute(reader),
  ]);
  return {
    points: cuts.kind.reduce((sum, share) => sum + share.points, 0),
    byKind: namedAsKey(cuts.kind),
    byPartner: await namedPartners(reader, cuts.partner),
    byRegion: namedAsKey(cuts.region),
    bursts: bursts.rows.map(({ id, name, ...row }) => ({ person: { id, name }, ...row })),
    selfReviews: selfReviews.rows.map(({ id, name, link, reviewId, entryId }) => ({
      person: { id, name },
      link,
      reviewId: String(reviewId),
      entryId: String(entryId),
    })),
  };
}
