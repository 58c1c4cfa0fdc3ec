// The review of a planned change-set: its rows page by page, why rows are not taken, and what a person decides about single ones.
import {
  type ChangeSetRow,
  type ImportSummary,
  mapping as mappingSchema,
  type ReasonGroup,
  reading as readingSchema,
} from '../../shared/contract/imports.ts';
import { dayInZone } from '../../shared/values/day.ts';
import { type ChangeSetQuery, changeSetPage, mendRow, type Ticking, takeRow, tickRows } from './change-set.queries.ts';
import { ImportRefused } from './import-refused.ts';
import type { ImportLookup, ImportServices } from './import-services.ts';
import { recount, type StoredImport, summaryOf } from './imports.queries.ts';
import { pagedRejections, type RejectedRow } from './rejected-rows.queries.ts';
import { headerOf, type Mending, rawRows, reasonGroups } from './row-mending.queries.ts';
import { type Totals, withRejections, withStaging } from './staging.queries.ts';

export function createReview(services: ImportServices, { existing, stagedFile, stageOf }: ImportLookup) {
  const { store, now } = services;

  async function changeSet(query: { importId: string } & ChangeSetQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
    const { kind } = await existing(query.importId, 'planned');
    return withStaging(stageOf(query.importId), store.path, (stage) => changeSetPage(stage, services.sqlOf[kind], query));
  }

  async function recounted(importId: string, totals: Totals): Promise<ImportSummary> {
    await store.write((writer) => recount(writer, importId, totals));
    services.events.changed(['imports']);
    return summaryOf(await existing(importId));
  }

  async function tick(request: { importId: string } & Ticking): Promise<ImportSummary> {
    await existing(request.importId, 'planned');
    return recounted(request.importId, await withStaging(stageOf(request.importId), store.path, (stage) => tickRows(stage, request)));
  }

  /** The staging file, and everything that reading a row of it again takes. */
  async function mending<T>(importId: string, use: (mending: Mending, row: StoredImport) => Promise<T>): Promise<T> {
    const row = await existing(importId, 'planned');
    const [sql, rules] = [services.sqlOf[row.kind], services.draftRulesOf[row.kind]];
    const reading = readingSchema.parse(JSON.parse(row.reading));
    const mapping = mappingSchema.parse(JSON.parse(row.mapping));
    return withStaging(stageOf(importId), store.path, (stage) =>
      use({ stage, sql, rules, reading, mapping, today: dayInZone(now()), readApart: services.readApart }, row),
    );
  }

  async function mend({ importId, line, cells }: { importId: string; line: number; cells: string[] }): Promise<ImportSummary> {
    return recounted(importId, await mending(importId, (open) => mendRow(open, line, cells)));
  }

  async function take({ importId, line }: { importId: string; line: number }): Promise<ImportSummary> {
    const totals = await mending(importId, async (open, { stagedFileId }) =>
      takeRow(open, (await stagedFile(stagedFileId ?? '')).path, line),
    );
    return recounted(importId, totals);
  }

  function row({ importId, line }: { importId: string; line: number }): Promise<{ line: number; header: string[]; cells: string[] }> {
    return mending(importId, async (open, { stagedFileId }) => {
      const { path } = await stagedFile(stagedFileId ?? '');
      const cells = (await rawRows(open, path, [line])).get(line);
      if (!cells) throw new ImportRefused('NOT_FOUND', { what: 'row' });
      return { line, header: await headerOf(open.stage), cells };
    });
  }

  function reasons(importId: string): Promise<ReasonGroup[]> {
    return mending(importId, ({ stage }) => reasonGroups(stage));
  }

  /** Hands over the rejected rows one by one, in the order of their lines, with the sheet's header. */
  async function rejectedRows(
    importId: string,
    use: (sheet: { header: string[]; rows: AsyncIterable<RejectedRow> }) => Promise<void>,
  ): Promise<void> {
    await existing(importId, 'planned', 'applying', 'applied', 'reverted');
    await withRejections(stageOf(importId), async (stage) => use({ header: await headerOf(stage), rows: pagedRejections(stage) }));
  }

  function gone({ importId, offset, limit }: { importId: string; offset: number; limit: number }) {
    return mending(importId, async ({ stage, sql, mapping }) =>
      mapping.complete && sql.gone ? sql.gone(stage, { offset, limit }) : { items: [], total: 0 },
    );
  }

  return { gone, changeSet, tick, row, mend, take, reasons, rejectedRows };
}
