// The ledger as it is asked for and as a person changes it: lists, one entry with its formula, leaderboards, single entries.
import type { EntryFields } from '../../../shared/contract/contributions.ts';
import { pointsPolicy } from '../../../shared/contract/policies.ts';
import { repositoryOf } from '../../../shared/values/repository.ts';
import { CONTRIBUTION_KINDS } from '../../../shared/vocabulary.ts';
import { say } from '../../language.ts';
import type { Writer } from '../../store/database.ts';
import { type ChangeNote, journaled, type RowRef } from '../../store/journal.ts';
import { headOf } from '../../store/ledger/entries.ts';
import {
  addEntry,
  type LedgerRow,
  ledgerRow,
  type NewEntry,
  replaceEntry,
  restoreEntry,
  reverseEntry,
} from '../../store/ledger/entry-changes.ts';
import { countedTwice } from '../../store/ledger/pull-request-commits.ts';
import { readPointsPolicy, readPointsVersions } from '../../store/points-policies.ts';
import { connectionOf } from '../../store/sqlite3-dialect.ts';
import { answer, asCommand, failed, instantNow, type ProgramContext, today } from '../procedure.ts';
import { recogniseNow } from '../recognition/recognise-now.ts';
import { boardProcedures } from './boards.procedures.ts';
import { findContribution } from './contributions.queries.ts';
import { identityFor, personToCredit } from './credited-person.queries.ts';
import { leaderboard } from './leaderboard.queries.ts';
import { ledgerCsv } from './ledger-csv.ts';
import { listLedger, listRepositories, wholeLedger } from './ledger-list.ts';
import { pointsFormula, scoreContribution, scoreCorrected } from './points.rules.ts';

const TOPICS = ['contributions', 'people', 'partners', 'recognition'] as const;

type Decided = Pick<LedgerRow, 'sourceKind' | 'rejectedBecause' | 'acceptedByHand'>;
const UNDECIDED: Decided = { sourceKind: null, rejectedBecause: null, acceptedByHand: 0 };

/** The entry with what the policy of its day makes of it, and what was decided of the one it takes the place of. */
async function scored(writer: Writer, context: ProgramContext, fields: EntryFields, before: Decided): Promise<NewEntry> {
  const { version, policy } = await readPointsPolicy(writer, fields.day ?? today(context));
  const known = [...CONTRIBUTION_KINDS, ...policy.customKinds.map(({ key }) => key)];
  if (!known.includes(fields.kind)) throw failed('RULE_BROKEN', { field: 'kind', rule: 'unknown_kind', value: fields.kind });
  const acceptedByHand = before.acceptedByHand === 1;
  const { points, rejectedBecause } = scoreCorrected(policy, fields, { rejectedBecause: before.rejectedBecause, acceptedByHand });
  const repository = fields.repository ?? repositoryOf(fields.link ?? '');
  const { sourceKind } = before;
  return { fields: { ...fields, repository }, sourceKind, points, policyVersion: version, rejectedBecause, acceptedByHand };
}

const fieldsOf = ({ kind, since, day, title, link, complexity, impact, quality, quantity, repository }: LedgerRow): EntryFields => ({
  kind,
  since: since as EntryFields['since'],
  day: day as EntryFields['day'],
  title,
  link,
  complexity,
  impact,
  quality,
  quantity,
  repository,
});

/** Does something to one entry. `reversed` says whether it must stand or must have been taken back. */
function onEntry(
  context: ProgramContext,
  input: { commandId: string; contributionId: string },
  what: { procedure: string; reversed: boolean },
  work: (writer: Writer, row: LedgerRow, at: string) => Promise<number>,
): Promise<{ contributionId: string; changeId: string }> {
  return asCommand(context, { commandId: input.commandId, procedure: what.procedure, topics: TOPICS }, async (writer) => {
    const seq = Number(input.contributionId);
    const row = Number.isSafeInteger(seq) ? await ledgerRow(writer, seq) : undefined;
    if (!row) throw failed('NOT_FOUND', { what: 'contribution' });
    const stands = row.state !== 'reversal' && row.newest === row.revision;
    const justReversed = row.state !== 'reversal' && row.newest === row.revision + 1;
    if (what.reversed ? !justReversed : !stands) throw failed('ENTRY_NOT_STANDING', { state: stands ? 'standing' : 'history' });
    const note = noteOf(context, what.procedure, row);
    const head = await headOf(connectionOf(writer));
    const written = await journaled(writer, note, entryUnder(row.externalKey), () => work(writer, row, note.at));
    if (!(stands && row.state === 'accepted')) await refuseCountingTwice(writer, row, head);
    await recogniseNow(writer, context, [row.personNum]);
    return { contributionId: String(written), changeId: note.id };
  });
}

/** Never both: a pull request and its commits are one piece of work, so what starts to count must not find the other counting. */
async function refuseCountingTwice(writer: Writer, { externalKey }: LedgerRow, head: number): Promise<void> {
  const twice = await countedTwice(writer, externalKey, head);
  if (twice) throw failed('RULE_BROKEN', { field: 'link', ...twice });
}

/** An entry without a title is called by its link, or else by its number. */
function noteOf(context: ProgramContext, what: string, entry: { title: string; link: string | null; seq?: number }): ChangeNote {
  const subject = entry.title.trim() || (entry.link ?? (entry.seq === undefined ? '' : `#${entry.seq}`));
  return { id: context.newId(), at: instantNow(context), what, subject };
}

const entryUnder = (externalKey: string): RowRef[] => [{ table: 'ledger_entries', key: [externalKey] }];

