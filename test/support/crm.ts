// What tests of the CRM core say often: fields of partners and activities, a sheet imported, a failure's code, all rows.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import type { z } from 'zod';
import { openConnection } from '../../electron/store/connection.ts';
import type { activityFields } from '../../shared/contract/activities.ts';
import type { partnerFields } from '../../shared/contract/partners.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import type { TemporaryProgram } from './temporary-program.ts';

export type PartnerInput = z.input<typeof partnerFields>;
export type ActivityInput = z.input<typeof activityFields>;

export function command(): { commandId: string } {
  return { commandId: randomUUID() };
}

export function partnerInput(name: string, given: Partial<PartnerInput> = {}): PartnerInput {
  return {
    name,
    type: 'cloud_provider',
    status: 'active',
    owner: null,
    region: null,
    joinedOn: null,
    website: null,
    areas: [],
    emailDomains: [],
    contacts: [],
    notes: '',
    ...given,
  };
}

export function activityInput(title: string, partnerIds: string[], given: Partial<ActivityInput> = {}): ActivityInput {
  return {
    kind: 'meeting',
    day: '2026-03-01',
    title,
    notes: '',
    evidence: '',
    area: null,
    partnerIds,
    followUpOn: null,
    followUpNote: '',
    ...given,
  };
}

export async function register(test: TemporaryProgram, name: string, given: Partial<PartnerInput> = {}): Promise<string> {
  return (await test.client.partners.register({ ...command(), fields: partnerInput(name, given) })).partnerId;
}

export async function logActivity(
  test: TemporaryProgram,
  title: string,
  partnerIds: string[],
  given: Partial<ActivityInput> = {},
): Promise<string> {
  return (await test.client.activities.log({ ...command(), fields: activityInput(title, partnerIds, given) })).activityId;
}

/** The code and data of an expected failure; anything else fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('the call did not fail');
}

/** Imports a sheet as a person would who accepts what is suggested. */
export async function importSheet(
  { program, client }: TemporaryProgram,
  kind: ImportKind,
  text: string,
  name = 'sheet.csv',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trellis-sheet-'));
  try {
    const path = join(folder, name);
    await writeFile(path, text);
    const staged = await program.context.stagedFiles.stageLocalFile(path);
    const found = await client.imports.inspect({ stagedFileId: staged.fileId, kind });
    const planned = await client.imports.plan({
      ...command(),
      stagedFileId: staged.fileId,
      kind,
      reading: found.reading,
      mapping: found.suggested,
    });
    await finished({ program }, planned.jobId);
    const applied = await client.imports.apply({ ...command(), importId: planned.importId });
    await finished({ program }, applied.jobId);
    // What follows by itself, such as recognition.
    for (const { id } of program.context.jobs.running()) await finished({ program }, id);
    return planned.importId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits for a job that must end well. */
export async function finished({ program }: Pick<TemporaryProgram, 'program'>, jobId: string): Promise<void> {
  const status = await program.context.jobs.finished(jobId);
  if (status?.state !== 'done') throw new Error(`job ${status?.kind} ended as ${status?.state}: ${JSON.stringify(status?.failure)}`);
}

/** Every row of every table as text, sorted; columns that only count edits are left out. */
export async function dumpTables({ program }: TemporaryProgram, leaveOut: readonly string[]): Promise<Record<string, string[]>> {
  const connection = await openConnection(program.context.store.path, 'read');
  try {
    const tables = await connection.all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    );
    const dump: Record<string, string[]> = {};
    for (const { name } of tables.filter((table) => !leaveOut.includes(table.name))) {
      const rows = await connection.all(`SELECT * FROM ${name}`);
      dump[name] = rows.map(({ revision, ...row }) => JSON.stringify(name === 'ledger_entries' ? { ...row, revision } : row)).sort();
    }
    return dump;
  } finally {
    await connection.close();
  }
}
