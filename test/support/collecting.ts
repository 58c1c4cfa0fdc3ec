// Gathering from a source as a person drives it: gather, look, plan, apply.
import { randomUUID } from 'node:crypto';
import { type CollectedRow, openCollectedFile } from '../../electron/intake/collecting/collected-file.ts';
import { type GitRequest, gitRequest } from '../../shared/contract/collections.ts';
import { applyImport, finished, planStaged } from './importing.ts';
import type { TemporaryProgram } from './temporary-program.ts';

export async function collectGit(program: TemporaryProgram, folder: string, more: Partial<GitRequest> = {}): Promise<string> {
  const request = gitRequest.parse({ source: 'git', folder, ...more });
  const { collectionId, jobId } = await program.client.collections.start({ commandId: randomUUID(), request });
  await finished(program, jobId);
  return collectionId;
}

/** Plans what was gathered, by the mapping that is suggested for it. */
export async function planGathered(program: TemporaryProgram, stagedFileId: string): Promise<string> {
  const { reading, suggested: mapping } = await program.client.imports.inspect({ stagedFileId, kind: 'contributions' });
  return planStaged(program, { stagedFileId, kind: 'contributions', reading, mapping });
}

export async function planCollected(program: TemporaryProgram, collectionId: string) {
  const { stagedFileId } = await program.client.collections.get({ collectionId });
  return program.client.imports.get({ importId: await planGathered(program, stagedFileId) });
}

/** Rows as they are gathered from a source, without asking it. */
export async function planRows(
  program: TemporaryProgram,
  source: 'git' | 'github',
  rows: readonly CollectedRow[],
  observed: readonly object[] = [],
) {
  const { stagedFiles } = program.program.context;
  const staged = await stagedFiles.begin('acme/widget');
  const file = await openCollectedFile(staged.path, 0);
  await file.append(rows, observed);
  await file.close();
  const collected = { origin: { source, label: 'acme/widget', incomplete: null }, cursors: {} };
  await stagedFiles.describe(staged.fileId, { collected });
  return program.client.imports.get({ importId: await planGathered(program, staged.fileId) });
}

/** Plans and applies; answers the import as it stands afterwards. */
export async function importCollected(program: TemporaryProgram, collectionId: string) {
  const { id: importId, created, changed } = await planCollected(program, collectionId);
  if (created + changed > 0) await applyImport(program, importId);
  return program.client.imports.get({ importId });
}

export async function importGit(program: TemporaryProgram, folder: string, more?: Partial<GitRequest>) {
  return importCollected(program, await collectGit(program, folder, more));
}

export interface StandingEntry {
  readonly key: string;
  readonly kind: string;
  readonly sourceKind: string | null;
  readonly day: string | null;
  readonly title: string;
  readonly link: string | null;
  readonly repository: string | null;
  readonly points: number;
  readonly email: string | null;
  readonly name: string | null;
}

/** What the ledger says now, by key. */
export async function standingEntries(program: TemporaryProgram): Promise<StandingEntry[]> {
  const rows = await program.program.context.store.read
    .selectFrom('ledgerEntries as e')
    .innerJoin('identities as i', 'i.num', 'e.identityNum')
    .select([
      'e.externalKey as key',
      'e.kind',
      'e.sourceKind',
      'e.day',
      'e.title',
      'e.link',
      'e.repository',
      'e.points',
      'i.email',
      'i.name',
    ])
    .where('e.state', '<>', 'reversal')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledgerEntries as n')
            .select('n.seq')
            .whereRef('n.externalKey', '=', 'e.externalKey')
            .whereRef('n.revision', '>', 'e.revision'),
        ),
      ),
    )
    .orderBy('e.externalKey')
    .execute();
  return rows;
}
