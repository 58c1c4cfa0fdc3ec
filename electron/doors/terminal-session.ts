// What every terminal command needs: the workspace opened once, calls through the contract, and one sentence for every failure.

import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Language } from '../../shared/vocabulary.ts';
import { openProgram, type Program } from '../compose.ts';
import { JobFailure } from '../jobs/jobs.ts';
import { say, systemLanguage } from '../language.ts';
import type { router } from '../router.ts';
import { foldersOf } from '../store/workspace-file.ts';
import { defaultWorkspacePath } from '../workspace-path.ts';
import { keepIncident } from './incident-report.ts';
import { sentenceOf } from './terminal-failures.ts';

export type ProgramClient = RouterClient<typeof router>;

/** Where the answer goes, and where what is said beside it. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

export interface Terminal extends Streams {
  readonly language: Language;
  readonly environment: NodeJS.ProcessEnv;
  open(options: { workspace?: string; create: boolean }): Promise<{ program: Program; client: ProgramClient }>;
  /** Waits for a job and throws its failure. */
  finish(jobId: string): Promise<void>;
  /** Prints the JSON document, or the text for people. */
  answer(json: boolean | undefined, document: unknown, text: () => string): void;
  /** Says something beside the answer, on stderr. */
  tell(sentence: string): void;
  complain(error: unknown): Promise<void>;
  text(key: string, data?: Record<string, unknown>): string;
  path(workspace?: string): string;
  close(): Promise<void>;
}

export function createTerminal(env: NodeJS.ProcessEnv, streams: Streams): Terminal {
  const language = systemLanguage(env);
  let program: Program | undefined;
  let workspacePath: string | undefined;
  const path = (workspace?: string) => (workspace ? resolve(workspace) : defaultWorkspacePath(env));
  const tell = (sentence: string) => streams.err(`${sentence}\n`);
  const text = (key: string, data?: Record<string, unknown>) => say(language, `terminal:${key}`, data);

  /** The whole story goes into a file; the person gets its number. */
  async function incident(one: { id: string; error: unknown }): Promise<void> {
    const kept = await keepIncident(workspacePath && foldersOf(workspacePath).files, one);
    if (kept) tell(text('incidentKept', { incident: one.id, path: kept }));
  }

  return {
    ...streams,
    language,
    environment: env,
    path,
    tell,
    text,
    open: async ({ workspace, create }) => {
      workspacePath = path(workspace);
      program = await openProgram({ workspacePath, create, onIncident: (one) => void incident(one), automaticBackups: false });
      return { program, client: createRouterClient(program.router, { context: program.context }) };
    },
    finish: async (jobId) => {
      const status = await program?.context.jobs.finished(jobId);
      if (status?.state === 'cancelled') throw new JobFailure('CANCELLED', {});
      if (status?.failure) throw new JobFailure(status.failure.code, status.failure.data);
    },
    answer: (json, document, words) => streams.out(json ? `${JSON.stringify(document, null, 2)}\n` : `${words()}\n`),
    complain: async (error) => {
      const sentence = sentenceOf(error, language);
      if (sentence !== undefined) return tell(sentence);
      const one = { id: randomUUID(), error };
      tell(say(language, 'failures:INTERNAL', { incident: one.id }));
      await incident(one);
    },
    close: async () => program?.close(),
  };
}
