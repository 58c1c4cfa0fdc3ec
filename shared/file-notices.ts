// What is worth knowing of a file depends on what its columns are taken for.
import type { Inspection, Mapping } from './contract/imports.ts';

/** The notices of a file that hold under a mapping. */
export function noticesThatHold(
  { notices, suggested }: Pick<Inspection, 'notices' | 'suggested'>,
  mapping: Mapping,
): Inspection['notices'] {
  const hasQuantity = mapping.columns.some(({ field }) => field === 'quantity') || mapping.defaults.quantity !== undefined;
  return notices.filter(({ code }) => {
    if (code === 'period_without_quantity') return !hasQuantity;
    return code !== 'kind_of_commits' || mapping.defaults.kind === suggested.defaults.kind;
  });
}
