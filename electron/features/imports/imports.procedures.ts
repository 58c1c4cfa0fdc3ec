// Imports as the screens and the terminal drive them.
import { ORPCError } from '@orpc/server';
import { failure } from '../../../shared/contract/base.ts';
import { mapping, reading } from '../../../shared/contract/imports.ts';
import { ImportRefused } from '../../intake/import-service.ts';
import { findImport, listImports, revertResultOf, summaryOf } from '../../intake/imports.queries.ts';
import { answer, failed } from '../procedure.ts';
import { rejectedCsv } from './rejected-file.ts';

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ImportRefused) throw new ORPCError(error.code, { status: failure[error.code].status, data: error.data });
    throw error;
  }
}

export const importsProcedures = {
  inspect: answer.imports.inspect.handler(({ input, context }) => refusing(context.imports.inspect(input))),

  plan: answer.imports.plan.handler(async ({ input, context }) => {
    const planned = await refusing(context.imports.plan(input));
    context.events.changed(['imports']);
    return planned;
  }),

  get: answer.imports.get.handler(async ({ input, context }) => {
    const row = await findImport(context.store.read, input.importId);
    if (!row) throw failed('NOT_FOUND', { what: 'import' });
    return {
      ...summaryOf(row),
      jobId: context.imports.jobOf(row.id),
      revert: revertResultOf(row),
      reading: reading.parse(JSON.parse(row.reading)),
      mapping: mapping.parse(JSON.parse(row.mapping)),
      stagedFileId: row.stagedFileId,
    };
  }),

  list: answer.imports.list.handler(async ({ input, context }) => {
    const { items, total } = await listImports(context.store.read, input);
    return { items: items.map(summaryOf), total };
  }),

  changeSet: answer.imports.changeSet.handler(({ input, context }) => refusing(context.imports.changeSet(input))),

  tick: answer.imports.tick.handler(({ input, context }) => refusing(context.imports.tick(input))),

  apply: answer.imports.apply.handler(({ input, context }) => refusing(context.imports.apply(input))),

  discard: answer.imports.discard.handler(({ input, context }) => refusing(context.imports.discard(input.importId))),

  revert: answer.imports.revert.handler(({ input, context }) => refusing(context.imports.revert(input))),

  rejectedFile: answer.imports.rejectedFile.handler(async ({ input, context }) => {
    const row = await refusing(context.imports.find(input.importId));
    const name = `${row.fileName.replace(/\.[^.]*$/, '')} rejected rows.csv`;
    let file: Awaited<ReturnType<typeof context.outgoingFiles.put>> | undefined;
    await refusing(
      context.imports.rejectedRows(input.importId, async (sheet) => {
        file = await context.outgoingFiles.put(name, 'text/csv', rejectedCsv(sheet, input.language));
      }),
    );
    if (!file) throw failed('NOT_FOUND', { what: 'file' });
    return file;
  }),
};