export const contributionsProcedures = {
  list: answer.contributions.list.handler(({ input, context }) => listLedger(context, input)),

  exportList: answer.contributions.exportList.handler(async ({ input, context, signal }) => {
    const own = (await readPointsVersions(context.store.read)).flatMap(({ policy }) => policy.customKinds);
    const kindNames = Object.fromEntries(own.map(({ key, names }) => [key, names]));
    const name = `${say(input.language, 'contributions:title')} ${today(context)}.csv`;
    return context.outgoingFiles.put(name, 'text/csv', ledgerCsv(wholeLedger(context, input), input.language, kindNames, signal));
  }),

  get: answer.contributions.get.handler(async ({ input, context }) => {
    const seq = Number(input.contributionId);
    const found = Number.isSafeInteger(seq) ? await findContribution(context.store.read, seq) : undefined;
    if (!found) throw failed('NOT_FOUND', { what: 'contribution' });
    const { row, affiliation, policyBody, history } = found;
    const { base, complexity, impact, quality, product, clamped, points } = pointsFormula(
      pointsPolicy.parse(JSON.parse(policyBody ?? '{}')),
      row,
    );
    const newest = history.at(-1);
    return {
      id: String(row.seq),
      day: row.day,
      since: row.since,
      kind: row.kind,
      title: row.title,
      link: row.link,
      points: row.points,
      state: row.state,
      person: { id: row.personId, name: row.personName },
      partner: affiliation?.partner ?? null,
      sourceKind: row.sourceKind,
      quantity: row.quantity,
      repository: row.repository,
      formula: {
        policyVersion: row.policyVersion,
        base,
        complexity: { name: row.complexity, hundredths: complexity },
        impact: { name: row.impact, hundredths: impact },
        quality: { name: row.quality, hundredths: quality },
        product,
        clamped,
        points,
      },
      rejectedBecause: row.rejectedBecause,
      reason: row.reason,
      standing: row.state !== 'reversal' && newest?.id === String(row.seq),
      history,
      source: {
        importId: row.importId,
        fileName: row.fileName,
        line: row.sourceLine,
        externalKey: row.externalKey,
        revision: row.revision,
      },
      recordedAt: row.recordedAt ?? row.appliedAt ?? '',
      affiliation: affiliation ? { source: affiliation.source, evidence: affiliation.evidence } : null,
      reverses: row.reverses === null ? null : String(row.reverses),
      reversedBy: row.reversedBy === null ? null : String(row.reversedBy),
    };
  }),

  leaderboard: answer.contributions.leaderboard.handler(({ input, context }) => leaderboard(context, input, today(context))),
  repositories: answer.contributions.repositories.handler(async ({ context }) => ({ items: await listRepositories(context) })),

  add: answer.contributions.add.handler(({ input, context }) =>
    asCommand(context, { commandId: input.commandId, procedure: 'contributions.add', topics: TOPICS }, async (writer) => {
      const person = await personToCredit(writer, input.personId);
      if (!person) throw failed('NOT_FOUND', { what: 'person' });
      const entry = await scored(writer, context, input.entry, UNDECIDED);
      const identityNum = await identityFor(writer, person.num, { id: context.newId(), name: person.name });
      const note = noteOf(context, 'contributions.add', entry.fields);
      const place = { externalKey: `manual:${context.newId()}`, identityNum, at: note.at };
      const seq = await journaled(writer, note, entryUnder(place.externalKey), () => addEntry(writer, entry, place));
      await recogniseNow(writer, context, [person.num]);
      return { contributionId: String(seq), changeId: note.id };
    }),
  ),

  correct: answer.contributions.correct.handler(({ input, context }) =>
    onEntry(context, input, { procedure: 'contributions.correct', reversed: false }, async (writer, row, at) =>
      replaceEntry(writer, row, await scored(writer, context, input.entry, row), input.reason, at),
    ),
  ),

  reject: answer.contributions.reject.handler(({ input, context }) =>
    onEntry(context, input, { procedure: 'contributions.reject', reversed: false }, (writer, row, at) => {
      if (row.state === 'rejected') throw failed('ENTRY_NOT_STANDING', { state: 'rejected' });
      const { policyVersion, sourceKind } = row;
      const entry: NewEntry = { fields: fieldsOf(row), sourceKind, points: 0, policyVersion, rejectedBecause: 'by_hand' };
      return replaceEntry(writer, row, entry, input.reason, at);
    }),
  ),

  accept: answer.contributions.accept.handler(({ input, context }) =>
    onEntry(context, input, { procedure: 'contributions.accept', reversed: false }, async (writer, row, at) => {
      if (row.state !== 'rejected') throw failed('ENTRY_NOT_STANDING', { state: 'accepted' });
      const fields = fieldsOf(row);
      const { version, policy } = await readPointsPolicy(writer, fields.day ?? today(context));
      const entry = {
        fields,
        sourceKind: row.sourceKind,
        points: scoreContribution(policy, fields),
        policyVersion: version,
        rejectedBecause: null,
        acceptedByHand: true,
      };
      const written = await replaceEntry(writer, row, entry, input.reason, at);
      // Never both: commits that are counted one by one would have to be taken back first.
      const standing = await ledgerRow(writer, written);
      if (standing?.rejectedBecause === 'counted_from_git')
        throw failed('RULE_BROKEN', { field: 'quantity', rule: 'counted_from_git', value: '' });
      return written;
    }),
  ),

  reverse: answer.contributions.reverse.handler(({ input, context }) =>
    onEntry(context, input, { procedure: 'contributions.reverse', reversed: false }, (writer, row, at) =>
      reverseEntry(writer, row, input.reason, at),
    ),
  ),

  restore: answer.contributions.restore.handler(({ input, context }) =>
    onEntry(context, input, { procedure: 'contributions.restore', reversed: true }, (writer, row, at) =>
      restoreEntry(writer, row, input.reason, at),
    ),
  ),

  ...boardProcedures,
};
