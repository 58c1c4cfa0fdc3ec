// What every terminal command needs: the workspace opened once, calls through the contract, and one sentence for every failure.

import { resolve } from 'node:path';
import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server';
import { CommanderError } from 'commander';
import { wordOfField } from '../../shared/field-choices.ts';
import type { ImportKind, Language } from '../../shared/vocabulary.ts';
import { BadStart } from '../bad-start.ts';
import { openProgram, type Program } from '../compose.ts';
import { CodedFailure } from '../jobs/coded-failure.ts';
import { JobFailure } from '../jobs/jobs.ts';
import { say, sentenceFor, systemLanguage } from '../language.ts';
import type { router } from '../router.ts';
import { defaultWorkspacePath } from '../workspace-path.ts';

export type ProgramClient = RouterClient<typeof router>;

/** Wrong words on the command line. */
export class UsageError extends Error {}

/** A mistake with a sentence of its own, already in the person's language. */
export class Mistake extends Error {}

/** A mistake in the words of the command itself, such as a period that ends before it begins. */
export class WrongUse extends Mistake {}

export interface Terminal {
  readonly language: Language;
  open(options: { workspace?: string; create: boolean }): Promise<{ program: Program; client: ProgramClient }>;
  /** Waits for a job and throws its failure. */
  finish(jobId: string): Promise<void>;
  /** Prints the JSON document, or the text for people. */
  answer(json: boolean | undefined, document: unknown, text: () => string): void;
  complain(error: unknown): void;
  text(key: string, data?: Record<string, unknown>): string;
  path(workspace?: string): string;
  close(): Promise<void>;
}

export function createTerminal(env: NodeJS.ProcessEnv): Terminal {
  const language = systemLanguage(env);
  let program: Program | undefined;
  const incident = ({ id, error }: { id: string; error: unknown }) =>
    process.stderr.write(`[${id}] ${String((error as Error)?.stack ?? error)}\n`);
  const path = (workspace?: string) => (workspace ? resolve(workspace) : defaultWorkspacePath(env));

  return {
    language,
    path,
    open: async ({ workspace, create }) => {
      program = await openProgram({ workspacePath: path(workspace), create, onIncident: incident, automaticBackups: false });
      return { program, client: createRouterClient(program.router, { context: program.context }) };
    },
    finish: async (jobId) => {
      const status = await program?.context.jobs.finished(jobId);
      if (status?.state === 'cancelled') throw new JobFailure('CANCELLED', {});
      if (status?.failure) throw new JobFailure(status.failure.code, status.failure.data);
    },
    answer: (json, document, text) => process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text()}\n`),
    complain: (error) => {
      const sentence = sentenceOf(error, language);
      if (sentence !== undefined) process.stderr.write(`${sentence}\n`);
    },
    text: (key, data) => say(language, `terminal:${key}`, data),
    close: async () => program?.close(),
  };
}

function sentenceOf(error: unknown, language: Language): string | undefined {
  if (error instanceof BadStart || error instanceof CodedFailure) return sentenceFor(error.code, error.data, language);
  if (error instanceof Mistake) return error.message;
  // Commander has said it already.
  if (error instanceof UsageError || error instanceof CommanderError) return undefined;
  if (error instanceof ORPCError)
    return sentenceFor(error.code, inWords((error.data ?? {}) as Record<string, unknown>, language), language);
  return `${sentenceFor('INTERNAL', { incident: '' }, language)}\n${String((error as Error)?.stack ?? error)}`;
}

/** Names of fields in a failure's data, as people call them. */
function inWords(data: Record<string, unknown>, language: Language): Record<string, unknown> {
  if (!Array.isArray(data.missing)) return data;
  return {
    ...data,
    missing: data.missing.map((field) => wordOfField((key) => say(language, key), data.kind as ImportKind, String(field))).join(', '),
  };
}
