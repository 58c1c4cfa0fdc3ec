// What every import command does with a change-set: apply it when told to, save the rejected rows, answer with the counts.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportSummary } from '../../shared/contract/imports.ts';
import { sentenceOfReason } from '../../shared/row-reasons.ts';
import type { Language } from '../../shared/vocabulary.ts';
import type { Program } from '../compose.ts';
import { say } from '../language.ts';
import type { Notice } from './import-notices.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';

export interface SettleOptions {
  json?: boolean;
  dryRun?: boolean;
  yes?: boolean;
}

export async function settlePlanned(
  terminal: Terminal,
  { program, client }: { program: Program; client: ProgramClient },
  importId: string,
  options: SettleOptions,
  notices: readonly Notice[] = [],
): Promise<void> {
  const planned = await client.imports.get({ importId });
  const rejections = planned.rejected === 0 ? [] : await rejectedRows(terminal, client, planned);
  const { source } = planned.origin;
  // Applying also notes how far a source was read. A code host tells more than rows; a clone without new commits has nothing to note.
  const toNote = source === 'github' || (source === 'git' && planned.rows > 0);
  if (options.yes && !options.dryRun && (planned.created + planned.changed > 0 || toNote)) {
    const { jobId } = await client.imports.apply({ commandId: randomUUID(), importId });
    await terminal.finish(jobId);
    await program.backUp();
  }
  const { rows, created, changed, unchanged, conflicts, rejected, state } = await client.imports.get({ importId });
  const rejectedFile = rejected === 0 ? null : await saveRejected(program, client, importId, terminal.language);
  if (options.dryRun || (state === 'planned' && options.yes)) await client.imports.discard({ commandId: randomUUID(), importId });
  const applied = state === 'applied';
  const answer = { importId, applied, rows, created, changed, unchanged, conflicts, rejected, rejectedFile, rejections, notices };
  terminal.answer(options.json, answer, () =>
    [
      terminal.text(options.yes && !options.dryRun ? 'imported' : 'planned', answer),
      ...rejections
        .slice(0, TOLD_IN_TEXT)
        .map(({ line, reasons }) => terminal.text('rejectedLine', { line, sentences: reasons.map(({ sentence }) => sentence).join(' ') })),
      ...(rejected > TOLD_IN_TEXT ? [terminal.text('rejectedMore', { count: rejected - TOLD_IN_TEXT })] : []),
      ...(rejectedFile ? [terminal.text('rejectedFile', { path: rejectedFile })] : []),
    ].join('\n'),
  );
  if (!options.yes && !options.dryRun && (created + changed > 0 || toNote)) terminal.tell(terminal.text('notApplied'));
}

const TOLD_IN_TEXT = 10;
const TOLD_IN_JSON = 100;

/** The first rejected rows, each with everything that is wrong with it; the file has them all. */
async function rejectedRows({ language }: Terminal, client: ProgramClient, { id, kind }: ImportSummary) {
  const { items } = await client.imports.changeSet({ importId: id, status: 'rejected', offset: 0, limit: TOLD_IN_JSON });
  const words = (key: string, data?: Record<string, unknown>) => say(language, key, data);
  return items.map(({ line, reasons }) => ({
    line,
    reasons: reasons.map((reason) => ({ ...reason, sentence: sentenceOfReason(words, kind, reason) })),
  }));
}

async function saveRejected(program: Program, client: ProgramClient, importId: string, language: Language): Promise<string> {
  const outgoing = await client.imports.rejectedFile({ importId, language });
  const made = program.context.outgoingFiles.find(outgoing.fileId);
  const folder = join(program.context.store.folders.files, 'rejected');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${importId}.csv`);
  await copyFile(made?.path ?? '', path);
  return path;
}
