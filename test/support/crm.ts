// What tests of the CRM core say often: fields of partners and activities, a sheet imported, what counts then, a failure's code, all rows.
import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import type { z } from 'zod';
import { openConnection } from '../../electron/store/connection.ts';
import type { activityFields } from '../../shared/contract/activities.ts';
import type { partnerFields } from '../../shared/contract/partners.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import { applyImport, finished, planImport } from './importing.ts';
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

/** Imports a sheet as a person would who accepts what is suggested, and waits for what follows by itself, such as recognition. */
export async function importSheet(test: TemporaryProgram, kind: ImportKind, text: string, name?: string): Promise<string> {
  const importId = await planImport(test, kind, text, undefined, name);
  await applyImport(test, importId);
  for (const { id } of test.program.context.jobs.running()) await finished(test, id);
  return importId;
}

/** What counts in the ledger, in the order in which it was recorded. */
export async function recordedEntries({ client }: TemporaryProgram) {
  const { items } = await client.contributions.list({ sort: { by: 'recorded', direction: 'ascending' } });
  return items.map(({ kind, day, title, link, points }) => ({ kind, day, title, link, points }));
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
