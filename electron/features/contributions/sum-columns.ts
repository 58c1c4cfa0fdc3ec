// Sheets of sums: whether their quantities are commits, and so of which kind rows are that name none.
import type { Inspection, Mapping } from '../../../shared/contract/imports.ts';
import { headerKey } from '../../intake/mapping/fields.ts';

const NAMES_COMMITS = /commits?(?:数|数量|次数)?$|commit(?:count|number)s?|提交(?:总数|总次数|次数|数量|数|量)?$/;
/** Sums of commits are code, and give way to the commits themselves; sums of any other kind would count beside them. */
const KIND_OF_COMMITS = 'code';

function headerOfCommits(headers: readonly string[], columns: Mapping['columns']): string | undefined {
  const quantity = columns.find(({ field }) => field === 'quantity');
  const header = headers[quantity?.column ?? -1] ?? '';
  return NAMES_COMMITS.test(headerKey(header)) ? header.trim() : undefined;
}

/** What a sheet's headers say of fields that it has no column for. */
export function presetsOf(headers: readonly string[], columns: Mapping['columns']): Mapping['defaults'] {
  if (columns.some(({ field }) => field === 'kind') || headerOfCommits(headers, columns) === undefined) return {};
  return { kind: KIND_OF_COMMITS };
}

export function presetNotices(headers: readonly string[], { columns, defaults }: Mapping): Inspection['notices'] {
  const header = headerOfCommits(headers, columns);
  return header !== undefined && defaults.kind === presetsOf(headers, columns).kind && defaults.kind !== undefined
    ? [{ code: 'kind_of_commits', value: header }]
    : [];
}
