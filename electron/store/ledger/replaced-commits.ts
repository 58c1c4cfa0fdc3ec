// What imports reversed because a pull request came in its place, and what becomes of it when such an import is taken back.
import { comesFromStanding } from './entries.ts';
import { stands } from './pull-request-commits.ts';
import { isPullRequest } from './source-keys.ts';

const newestRevision = (row: string, among = '') =>
  `(SELECT max(x.revision) FROM ledger_entries x WHERE x.external_key = ${row}.external_key ${among})`;

/**
 * SQL that yields, for `giveBack`, what was reversed for pull requests and has no reason to stay away: every import that took it was taken
 * back, no request of it counts, and nothing came for it since. `requests` yields their keys. A request may have been replaced by later
 * imports under its key, so that not the one that is taken back last took the commits away. `beingReverted` is the import on its way out.
 */
export const replacedBy = (requests: string, beingReverted = 0) => `
  WITH gone AS MATERIALIZED (SELECT DISTINCT x.import_num, x.source_line, x.external_key
      FROM (SELECT DISTINCT q.external_key FROM (${requests}) q) q CROSS JOIN ledger_entries x ON x.external_key = q.external_key
        CROSS JOIN imports p ON p.num = x.import_num AND (p.state = 'reverted' OR p.num = ${Number(beingReverted)})
      WHERE x.source_line IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_entries s WHERE s.external_key = q.external_key AND s.state = 'accepted' AND ${stands('s', 'main')}))
  SELECT DISTINCT o.seq, n.revision + 1 AS revision
  FROM (SELECT DISTINCT import_num FROM gone) i CROSS JOIN imports p ON p.num = i.import_num
    CROSS JOIN ledger_entries r ON r.seq BETWEEN p.first_seq AND p.last_seq AND r.state = 'reversal'
    CROSS JOIN gone g ON g.import_num = r.import_num AND g.source_line = r.source_line AND g.external_key <> r.external_key
    CROSS JOIN ledger_entries o ON o.seq = r.reverses AND ${comesFromStanding('o')}
    CROSS JOIN ledger_entries n ON n.external_key = r.external_key AND n.revision = ${newestRevision('r')}
  WHERE n.state = 'reversal' AND n.import_num = r.import_num AND n.source_line = r.source_line`;

/**
 * SQL for what an entry `seq` stands for by now if it is a reversal for a pull request: what it reversed, once the import that took that
 * was taken back, unless something else that stands, or a person, has the request count.
 */
export const standsInPlaceOf = (seq: string) => `
  SELECT o.seq FROM ledger_entries r JOIN imports p ON p.num = r.import_num AND p.state = 'reverted' JOIN ledger_entries o ON o.seq = r.reverses
  WHERE r.seq = ${seq} AND r.state = 'reversal' AND r.reason IS NULL AND ${comesFromStanding('o')}
    AND NOT (o.import_num IS r.import_num AND o.source_line IS r.source_line)
    AND NOT EXISTS (SELECT 1 FROM ledger_entries q JOIN ledger_entries s ON s.external_key = q.external_key
      WHERE q.seq BETWEEN p.first_seq AND p.last_seq AND q.source_line = r.source_line AND q.external_key <> r.external_key AND ${isPullRequest('q')}
        AND s.state = 'accepted' AND s.revision = ${newestRevision('q', `AND x.state <> 'reversal'`)} AND ${comesFromStanding('s')})`;
