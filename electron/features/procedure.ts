// What every feature's procedures are built with: the contract's implementer, the services they are handed, and commands.
import { implement, ORPCError } from '@orpc/server';
import type { z } from 'zod';
import { type FailureCode, failure } from '../../shared/contract/base.ts';
import type { Topic } from '../../shared/contract/events.ts';
import { contract } from '../../shared/contract/index.ts';
import { type Day, dayInZone } from '../../shared/values/day.ts';
import type { CollectionService } from '../intake/collecting/collection-service.ts';
import type { Tokens } from '../intake/github/tokens.ts';
import type { ImportService } from '../intake/import-service.ts';
import type { IntakeServices } from '../intake/intake-services.ts';
import type { OutgoingFiles } from '../reporting/outgoing-files.ts';
import { onceOnly } from '../store/answered-commands.ts';
import { sqliteCode } from '../store/connection.ts';
import type { Writer } from '../store/database.ts';
import type { LedgerIndex } from './contributions/ledger-index.ts';

/** Everything a procedure may use. */
export interface ProgramContext extends IntakeServices {
  readonly outgoingFiles: OutgoingFiles;
  readonly imports: ImportService;
  readonly collections: CollectionService;
  readonly tokens: Tokens;
  readonly ledgerIndex: LedgerIndex;
  readonly onIncident: (incident: { id: string; error: unknown }) => void;
}

export const answer = implement(contract).$context<ProgramContext>();

/** A bug is an exception: logged with an id that the person can quote, and nothing of it is shown. */
export const reportingIncidents = answer.middleware(async ({ context, next }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ORPCError) throw error;
    if (sqliteCode(error) === 'SQLITE_FULL') throw failed('DISK_FULL', { path: context.store.fileName });
    const incident = { id: context.newId(), error };
    context.onIncident(incident);
    throw new ORPCError('INTERNAL', { status: 500, data: { incident: incident.id } });
  }
});

export function today(context: Pick<ProgramContext, 'now'>): Day {
  return dayInZone(context.now());
}

export function instantNow(context: Pick<ProgramContext, 'now'>): string {
  return new Date(context.now()).toISOString();
}

/** The failure of that code as the error that crosses every transport. Only what the contract declares may be thrown. */
export function failed<Code extends FailureCode>(code: Code, data: z.input<(typeof failure)[Code]['data']>): ORPCError<Code, unknown> {
  return new ORPCError(code, { status: failure[code].status, data });
}

/**
 * Runs a command in one write transaction, once per command id, and tells every window which topics changed.
 * `procedure` is its name in the contract.
 */
export async function asCommand<T>(
  context: ProgramContext,
  command: { commandId: string; procedure: string; topics: readonly Topic[] },
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  const result = await context.store.write((writer) =>
    onceOnly(writer, { commandId: command.commandId, procedure: command.procedure, at: instantNow(context) }, () => work(writer)),
  );
  context.events.changed(command.topics);
  return result;
}
