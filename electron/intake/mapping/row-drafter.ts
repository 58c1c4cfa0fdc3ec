// The drafter of kinds whose every row is one draft or a rejection.
import type { Drafter, Rejection } from '../import-kind.ts';

/** `beside` hands over what is staged with the drafts, such as the people they speak of. */
export function createRowDrafter(
  draftOf: (line: number, cells: readonly string[]) => unknown[] | Rejection,
  beside: () => Record<string, unknown[][]> = () => ({}),
): Drafter {
  let drafts: unknown[][] = [];
  return {
    add: (line, cells) => {
      const draft = draftOf(line, cells);
      if (!Array.isArray(draft)) return draft;
      drafts.push(draft);
      return undefined;
    },
    take: () => {
      const taken = { ...beside(), drafts };
      drafts = [];
      return taken;
    },
  };
}
