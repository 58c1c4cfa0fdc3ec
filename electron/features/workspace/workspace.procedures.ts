// The workspace itself: what it is, settings, backups, check, history, undo and redo.
import { stat } from 'node:fs/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Topic } from '../../../shared/contract/events.ts';
import { BadStart } from '../../bad-start.ts';
import { listBackups } from '../../store/backup.ts';
import { checkWorkspace } from '../../store/check.ts';
import { sqliteCode } from '../../store/connection.ts';
import type { Writer } from '../../store/database.ts';
import {
  type AroundReplay,
  journaled,
  type Replayed,
  type Replaying,
  redoChange,
  type UndoOutcome,
  undoChange,
} from '../../store/journal.ts';
import { peopleUnder } from '../../store/ledger/entry-replay.ts';
import { settleEarlierSums } from '../../store/ledger/settled-sums.ts';
import { SCHEMA_VERSION } from '../../store/migrations/index.ts';
import { rederiveDomainAffiliations } from '../../store/people/domain-affiliations.ts';
import { linkedWith, relinking } from '../../store/people/links.ts';
import { followRemovedPartners, settleRemovedPartners } from '../../store/people/removed-partners.ts';
import { readSettings, writeSettings } from '../../store/settings.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import { answer, asCommand, failed, instantNow, type ProgramContext, today } from '../procedure.ts';
import { recogniseNow } from '../recognition/recognise-now.ts';
import { loadDemo } from './demo/load-demo.ts';
import { countEverything, countRows, listHistory } from './workspace.queries.ts';

const ALL_TOPICS: readonly Topic[] = [
  'workspace',
  'partners',
  'activities',
  'people',
  'contributions',
  'imports',
  'policies',
  'recognition',
];

/** People whose sums follow from rows that go back: both ends of every link and move. */
function peopleIn(rows: readonly Replayed[]): number[] {
  const columns = ['num', 'person_num', 'home_num', 'root_num', 'from_num', 'into_num'] as const;
  const about = rows.filter(({ table }) => ['people', 'identities', 'affiliations', 'person_merges'].includes(table));
  const found = about.flatMap(({ table, from, to }) =>
    [from, to].flatMap((image) => columns.flatMap((column) => (column === 'num' && table !== 'people' ? [] : (image?.[column] ?? [])))),
  );
  return [...new Set(found.map(Number))];
}

function followingPeople(writer: Writer, context: ProgramContext): AroundReplay {
  return async (rows, replay) => {
    const people = peopleIn(rows);
    if (people.length === 0) return replay();
    const connection = connectionOf(writer);
    return relinking(connection, await linkedWith(connection, people), { newId: context.newId, at: instantNow(context) }, replay);
  };
}

function refusalOf(outcome: Extract<UndoOutcome, { ok: false }>) {
  if (outcome.why === 'twice') return failed('RULE_BROKEN', { field: 'link', ...outcome.twice });
  return outcome.why === 'nothing' ? failed('NOTHING_TO_UNDO', {}) : failed('CHANGED_SINCE', { what: outcome.subject });
}

/** Undo and redo: the rows go back, and with them the affiliations that follow from mail domains, and people's sums. */
async function replaying(
  context: ProgramContext,
  command: { commandId: string; procedure: 'workspace.undo' | 'workspace.redo' },
  replay: (writer: Writer, replaying: Replaying) => Promise<UndoOutcome>,
): Promise<{ changeId: string; what: string; subject: string }> {
  let subject = '';
  try {
    return await asCommand(context, { ...command, topics: ALL_TOPICS }, async (writer) => {
      const outcome = await replay(writer, { around: followingPeople(writer, context), at: instantNow(context) });
      if (!outcome.ok) throw refusalOf(outcome);
      const { changeId, what, rows } = outcome.change;
      subject = outcome.change.subject;
      const domains = rows.filter((row) => row.table === 'partner_domains').flatMap((row) => row.key);
      if (rows.some(({ table }) => table === 'partners' || table === 'affiliations')) await followRemovedPartners(connectionOf(writer));
      await rederiveDomainAffiliations(connectionOf(writer), domains, context.newId);
      const entries = rows.filter((row) => row.table === 'ledger_entries').flatMap((row) => row.key);
      await recogniseNow(writer, context, await peopleUnder(writer, entries));
      return { changeId, what, subject };
    });
  } catch (error) {
    // References are checked at the end: a partner that activities name by now cannot be taken out from under them.
    if (sqliteCode(error) === 'SQLITE_CONSTRAINT') throw failed('CHANGED_SINCE', { what: subject });
    throw error;
  }
}

export const workspaceProcedures = {
  get: answer.workspace.get.handler(async ({ context }) => {
    const { store } = context;
    const [counts, backups, settings, file] = await Promise.all([
      countEverything(store.read),
      listBackups(store.folders.backups),
      readSettings(store.read),
      stat(store.path),
    ]);
    return {
      id: store.workspaceId,
      fileName: store.fileName,
      bytes: file.size,
      schemaVersion: SCHEMA_VERSION,
      sqliteVersion: store.sqliteVersion,
      programVersion: packageJson.version,
      counts,
      newestBackup: backups[0] ?? null,
      settings,
      today: today(context),
    };
  }),

  saveSettings: answer.workspace.saveSettings.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'workspace.saveSettings', topics: ['workspace'] }, async (writer) => {
      const note = { id: context.newId(), at: instantNow(context), what: 'workspace.saveSettings', subject: input.settings.programName };
      await journaled(writer, note, [{ table: 'workspace_meta', key: ['settings'] }], () => writeSettings(writer, input.settings));
      return input.settings;
    }),
  ),

  check: answer.workspace.check.handler(({ context }) => checkWorkspace(context.store.path)),

  backups: answer.workspace.backups.handler(async ({ context: { store } }) => ({
    items: await listBackups(store.folders.backups),
    now: await countRows(store.read),
  })),

  backup: answer.workspace.backup.handler(async ({ context }) => {
    const made = await context.store.backup('by_hand');
    context.events.changed(['workspace']);
    return made;
  }),

  restore: answer.workspace.restore.handler(async ({ input, context }) => {
    const known = (await listBackups(context.store.folders.backups)).find((one) => one.id === input.backupId);
    if (!known) throw failed('NOT_FOUND', { what: 'backup' });
    try {
      const { before } = await context.store.restore(input.backupId);
      await settleEarlierSums(context.store, instantNow(context));
      await settleRemovedPartners(context.store);
      await context.imports.settleInterrupted();
      context.events.changed(ALL_TOPICS);
      return { restored: known, before };
    } catch (error) {
      if (error instanceof BadStart && error.code === 'BACKUP_DAMAGED') throw failed('BACKUP_DAMAGED', { name: input.backupId });
      throw error;
    }
  }),

  loadDemo: answer.workspace.loadDemo.handler(({ input, context }) =>
    loadDemo(context, input, (counts) => failed('WORKSPACE_NOT_EMPTY', counts)),
  ),

  history: answer.workspace.history.handler(({ input, context }) => listHistory(context.store.read, input)),

  undo: answer.workspace.undo.handler(({ input, context }) =>
    replaying(context, { commandId: input.commandId, procedure: 'workspace.undo' }, (writer, how) =>
      undoChange(writer, how, input.changeId),
    ),
  ),

  redo: answer.workspace.redo.handler(({ input, context }) =>
    replaying(context, { commandId: input.commandId, procedure: 'workspace.redo' }, (writer, how) => redoChange(writer, how)),
  ),
};
