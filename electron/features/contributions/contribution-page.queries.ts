// Contributions of a sheet in staging, as they are shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { ROW_STATUSES, type RowStatus } from '../../../shared/vocabulary.ts';
import { isTakeable } from '../../intake/row-mending.ts';
import type { Connection, SqlValue } from '../../store/connection.ts';
import { CONTENT, STATUS } from './contribution-plan.queries.ts';

interface DraftRow extends Record<string, string | number | null> {
  line: number;
  status: number;
}

const SHOWN = ['key', 'email', 'login', 'name', ...CONTENT, 'repository', 'points'] as const;
/** Keys that Trellis made itself say the least. */
const SHOWN_GATHERED = ['name', 'kind', 'day', 'points', 'email', 'login', 'title', 'link', 'source_kind', 'repository', 'key'] as const;

export async function pageOfContributions(
  stage: Connection,
  query: { status: RowStatus | undefined; search: string; offset: number; limit: number },
): Promise<{ items: ChangeSetRow[]; total: number }> {
  const conditions = ['1'];
  const parameters: SqlValue[] = [];
  if (query.status) conditions.push(`d.status = ${STATUS[query.status]}`);
  if (query.search !== '') {
    conditions.push(
      `(d.title LIKE ?1 ESCAPE '\\' OR w.shown LIKE ?1 ESCAPE '\\' OR w.email LIKE ?1 ESCAPE '\\' OR d.external_key LIKE ?1 ESCAPE '\\')`,
    );
    parameters.push(`%${query.search.replace(/[\\%_]/g, '\\$&')}%`);
  }
  const from = `FROM drafts d JOIN who w ON w.who = d.who LEFT JOIN workspace.ledger_entries e ON e.seq = d.previous_seq AND e.state <> 'reversal'
    LEFT JOIN workspace.identities i ON i.num = e.identity_num WHERE ${conditions.join(' AND ')}`;
  const counted = await stage.get<{ total: number }>(
    query.search === '' ? `SELECT count(*) AS total FROM drafts d WHERE ${conditions.join(' AND ')}` : `SELECT count(*) AS total ${from}`,
    parameters,
  );
  const old = [...CONTENT, 'repository'].map((column) => `e.${column} AS old_${column}`).join(', ');
  const rows = await stage.all<DraftRow>(
    `SELECT d.*, w.email, w.login, w.name, w.shown, ${old}, (SELECT count(*) FROM replaced r WHERE r.line = d.line) AS replaced, e.points AS old_points, i.email AS old_email, i.login AS old_login, i.name AS old_name
     ${from} ORDER BY d.line LIMIT ${Number(query.limit)} OFFSET ${Number(query.offset)}`,
    parameters,
  );
  return { total: counted?.total ?? 0, items: rows.map(toChangeSetRow) };
}

function toChangeSetRow(row: DraftRow): ChangeSetRow {
  const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const shownValue = (field: string) => {
    if (field !== 'key') return text(row[field]);
    return row.keyless === 1 ? '' : text(row.external_key).slice(text(row.external_key).indexOf('/') + 1);
  };
  const changed = ROW_STATUSES[row.status] === 'changed';
  const shown = text(row.external_key).startsWith('csv:') ? SHOWN : SHOWN_GATHERED;
  return {
    line: row.line,
    status: ROW_STATUSES[row.status] ?? 'new',
    ticked: row.ticked === 1,
    takeable: isTakeable(row.reason_code === null ? null : text(row.reason_code)),
    label: text(row.title) || text(row.shown),
    reason: row.reason_code === null ? null : { code: text(row.reason_code), field: text(row.reason_field), value: text(row.reason_value) },
    values: [
      ...shown.map((field) => ({ field, value: shownValue(field) })),
      { field: 'rejectedBecause', value: text(row.rejected_because) },
    ].filter(({ value }) => value !== ''),
    changes: changed
      ? SHOWN.filter((field) => field !== 'key' && text(row[field]) !== text(row[`old_${field}`])).map((field) => ({
          field,
          old: text(row[`old_${field}`]),
          new: text(row[field]),
        }))
      : takenPlace(Number(row.replaced)),
  };
}

/** A pull request takes the place of commits that counted alone so far. */
function takenPlace(commits: number): ChangeSetRow['changes'] {
  return commits === 0 ? [] : [{ field: 'commits', old: String(commits), new: '0' }];
}
