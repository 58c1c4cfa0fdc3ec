// Gathering from git and code hosts, as the screens and the terminal drive it.
import { ORPCError } from '@orpc/server';
import { failure } from '../../../shared/contract/base.ts';
import { SourceRefused } from '../../intake/collecting/collector.ts';
import { KIND_RULES_KEY, readKindRules, writeKindRules } from '../../intake/collecting/kind-rules.queries.ts';
import { findClone } from '../../intake/git/clone.ts';
import { readApiAddress } from '../../intake/github/api-address.ts';
import type { Tokens } from '../../intake/github/tokens.ts';
import { ImportRefused } from '../../intake/import-refused.ts';
import { journaled } from '../../store/journal.ts';
import { answer, asCommand, failed, instantNow } from '../procedure.ts';

async function refusing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SourceRefused) throw failed('SOURCE_REFUSED', { reason: error.reason, detail: error.detail });
    if (error instanceof ImportRefused) throw new ORPCError(error.code, { status: failure[error.code].status, data: error.data });
    throw error;
  }
}

/** Tokens are bound to an origin, whatever path stands behind it. */
function originOf(api: string): string {
  const address = readApiAddress(api);
  if (typeof address === 'string') throw failed('SOURCE_REFUSED', { reason: address, detail: api });
  return address.origin;
}

async function tokenState(tokens: Tokens, origin: string) {
  return { place: await tokens.placeOf(origin), keptIn: tokens.keptIn };
}

export const collectionsProcedures = {
  findClone: answer.collections.findClone.handler(async ({ input }) => {
    const { folder } = await refusing(findClone(input.folder));
    return { folder };
  }),

  start: answer.collections.start.handler(({ input, context }) => refusing(context.collections.start(input))),

  resume: answer.collections.resume.handler(({ input, context }) => refusing(context.collections.resume(input))),

  get: answer.collections.get.handler(({ input, context }) => refusing(context.collections.get(input.collectionId))),

  list: answer.collections.list.handler(async ({ input, context }) => {
    const items = await context.collections.list(input.source, input.limit);
    return { items, total: items.length };
  }),

  discard: answer.collections.discard.handler(({ input, context }) => refusing(context.collections.discard(input.collectionId))),

  token: answer.collections.token.handler(({ input, context }) => tokenState(context.tokens, originOf(input.api))),

  setToken: answer.collections.setToken.handler(async ({ input, context }) => {
    const origin = originOf(input.api);
    await context.tokens.keep(origin, input.token);
    return tokenState(context.tokens, origin);
  }),

  forgetToken: answer.collections.forgetToken.handler(async ({ input, context }) => {
    const origin = originOf(input.api);
    await context.tokens.forget(origin);
    return tokenState(context.tokens, origin);
  }),

  kindRules: answer.collections.kindRules.handler(({ context }) => readKindRules(context.store.read)),

  saveKindRules: answer.collections.saveKindRules.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'collections.saveKindRules', topics: ['imports'] }, async (writer) => {
      const note = { id: context.newId(), at: instantNow(context), what: 'collections.saveKindRules', subject: '' };
      await journaled(writer, note, [{ table: 'workspace_meta', key: [KIND_RULES_KEY] }], () => writeKindRules(writer, input.rules));
      return readKindRules(writer);
    }),
  ),
};
