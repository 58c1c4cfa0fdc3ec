// Imports as the screens and the terminal drive them.
import { ORPCError } from '@orpc/server';
import { failure } from '../../../shared/contract/base.ts';
import { mapping, reading } from '../../../shared/contract/imports.ts';
import { ImportRefused } from '../../intake/import-refused.ts';
import { findImport, listImports, revertResultOf, summaryOf } from '../../intake/imports.queries.ts';
import { findMapping, mappingName, removeMapping, saveMapping } from '../../intake/saved-mappings.queries.ts';
import { journaled } from '../../store/journal.ts';
import { answer, asCommand, failed, instantNow } from '../procedure.ts';
import { rejectedCsv } from './rejected-file.ts';
import { templateFile } from './template-file.ts';

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

  fields: answer.imports.fields.handler(({ input, context }) => ({ items: context.imports.fields(input.kind) })),

  reasons: answer.imports.reasons.handler(async ({ input, context }) => ({
    items: await refusing(context.imports.reasons(input.importId)),
  })),

  gone: answer.imports.gone.handler(({ input, context }) => refusing(context.imports.gone(input))),

  row: answer.imports.row.handler(({ input, context }) => refusing(context.imports.row(input))),

  mend: answer.imports.mend.handler(({ input, context }) => refusing(context.imports.mend(input))),

  take: answer.imports.take.handler(({ input, context }) => refusing(context.imports.take(input))),

  values: answer.imports.values.handler(({ input, context }) => refusing(context.imports.values(input))),

  saveMapping: answer.imports.saveMapping.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'imports.saveMapping', topics: ['imports'] }, async (writer) => {
      const { kind, name, headers, mapping: kept } = input;
      const mappingId = (await findMapping(writer, kind, name)) ?? context.newId();
      const note = { id: context.newId(), at: instantNow(context), what: 'imports.saveMapping', subject: name };
      await journaled(writer, note, [{ table: 'saved_mappings', key: [mappingId] }], () =>
        saveMapping(writer, { id: mappingId, kind, name, headers, mapping: kept, at: note.at }),
      );
      return { mappingId };
    }),
  ),

  removeMapping: answer.imports.removeMapping.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'imports.removeMapping', topics: ['imports'] }, async (writer) => {
      const { mappingId } = input;
      const name = await mappingName(writer, mappingId);
      if (name === undefined) throw failed('NOT_FOUND', { what: 'mapping' });
      const note = { id: context.newId(), at: instantNow(context), what: 'imports.removeMapping', subject: name };
      await journaled(writer, note, [{ table: 'saved_mappings', key: [mappingId] }], () => removeMapping(writer, mappingId, note.at));
      return { mappingId };
    }),
  ),

  tick: answer.imports.tick.handler(({ input, context }) => refusing(context.imports.tick(input))),

  apply: answer.imports.apply.handler(({ input, context }) => refusing(context.imports.apply(input))),

  discard: answer.imports.discard.handler(({ input, context }) => refusing(context.imports.discard(input.importId))),

  revert: answer.imports.revert.handler(({ input, context }) => refusing(context.imports.revert(input))),

  template: answer.imports.template.handler(async ({ input, context }) => {
    const { name, mediaType, content } = await templateFile(context.imports.rules(input.kind), input.format, input.language);
    return context.outgoingFiles.put(name, mediaType, content);
  }),

  rejectedFile: answer.imports.rejectedFile.handler(async ({ input, context }) => {
    const row = await refusing(context.imports.find(input.importId));
    const name = `${row.fileName.replace(/\.[^.]*$/, '').replace(/[/\\]/g, '-')} rejected rows.csv`;
    let file: Awaited<ReturnType<typeof context.outgoingFiles.put>> | undefined;
    await refusing(
      context.imports.rejectedRows(input.importId, async (sheet) => {
        file = await context.outgoingFiles.put(name, 'text/csv', rejectedCsv(sheet, row.kind, input.language));
      }),
    );
    if (!file) throw failed('NOT_FOUND', { what: 'file' });
    return file;
  }),
};
