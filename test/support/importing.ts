// Imports as a person drives them, in one call: stage, inspect, plan, apply.
import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { Inspection, Mapping } from '../../shared/contract/imports.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { TemporaryProgram } from './temporary-program.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function finished(program: TemporaryProgram, jobId: string): Promise<void> {
  const status = await program.program.context.jobs.finished(jobId);
  if (status?.state !== 'done')
    throw new Error(`job ${status?.state}: ${JSON.stringify(status?.failure)} ${String(program.incidents.at(-1)?.error)}`);
}

export async function stageText(program: TemporaryProgram, content: string | Uint8Array, name = 'sheet.csv'): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return (await program.program.context.stagedFiles.stageStream(name, once(bytes), 2 ** 30)).fileId;
}

/** Plans a staged file; what was decided in the review of `basedOn` is kept. */
export async function planStaged(
  program: TemporaryProgram,
  given: { stagedFileId: string; kind: ImportKind; reading: Inspection['reading']; mapping: Mapping; basedOn?: string | undefined },
): Promise<string> {
  const { importId, jobId } = await program.client.imports.plan({ commandId: randomUUID(), ...given });
  await finished(program, jobId);
  return importId;
}

export async function planImport(
  program: TemporaryProgram,
  kind: ImportKind,
  content: string | Uint8Array,
  adjust: (found: Inspection) => Partial<Mapping> = () => ({}),
  name?: string,
): Promise<string> {
  const stagedFileId = await stageText(program, content, name);
  const found = await program.client.imports.inspect({ stagedFileId, kind });
  const mapping = { ...found.suggested, ...adjust(found) };
  return planStaged(program, { stagedFileId, kind, reading: found.reading, mapping });
}

export async function applyImport(program: TemporaryProgram, importId: string): Promise<void> {
  const { jobId } = await program.client.imports.apply({ commandId: randomUUID(), importId });
  await finished(program, jobId);
}

/** Plans and applies; answers the import as it stands afterwards. */
export async function importText(
  program: TemporaryProgram,
  kind: ImportKind,
  content: string | Uint8Array,
  adjust?: (found: Inspection) => Partial<Mapping>,
) {
  const importId = await planImport(program, kind, content, adjust);
  const planned = await program.client.imports.get({ importId });
  if (planned.created + planned.changed > 0) await applyImport(program, importId);
  return program.client.imports.get({ importId });
}

export async function revertImport(program: TemporaryProgram, importId: string) {
  const { jobId } = await program.client.imports.revert({ commandId: randomUUID(), importId });
  await finished(program, jobId);
  return (await program.client.imports.get({ importId })).revert;
}

/** Plans a file that may be bad, and sees to it that every row of it is accounted for and every refusal has a reason. */
export async function planBadFile(program: TemporaryProgram, bytes: Uint8Array, kind: ImportKind): Promise<'planned' | 'refused'> {
  const { client } = program;
  const stagedFileId = await stageText(program, bytes, 'file');
  try {
    const found = await client.imports.inspect({ stagedFileId, kind });
    const mapping = found.suggested.columns.length > 0 ? found.suggested : { ...found.suggested, columns: [{ field: 'name', column: 0 }] };
    const { importId, jobId } = await client.imports.plan({ commandId: randomUUID(), stagedFileId, kind, reading: found.reading, mapping });
    const status = await program.program.context.jobs.finished(jobId);
    if (status?.state === 'failed' && status.failure?.code === 'FILE_UNREADABLE') return 'refused';
    if (status?.state !== 'done') throw new Error(`job ${status?.state}: ${JSON.stringify(status?.failure)}`);
    const { rows, created, changed, unchanged, conflicts, rejected } = await client.imports.get({ importId });
    const { items } = await client.imports.changeSet({ importId, status: 'rejected', limit: 500 });
    if (rows !== created + changed + unchanged + conflicts + rejected) throw new Error(`${rows} rows are not accounted for`);
    if (items.length !== Math.min(rejected, 500) || items.some(({ reasons }) => reasons.length === 0))
      throw new Error('a row is rejected without a reason');
    await client.imports.discard({ commandId: randomUUID(), importId });
    return 'planned';
  } catch (error) {
    if (error instanceof ORPCError && ['FILE_UNREADABLE', 'MAPPING_INCOMPLETE', 'DATE_ORDER_OPEN'].includes(error.code)) return 'refused';
    throw error;
  }
}
