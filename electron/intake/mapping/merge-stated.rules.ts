// What a row states, field by field as text, and what that makes of a record that is there already.
import type { ChangeSetRow, Mapping } from '../../../shared/contract/imports.ts';

export type FieldChange = ChangeSetRow['changes'][number];

export interface StatedRow {
  /** By field; fields with nothing to say are not in it. */
  readonly values: Readonly<Record<string, string>>;
  /** Fields whose blank cells are to clear what is there. */
  readonly cleared: readonly string[];
}

/** By what the mapping says of each column a stated value replaces, fills only a blank, or stays out. */
export function mergeStated(
  existing: Readonly<Record<string, string>>,
  { values, cleared }: StatedRow,
  conflicts: Mapping['conflicts'],
): { merged: Record<string, string>; changes: FieldChange[] } {
  const merged: Record<string, string> = { ...existing };
  const changes: FieldChange[] = [];
  for (const [field, old] of Object.entries(existing)) {
    const value = values[field] ?? (cleared.includes(field) ? '' : old);
    const rule = conflicts[field] ?? 'replace';
    if (value === old || rule === 'keep' || (rule === 'fill' && old !== '')) continue;
    merged[field] = value;
    changes.push({ field, old, new: value });
  }
  return { merged, changes };
}
