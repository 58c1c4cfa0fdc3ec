// Staged rows gone through so many at a time, however many there are: when planning each gets its decision, when applying those that are
// wanted are written.
import type { RowStatus } from '../../shared/vocabulary.ts';
import { throwIfCancelled } from '../jobs/jobs.ts';
import type { SqlConnection } from '../store/connection.ts';
import { type PlanServices, type Rejection, STATUS } from './import-kind.ts';

/** SQL: what is to be written. `d` stands for the drafts. */
export const WANTED = `d.ticked = 1 AND d.status IN (${STATUS.new}, ${STATUS.changed})`;

const ROWS_PER_STEP = 1_000;

/** In the order of their lines. `d` stands for the drafts; rows may be changed while they are gone through. */
export async function* draftPages<Row extends { line: number }>(
  connection: SqlConnection,
  { stage, columns, joined = '', where = '1' }: { stage: string; columns: string; joined?: string; where?: string },
  phase: 'comparing' | 'writing',
  services: Pick<PlanServices, 'signal' | 'progress'>,
): AsyncGenerator<Row[]> {
  const counted = await connection.get<{ total: number }>(`SELECT count(*) AS total FROM ${stage}.drafts d WHERE ${where}`);
  let done = 0;
  for (let after = 0; ; ) {
    throwIfCancelled(services.signal);
    services.progress(phase, done, counted?.total ?? 0);
    const rows = await connection.all<Row>(
      `SELECT ${columns} FROM ${stage}.drafts d ${joined} WHERE ${where} AND d.line > ? ORDER BY d.line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.line ?? after;
    done += rows.length;
  }
}

export interface Decision {
  readonly line: number;
  readonly status: RowStatus;
  /** Why it is a conflict. */
  readonly reason?: Rejection;
  /** What the row is found to be about or to change, in the kind's own columns. */
  readonly found?: Readonly<Record<string, string | null>>;
}

/** Writes decisions down; what one does not speak of in `columns` becomes NULL. */
export async function decideDrafts(
  connection: SqlConnection,
  stage: string,
  columns: readonly string[],
  decisions: readonly Decision[],
): Promise<void> {
  const all = ['status', 'reason_code', 'reason_field', 'reason_value', ...columns];
  const values = decisions.map(({ line, status, reason, found }) => [
    ...[line, STATUS[status], reason?.code ?? null, reason?.field ?? null, reason?.value ?? null],
    ...columns.map((column) => found?.[column] ?? null),
  ]);
  await connection.run(
    `UPDATE ${stage}.drafts SET ${all.map((column, index) => `${column} = v.value ->> ${index + 1}`).join(', ')}
     FROM jsonb_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
    [JSON.stringify(values)],
  );
}

/** SQL: the first row of those that agree in a column, beside each. */
export function firstBeside(stage: string, column: string): string {
  return `JOIN ${stage}.drafts f ON f.${column} = d.${column} AND f.line = (SELECT min(m.line) FROM ${stage}.drafts m WHERE m.${column} = d.${column})`;
}
