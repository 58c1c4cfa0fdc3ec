// Rows that would change an entry, merged with what is there by the mapping's rules, and scored again as they will be.
import type { Mapping } from '../../../shared/contract/imports.ts';
import type { PolicyVersion } from '../../../shared/contract/policies.ts';
import { versionOn } from '../../../shared/values/points-policy.ts';
import type { Complexity, Impact, Quality } from '../../../shared/vocabulary.ts';
import type { Schemas } from '../../intake/import-kind.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import type { SqlConnection, SqlValue } from '../../store/connection.ts';
import { CONTENT_COLUMNS } from '../../store/ledger/entries.ts';
import { type ContributionContent, mergeContribution, mergesNothing } from './contribution-merge.rules.ts';
import { createScorer } from './points.rules.ts';

const ROWS_PER_STEP = 5_000;
/** What a row states, and what follows from it. */
const STATED = [...CONTENT_COLUMNS, 'points', 'policy_version', 'rejected_because', 'repository'] as const;
const STATED_COLUMNS = STATED.join(', ');
const WHOLE_NUMBERS: readonly string[] = ['quantity', 'points', 'policy_version'];

/** What rows state before they are merged, so that they can be merged again with a workspace that has changed meanwhile. */
export const STATED_TABLE = `CREATE TABLE stated (line INTEGER PRIMARY KEY,
  ${STATED.map((column) => `${column} ${WHOLE_NUMBERS.includes(column) ? 'INTEGER' : 'TEXT'}`).join(', ')});`;

/** Before anything is compared: rows say again what the file says. */
export async function restoreStated(connection: SqlConnection, stage: string): Promise<void> {
  await connection.run(
    `UPDATE ${stage}.drafts SET ${STATED.map((column) => `${column} = s.${column}`).join(', ')} FROM ${stage}.stated s WHERE s.line = drafts.line`,
  );
  await connection.run(`DELETE FROM ${stage}.stated`);
}

/** Keeps what the rows in SQL for lines state, before something else is written in its place. What was kept before stays. */
export async function keepStated(
  connection: SqlConnection,
  stage: string,
  lines: string,
  parameters: readonly SqlValue[] = [],
): Promise<void> {
  await connection.run(
    `INSERT OR IGNORE INTO ${stage}.stated (line, ${STATED_COLUMNS}) SELECT line, ${STATED_COLUMNS} FROM ${stage}.drafts WHERE line IN (${lines})`,
    parameters,
  );
}

interface Pair extends Record<string, string | number | null> {
  line: number;
  same_person: number;
}

export async function mergeChangedRows(
  connection: SqlConnection,
  { stage, workspace }: Schemas,
  plan: {
    mapping: Mapping;
    versions: readonly PolicyVersion[];
    today: string;
    status: { changed: number; unchanged: number };
    signal: AbortSignal;
  },
): Promise<void> {
  const { mapping, versions, today, status, signal } = plan;
  if (mergesNothing(mapping)) return;
  const scorers = new Map(versions.map(({ version, policy }) => [version, createScorer(policy)]));
  for (let after = 0; ; ) {
    throwIfCancelled(signal);
    const pairs = await connection.all<Pair>(
      `SELECT d.line, d.blank_kind, ${side('d', 'new')}, ${side('e', 'old')},
         e.identity_num IS (SELECT w.identity_num FROM ${stage}.who w WHERE w.who = d.who) AS same_person
       FROM ${stage}.drafts d JOIN ${workspace}.ledger_entries e ON e.seq = d.previous_seq
       WHERE d.line > ? AND d.status = ${status.changed} ORDER BY d.line LIMIT ${ROWS_PER_STEP}`,
      [after],
    );
    if (pairs.length === 0) return;
    after = pairs.at(-1)?.line ?? after;
    const lines: number[] = [];
    const merged = pairs.flatMap((pair) => {
      const [existing, stated] = [contentOf(pair, 'old'), contentOf(pair, 'new')];
      const content = mergeContribution(existing, { ...stated, kindIsBlank: pair.blank_kind === 1 }, mapping);
      if (JSON.stringify(content) === JSON.stringify(stated)) return [];
      lines.push(pair.line);
      const same = pair.same_person === 1 && JSON.stringify(content) === JSON.stringify(existing);
      return [[pair.line, ...scored(content, versions, scorers, today), same ? status.unchanged : status.changed]];
    });
    if (merged.length === 0) continue;
    await keepStated(connection, stage, 'SELECT value FROM jsonb_each(jsonb(?))', [JSON.stringify(lines)]);
    await connection.run(
      `UPDATE ${stage}.drafts SET ${[...STATED, 'status'].map((column, index) => `${column} = v.value ->> ${index + 1}`).join(', ')}
       FROM jsonb_each(jsonb(?)) v WHERE drafts.line = v.value ->> 0`,
      [JSON.stringify(merged)],
    );
  }
}

function side(table: 'd' | 'e', name: 'new' | 'old'): string {
  return [...CONTENT_COLUMNS, 'rejected_because', 'repository'].map((column) => `${table}.${column} AS ${name}_${column}`).join(', ');
}

function contentOf(pair: Pair, name: 'new' | 'old'): ContributionContent {
  const cell = (column: string) => (pair[`${name}_${column}`] ?? null) as string | null;
  return {
    kind: cell('kind') ?? 'other',
    sourceKind: cell('source_kind'),
    since: cell('since'),
    day: cell('day'),
    title: cell('title') ?? '',
    link: cell('link'),
    quantity: (pair[`${name}_quantity`] ?? null) as number | null,
    complexity: cell('complexity'),
    impact: cell('impact'),
    quality: cell('quality'),
    repository: cell('repository'),
    reverted: cell('rejected_because') === 'reverted',
  };
}

/** The values of {@link STATED}, in its order. */
function scored(
  content: ContributionContent,
  versions: readonly PolicyVersion[],
  scorers: ReadonlyMap<number, ReturnType<typeof createScorer>>,
  today: string,
): unknown[] {
  const { kind, sourceKind, since, day, title, link, quantity, repository, reverted } = content;
  const factors = {
    complexity: content.complexity as Complexity | null,
    impact: content.impact as Impact | null,
    quality: content.quality as Quality | null,
  };
  const { version } = versionOn(versions, day ?? today);
  const { points, rejectedBecause } = scorers.get(version)?.({ kind, ...factors, title, link }) ?? { points: 0, rejectedBecause: null };
  const { complexity, impact, quality } = factors;
  const because = reverted ? 'reverted' : rejectedBecause;
  return [
    kind,
    sourceKind,
    since,
    day,
    title,
    link,
    quantity,
    complexity,
    impact,
    quality,
    reverted ? 0 : points,
    version,
    because,
    repository,
  ];
}
