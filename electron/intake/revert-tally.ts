// What became of an import's rows while it is taken back.
import type { RevertResult } from '../../shared/contract/imports.ts';

const MOST_NAMED = 500;

export interface RevertTally {
  readonly result: RevertResult;
  reversed(rows?: number): void;
  /** A row that stays, with a reason the language files know. */
  kept(label: string, reason: 'changed_since' | 'in_use'): void;
}

export function createRevertTally(): RevertTally {
  const result: RevertResult = { reversed: 0, kept: 0, failed: 0, rows: [] };
  return {
    result,
    reversed: (rows = 1) => {
      result.reversed += rows;
    },
    kept: (label, reason) => {
      result.kept += 1;
      if (result.rows.length < MOST_NAMED) result.rows.push({ label, outcome: 'kept', reason });
    },
  };
}
