// What a row changes in an entry that is there already, by what the mapping says of each column and of blank cells.
import type { Mapping } from '../../../shared/contract/imports.ts';

/** The fields of an entry that a sheet can change, in the names of the mapping; null is blank. */
export interface ContributionContent {
  readonly kind: string;
  readonly sourceKind: string | null;
  readonly since: string | null;
  readonly day: string | null;
  readonly title: string;
  readonly link: string | null;
  readonly quantity: number | null;
  readonly complexity: string | null;
  readonly impact: string | null;
  readonly quality: string | null;
  readonly repository: string | null;
  readonly reverted: boolean;
}

const BLANKABLE = ['since', 'day', 'title', 'link', 'quantity', 'complexity', 'impact', 'quality', 'repository'] as const;

/** One cell can name a whole period, so either end can come from the column of the other. */
const OTHER_END: Readonly<Partial<Record<(typeof BLANKABLE)[number], string>>> = { since: 'day', day: 'since' };

/**
 * The entry as it will be. Columns that the sheet does not have change nothing; a blank cell leaves or clears; and a stated value
 * replaces, fills only a blank, or stays out.
 */
export function mergeContribution(
  existing: ContributionContent,
  stated: ContributionContent & { readonly kindIsBlank: boolean },
  mapping: Mapping,
): ContributionContent {
  const given = new Set([...mapping.columns.map(({ field }) => field), ...Object.keys(mapping.defaults)]);
  const merged: Record<string, unknown> = { ...existing };
  for (const field of BLANKABLE) {
    const column = given.has(field) ? field : OTHER_END[field];
    if (column === undefined || !given.has(column)) continue;
    const value = stated[field];
    const blank = value === null || value === '';
    const rule = mapping.conflicts[column] ?? 'replace';
    const filled = existing[field] !== null && existing[field] !== '';
    const clears = mapping.blanks === 'clear' && rule === 'replace' && column === field;
    if (blank ? clears : rule === 'replace' || (rule === 'fill' && !filled)) merged[field] = value;
  }
  // An entry always has a kind, so there is no blank to fill; it stays or goes together with how the source called it.
  const kindStays = stated.kindIsBlank && mapping.blanks === 'leave';
  if (given.has('kind') && !kindStays && (mapping.conflicts.kind ?? 'replace') === 'replace') {
    merged.kind = stated.kind;
    merged.sourceKind = stated.sourceKind;
  }
  // Without a column of its own the repository follows the link it was read from.
  if (!given.has('repository') && merged.link !== existing.link && stated.repository !== null) merged.repository = stated.repository;
  if (given.has('reverted') && (mapping.conflicts.reverted ?? 'replace') === 'replace') merged.reverted = stated.reverted;
  return withPeriod(merged as unknown as ContributionContent);
}

/** A period belongs to a quantity and does not end before it begins; put together from two sources it may. */
function withPeriod(content: ContributionContent): ContributionContent {
  const { since, day, quantity } = content;
  const holds = since === null || (quantity !== null && (day === null || since <= day));
  return holds ? content : { ...content, since: null };
}

/** Whether a mapping can make anything else of a matching row than what the row states, with all its blanks. */
export function mergesNothing(mapping: Mapping): boolean {
  const given = new Set([...mapping.columns.map(({ field }) => field), ...Object.keys(mapping.defaults)]);
  const all = [...BLANKABLE, 'kind', 'reverted'].every((field) => given.has(field));
  return all && mapping.blanks === 'clear' && Object.values(mapping.conflicts).every((rule) => rule === 'replace');
}
