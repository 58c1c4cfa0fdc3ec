// Opens a workspace and builds everything that answers the contract, once, for whichever door asked.
import { v7 as uuidv7 } from 'uuid';
import type { ImportKind } from '../shared/vocabulary.ts';
import { createLedgerIndex } from './features/contributions/ledger-index.ts';
import { ensurePolicies } from './features/policies/policies.queries.ts';
import type { ProgramContext } from './features/procedure.ts';
import { recogniseInBackground } from './features/recognition/recognition-job.ts';
import { backUpUnlessFresh, startAutomaticBackups } from './features/workspace/automatic-backups.ts';
import { draftRulesOf } from './import-kinds.ts';
import { importSqlOf } from './import-kinds-sql.ts';
import { createCollectionService } from './intake/collecting/collection-service.ts';
import { gitCollector } from './intake/git/git-collector.ts';
import { type GithubServices, githubCollector } from './intake/github/github-collector.ts';
import { createTokens, type SecretStore } from './intake/github/tokens.ts';
import { createImportService } from './intake/import-service.ts';
import type { IntakeServices } from './intake/intake-services.ts';
import { startNodeProcess } from './intake/readers/apart/node-process.ts';
import { createReadApart, type StartReadingProcess } from './intake/readers/apart/read-apart.ts';
import { createStagedFiles } from './intake/staged-files.ts';
import { createEventBus } from './jobs/event-bus.ts';
import { createJobs } from './jobs/jobs.ts';
import { createOutgoingFiles } from './reporting/outgoing-files.ts';
import { router } from './router.ts';
import { openStore } from './store/database.ts';
import { settleEarlierSums } from './store/ledger/settled-sums.ts';
import { settleRemovedPartners } from './store/people/removed-partners.ts';

export interface Program {
  readonly router: typeof router;
  readonly context: ProgramContext;
  /** Does what an earlier command left to do after its import, such as recognition, and waits for it. */
  catchUp(): Promise<void>;
  /** After a command has changed something: a backup, unless the newest is at most a quarter of an hour old. */
  backUp(): Promise<void>;
  /** Stops jobs, makes a last backup if something changed, and closes the workspace. */
  close(): Promise<void>;
}

export interface ProgramOptions {
  workspacePath: string;
  /** Make the workspace when there is none; otherwise that is a bad start. */
  create: boolean;
  /** Called with bugs: failures that no contract declares. */
  onIncident?: (incident: { id: string; error: unknown }) => void;
  now?: () => number;
  newId?: () => string;
  /** Backups while working and at the end; a single command makes only those that its work asks for. */
  automaticBackups?: boolean;
  /** Where the door keeps tokens; without it they are kept in memory only. */
  secrets?: SecretStore;
  environment?: NodeJS.ProcessEnv;
  /** The world outside: how names are looked up, and how time passes while a limit is waited for. */
  outside?: Pick<GithubServices, 'resolve' | 'startDeadline'> & { sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void> };
  /** How this door starts the process that reads files apart; with Node when nothing is said. */
  startReadingProcess?: StartReadingProcess;
}

/** The file of a worker or process: TypeScript beside this one when run from source, JavaScript beside the bundle. */
function workerScript(name: 'draft-worker' | 'ledger-worker' | 'reading-process'): URL {
  return new URL(`./${name}.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
}

/** What such rows bring can earn somebody a milestone. */
const ABOUT_CONTRIBUTORS: ReadonlySet<ImportKind> = new Set<ImportKind>(['contributions', 'people', 'same_people']);

/** Throws BadStart for every expected reason why a workspace cannot be opened. */
export async function openProgram(options: ProgramOptions): Promise<Program> {
  const now = options.now ?? Date.now;
  const newId = options.newId ?? (() => uuidv7());
  const onIncident = options.onIncident ?? (() => undefined);
  const store = await openStore(options.workspacePath, { create: options.create, now });
  const events = createEventBus();
  const jobs = createJobs({ events, now, newId, onIncident });
  const stagedFiles = createStagedFiles(store.folders.staged, newId);
  const outgoingFiles = createOutgoingFiles(store.folders.outgoing, newId);
  const at = new Date(now()).toISOString();
  await ensurePolicies(store, at);
  await settleEarlierSums(store, at);
  await settleRemovedPartners(store);
  const intake: IntakeServices = { store, jobs, events, stagedFiles, now, newId };
  const imports = createImportService({
    ...intake,
    draftRulesOf,
    sqlOf: importSqlOf,
    workerScript: workerScript('draft-worker'),
    readApart: createReadApart({ script: workerScript('reading-process'), start: options.startReadingProcess ?? startNodeProcess }),
    afterwards: (kind) =>
      ABOUT_CONTRIBUTORS.has(kind) ? recogniseInBackground({ store, jobs, events, now }).then(() => undefined) : Promise.resolve(),
  });
  const tokens = createTokens(options.environment ?? process.env, options.secrets);
  const { sleep, ...outside } = options.outside ?? {};
  const collections = createCollectionService({
    ...intake,
    ...(sleep && { sleep }),
    collectorOf: { git: gitCollector(), github: githubCollector({ ...outside, now, tokenFor: tokens.for }) },
  });
  await imports.settle();
  await outgoingFiles.clear();
  const ledgerIndex = createLedgerIndex({ store, events, jobs, newId, onIncident, threadScript: workerScript('ledger-worker') });
  const context: ProgramContext = {
    ...intake,
    outgoingFiles,
    imports,
    collections,
    tokens,
    ledgerIndex,
    onIncident,
  };
  const lasting = options.automaticBackups !== false;
  const backups = lasting ? startAutomaticBackups(context) : undefined;
  // What a program that was closed early left to recognise.
  if (lasting) await recogniseInBackground(context);
  return {
    router,
    context,
    catchUp: async () => {
      await recogniseInBackground(context);
      for (const { id } of jobs.running()) await jobs.finished(id);
    },
    backUp: () => backUpUnlessFresh(context),
    close: async () => {
      await jobs.stopAll();
      await ledgerIndex.stop();
      await backups?.stop();
      await outgoingFiles.clear();
      await store.close();
    },
  };
}
