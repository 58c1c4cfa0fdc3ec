// Contributions of a sheet in staging, as they are shown for review.
import type { ChangeSetRow } from '../../../shared/contract/imports.ts';
import { STATUS } from '../../intake/import-kind.ts';
import { type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import type { Connection } from '../../store/connection.ts';
import { CONTENT_COLUMNS } from '../../store/ledger/entries.ts';

interface DraftRow extends Record<string, string | number | null> {
  line: number;
  status: number;
}

const SHOWN = ['key', 'email', 'login', 'name', ...CONTENT_COLUMNS, 'repository', 'points'] as const;
/** Keys that Trellis made itself say the least. */
const SHOWN_GATHERED = ['name', 'kind', 'day', 'points', 'email', 'login', 'title', 'link', 'source_kind', 'repository', 'key'] as const;

export function pageOfContributions(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  const old = [...CONTENT_COLUMNS, 'repository'].map((column) => `e.${column} AS old_${column}`).join(', ');
  return pageOfDrafts<DraftRow>(
    stage,
    {
      columns: `d.*, w.email, w.login, w.name, w.shown, ${old}, (SELECT count(*) FROM replaced r WHERE r.line = d.line) AS replaced,
        e.points AS old_points, i.email AS old_email, i.login AS old_login, i.name AS old_name`,
      from: `drafts d JOIN who w ON w.who = d.who LEFT JOIN workspace.ledger_entries e ON e.seq = d.previous_seq AND e.state <> 'reversal'
        LEFT JOIN workspace.identities i ON i.num = e.identity_num`,
      searched: ['d.title', 'w.shown', 'w.email', 'd.external_key'],
    },
    query,
    described,
  );
}

function described(row: DraftRow): Pick<ChangeSetRow, 'label' | 'values' | 'changes'> {
  const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const shownValue = (field: string) => {
    if (field !== 'key') return text(row[field]);
    return row.keyless === 1 ? '' : text(row.external_key).slice(text(row.external_key).indexOf('/') + 1);
  };
  const shown = text(row.external_key).startsWith('csv:') ? SHOWN : SHOWN_GATHERED;
  return {
    label: text(row.title) || text(row.shown),
    values: [
      ...shown.map((field) => ({ field, value: shownValue(field) })),
      { field: 'rejectedBecause', value: text(row.rejected_because) },
    ].filter(({ value }) => value !== ''),
    changes:
      row.status === STATUS.changed
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
