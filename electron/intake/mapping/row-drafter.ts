// The drafter of kinds whose every row is one draft or a rejection.
import type { Drafter } from '../import-kind.ts';
import { createMistakes, type Mistakes } from './mistakes.ts';

/**
 * `draftOf` notes what is wrong with a row; a draft only comes of one with which nothing is. `beside` hands over what is staged with the
 * drafts, such as the people they speak of.
 */
export function createRowDrafter(
  draftOf: (line: number, cells: readonly string[], mistakes: Mistakes) => unknown[] | undefined,
  beside: () => Record<string, unknown[][]> = () => ({}),
): Drafter {
  const mistakes = createMistakes();
  let drafts: unknown[][] = [];
  return {
    add: (line, cells, unread) => {
      if (unread) mistakes.begin(unread);
      const draft = draftOf(line, cells, mistakes);
      if (draft) drafts.push(draft);
      return mistakes.take();
    },
    take: () => {
      const taken = { ...beside(), drafts };
      drafts = [];
      return taken;
    },
  };
}
