// Importing from git and code hosts as one terminal command: gather, plan, and with --yes apply; answered as the import of a file is.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { CollectionRequest } from '../../shared/contract/collections.ts';
import { isDay } from '../../shared/values/day.ts';
import { settlePlanned } from './settle-import.ts';
import { type ProgramClient, type Terminal, WrongUse } from './terminal-session.ts';

export interface CollectedImportOptions {
  workspace?: string;
  json?: boolean;
  since?: string;
  dryRun?: boolean;
  yes?: boolean;
}

/** By the word that stands in the place of a kind: what to gather from where. */
export const COLLECTED_SOURCES: Readonly<
  Record<string, (where: string, since: CollectionRequest['since'], options: CollectedImportOptions) => CollectionRequest>
> = {
  git: (where, since) => ({ source: 'git', folder: resolve(where), since, mailmap: true, fromStart: false }),
};

/** The day of `--since`; null without one. */
function sinceOf(terminal: Terminal, { since }: CollectedImportOptions) {
  if (since === undefined) return null;
  if (!isDay(since)) throw new WrongUse(terminal.text('badDay', { value: since }));
  return since;
}

/** Throws when the source was not read to its end; the next such command goes on where this one ended. */
export async function importCollected(terminal: Terminal, source: string, where: string, options: CollectedImportOptions): Promise<void> {
  const request = COLLECTED_SOURCES[source]?.(where, sinceOf(terminal, options), options);
  if (!request) throw new WrongUse(terminal.text('badKind', { value: source, kinds: Object.keys(COLLECTED_SOURCES).join(', ') }));
  const { program, client } = await terminal.open({ ...options, create: true });
  const collectionId = await gather(terminal, client, request);
  const importId = await planCollected(terminal, client, collectionId);
  await settlePlanned(terminal, { program, client }, importId, options);
  if (options.dryRun) await client.collections.discard({ commandId: randomUUID(), collectionId });
}

async function gather(terminal: Terminal, client: ProgramClient, request: CollectionRequest): Promise<string> {
  const { items } = await client.collections.list({ source: request.source, limit: 100 });
  const unfinished = items.find((one) => one.state === 'incomplete' && sameRequest(one.request, request));
  if (unfinished) {
    const { jobId } = await client.collections.resume({ commandId: randomUUID(), collectionId: unfinished.id });
    await terminal.finish(jobId);
    return unfinished.id;
  }
  const { jobId, collectionId } = await client.collections.start({ commandId: randomUUID(), request });
  await terminal.finish(jobId);
  return collectionId;
}

const sameRequest = (one: CollectionRequest, other: CollectionRequest) =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

async function planCollected(terminal: Terminal, client: ProgramClient, collectionId: string): Promise<string> {
  const { stagedFileId } = await client.collections.get({ collectionId });
  const { reading, suggested } = await client.imports.inspect({ stagedFileId, kind: 'contributions' });
  const { importId, jobId } = await client.imports.plan({
    commandId: randomUUID(),
    stagedFileId,
    kind: 'contributions',
    reading,
    mapping: suggested,
  });
  await terminal.finish(jobId);
  return importId;
}
