// Sums of commits and the commits themselves, as they come into a program, and what the ledger makes of them.
import type { CollectedRow } from '../../electron/intake/collecting/collected-file.ts';
import { planRows } from './collecting.ts';
import { applyImport } from './importing.ts';
import type { TemporaryProgram } from './temporary-program.ts';

export interface MadeCommitRow {
  readonly id: string;
  readonly day: string;
  readonly email?: string;
  readonly repository?: string;
  readonly kind?: string;
  readonly role?: string;
}

export function commitRow(made: MadeCommitRow): CollectedRow {
  const { id, day, email = 'ann@acme.example', repository = 'Acme/Widget', kind = 'code', role = 'author' } = made;
  return {
    ...{ key: `git:${'0'.repeat(40)}/${id}/${role}`, email, login: '', account: '', name: '', kind, day },
    ...{ title: `Commit ${id}`, link: '', repository, sourceKind: '' },
  };
}

/** Imports commits as they are read from a clone; answers the import's id. */
export async function importCommits(program: TemporaryProgram, commits: readonly MadeCommitRow[]): Promise<string> {
  const { id } = await planRows(program, 'git', commits.map(commitRow));
  await applyImport(program, id);
  return id;
}

/** A sheet with one sum, for the third quarter of 2025, and what becomes of it without and beside the commits of that time. */
export const SUM_HEADER = 'id,email,kind,date,title,commits,repository\n';
export const SUM_SHEET = `${SUM_HEADER}1,ann@acme.example,code,2025-Q3,Third quarter,580,\n`;
export const COUNTS = { title: 'Third quarter', state: 'accepted', points: 100, why: null };
export const STANDS_BACK = { title: 'Third quarter', state: 'rejected', points: 0, why: 'counted_from_git' };
export const IN_PERIOD = [
  { id: 'a', day: '2025-07-01' },
  { id: 'b', day: '2025-09-30' },
];

export interface SumState {
  readonly title: string;
  readonly state: string;
  readonly points: number;
  readonly why: string | null;
}

/** What stands of entries with a quantity, by title. */
export async function standingSums({ program }: TemporaryProgram): Promise<SumState[]> {
  const rows = await program.context.store.read
    .selectFrom('ledgerEntries as e')
    .select(['e.title', 'e.state', 'e.points', 'e.rejectedBecause as why'])
    .where('e.quantity', 'is not', null)
    .where('e.state', '<>', 'reversal')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('ledgerEntries as r').select('r.seq').whereRef('r.reverses', '=', 'e.seq'))),
    )
    .orderBy('e.title')
    .execute();
  return rows;
}
