// The git collector alone, its pages kept in memory as the collection service keeps them in a file.

import type { CollectedRow } from '../../electron/intake/collecting/collected-file.ts';
import { DEFAULT_KIND_RULES } from '../../electron/intake/collecting/kind.rules.ts';
import { gitCollector } from '../../electron/intake/git/git-collector.ts';
import { Cancelled, throwIfCancelled } from '../../electron/jobs/jobs.ts';
import { gitRequest } from '../../shared/contract/collections.ts';

export interface Kept {
  rows: CollectedRow[];
  state: unknown;
  cursors: Record<string, unknown>;
}

export const NOTHING_KEPT: Kept = { rows: [], state: null, cursors: {} };

/** Goes on from what is kept. `stopAfter` pages it is cancelled, as somebody would. */
export async function collectRows(
  folder: string,
  { kept = NOTHING_KEPT, rowsAtOnce = 2, stopAfter = Number.POSITIVE_INFINITY, cursors = {} as Record<string, unknown>, ...more } = {},
): Promise<Kept & { complete: boolean }> {
  const controller = new AbortController();
  const now: Kept = { rows: [...kept.rows], state: kept.state, cursors: { ...kept.cursors } };
  let pages = 0;
  try {
    await gitCollector({ rowsAtOnce }).collect(gitRequest.parse({ source: 'git', folder, ...more }), {
      signal: controller.signal,
      rules: DEFAULT_KIND_RULES,
      resumeFrom: kept.state,
      now: Date.now,
      cursorsOf: async (names) => new Map(names.flatMap((name) => (name in cursors ? [[name, cursors[name]] as const] : []))),
      keep: async (page) => {
        throwIfCancelled(controller.signal);
        now.rows.push(...page.rows);
        now.state = JSON.parse(JSON.stringify(page.state));
        Object.assign(now.cursors, page.cursors);
        pages += 1;
        if (pages >= stopAfter) controller.abort();
      },
      progress: () => undefined,
      waitUntil: async () => undefined,
    });
    return { ...now, complete: true };
  } catch (error) {
    if (!(error instanceof Cancelled)) throw Object.assign(error as Error, { kept: now });
    return { ...now, complete: false };
  }
}
