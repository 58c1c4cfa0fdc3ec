// What every part of writing the demo program works with: the open transaction, what got which number so far, rows in JSON batches.
import { type JobHandle, throwIfCancelled } from '../../../jobs/jobs.ts';
import type { SqlConnection, SqlValue } from '../../../store/connection.ts';
import type { DemoProgram } from './demo-program.rules.ts';

const ROWS_PER_BATCH = 2_000;

export interface Writing {
  connection: SqlConnection;
  demo: DemoProgram;
  at: string;
  newId: () => string;
  policyVersion: number;
  handle: JobHandle;
  /** Identity numbers by the person's place in the demo. */
  identities: number[];
  /** Person numbers likewise. */
  people: number[];
  /** Partner ids by the partner's place in the demo. */
  partners: string[];
}

export async function insert(
  { connection, handle }: Writing,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  done: (rows: number) => void = () => undefined,
): Promise<void> {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  for (let at = 0; at < rows.length; at += ROWS_PER_BATCH) {
    throwIfCancelled(handle.signal);
    const batch = rows.slice(at, at + ROWS_PER_BATCH);
    await connection.run(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM jsonb_each(jsonb(?))`, [
      JSON.stringify(batch),
    ]);
    done(at + batch.length);
  }
}
