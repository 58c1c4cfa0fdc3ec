// Importing from git and code hosts as one terminal command: gather, plan, and with --yes apply; answered as the import of a file is.
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type CollectionRequest, githubRequest } from '../../shared/contract/collections.ts';
import { isDay } from '../../shared/values/day.ts';
import { readRepositoryNames } from '../../shared/values/repository-names.ts';
import type { Program } from '../compose.ts';
import { localInstant, sentenceFor } from '../language.ts';
import { settlePlanned } from './settle-import.ts';
import { WrongUse } from './terminal-failures.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';

export interface CollectedImportOptions {
  workspace?: string;
  json?: boolean;
  since?: string;
  dryRun?: boolean;
  yes?: boolean;
  repository?: string;
  api?: string;
  privateNetwork?: boolean;
}

/** By the word that stands in the place of a kind: what to gather from where. */
export const COLLECTED_SOURCES: Readonly<
  Record<string, (where: string, since: CollectionRequest['since'], options: CollectedImportOptions) => CollectionRequest>
> = {
  git: (where, since, { repository }) => ({
    source: 'git',
    folder: resolve(where),
    since,
    mailmap: true,
    repository: repository?.trim() || null,
    fromStart: false,
  }),
  github: (where, since, { api, privateNetwork }) => {
    const { repositories, owners } = readRepositoryNames(where);
    return githubRequest.parse({
      source: 'github',
      api,
      repositories,
      organisation: owners[0] ?? null,
      since,
      privateNetwork,
    });
  },
};

/** The day of `--since`; null without one. */
function sinceOf(terminal: Terminal, { since }: CollectedImportOptions) {
  if (since === undefined) return null;
  if (!isDay(since)) throw new WrongUse(terminal.text('badDay', { value: since }));
  return since;
}

/** Throws when the source was not read to its end; the next such command goes on where this one ended. */
export async function importCollected(terminal: Terminal, source: string, where: string, given: CollectedImportOptions): Promise<void> {
  const options = { ...given, api: given.api ?? (terminal.environment.TRELLIS_GITHUB_API || undefined) };
  if (source === 'github') refuseUnnamed(terminal, where, options);
  const request = COLLECTED_SOURCES[source]?.(where, sinceOf(terminal, options), options);
  if (!request) throw new WrongUse(terminal.text('badKind', { value: source, kinds: Object.keys(COLLECTED_SOURCES).join(', ') }));
  const { program, client } = await terminal.open({ ...options, create: true });
  const leave = new AbortController();
  void sayWaits(terminal, { program, client }, leave.signal);
  const collectionId = await gather(terminal, client, request).finally(() => leave.abort());
  const importId = await planCollected(terminal, client, collectionId);
  await settlePlanned(terminal, { program, client }, importId, options);
  if (options.dryRun) await client.collections.discard({ commandId: randomUUID(), collectionId });
}

function refuseUnnamed(terminal: Terminal, where: string, { api }: CollectedImportOptions): void {
  const { repositories, owners, wrong } = readRepositoryNames(where);
  if (wrong.length > 0 || repositories.length + owners.length === 0 || owners.length > 1)
    throw new WrongUse(terminal.text('badRepository', { value: wrong[0] ?? where }));
  if (api !== undefined && !URL.canParse(api))
    throw new WrongUse(sentenceFor('SOURCE_REFUSED', { reason: 'not_an_address', detail: api }, terminal.language));
}

const WAITS = new Set(['rate_limit', 'secondary_limit', 'trying_again']);

/** Says on the side until when it waits for a limit; the answer on stdout stays one document. */
async function sayWaits(
  terminal: Terminal,
  { program, client }: { program: Program; client: ProgramClient },
  leave: AbortSignal,
): Promise<void> {
  try {
    for await (const event of program.context.events.subscribe(leave)) {
      if (event.type !== 'job' || event.job.kind !== 'collect' || event.job.subjectId === null) continue;
      const { waitingUntil } = await client.collections.get({ collectionId: event.job.subjectId });
      const { phase } = event.job;
      if (waitingUntil !== null && WAITS.has(phase))
        terminal.tell(terminal.text(`waitsFor.${phase}`, { until: localInstant(terminal.language, waitingUntil) }));
    }
  } catch (error) {
    if (!leave.aborted) throw error;
  }
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
