// Writes the demo program's ledger: what counts, what its source says was reverted, and what a person rejected.
import type { EntryFields } from '../../../../shared/contract/contributions.ts';
import { repositoryOf } from '../../../../shared/values/repository.ts';
import type { RejectedBecause } from '../../../../shared/vocabulary.ts';
import type { Writer } from '../../../store/database.ts';
import { ledgerRow, replaceEntry } from '../../../store/ledger/entry-changes.ts';
import { addToRollups } from '../../../store/ledger/rollups.ts';
import type { DemoContribution } from './demo-contributions.rules.ts';
import { insert, type Writing } from './demo-rows.queries.ts';

/** Entries and everything that is summed from them. */
export async function writeLedger(writer: Writer, writing: Writing): Promise<void> {
  const { connection, demo, handle } = writing;
  const head = (await connection.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM ledger_entries'))?.seq ?? 0;
  await writeContributions(writing);
  handle.progress('summing', 0, null);
  await addToRollups(connection, head + 1, head + demo.contributions.length + demo.rejections.length);
  await rejectByHand(writer, writing);
}

const keyOfRejection = (index: number) => `demo:rejected-${index + 1}`;

async function writeContributions(writing: Writing): Promise<void> {
  const { demo } = writing;
  await writeEntries(
    writing,
    demo.contributions.map((contribution, index) => ({ key: `demo:${index + 1}`, contribution, rejectedBecause: null })),
  );
  await writeEntries(
    writing,
    demo.rejections.map(({ contribution, because }, index) => ({
      key: keyOfRejection(index),
      contribution,
      // What a person rejects has counted until then.
      rejectedBecause: because === 'by_hand' ? null : because,
    })),
  );
}

/** As somebody does it who looks through the ledger: the entry is reversed and stands as rejected, with what was said of it. */
async function rejectByHand(writer: Writer, { connection, demo, at }: Writing): Promise<void> {
  for (const [index, { because, reason }] of demo.rejections.entries()) {
    if (because !== 'by_hand') continue;
    const found = await connection.get<{ seq: number }>('SELECT seq FROM ledger_entries WHERE external_key = ?', [keyOfRejection(index)]);
    const row = found && (await ledgerRow(writer, found.seq));
    if (!row) continue;
    const { sourceKind, policyVersion } = row;
    const entry = { fields: row as EntryFields, sourceKind, policyVersion, points: 0, rejectedBecause: because };
    await replaceEntry(writer, row, entry, reason, at);
  }
}

async function writeEntries(
  writing: Writing,
  entries: readonly { key: string; contribution: DemoContribution; rejectedBecause: RejectedBecause | null }[],
): Promise<void> {
  const { at, policyVersion, identities, handle } = writing;
  const total = entries.length;
  handle.progress('writing', 0, total);
  await insert(
    writing,
    'ledger_entries',
    [
      'external_key',
      'revision',
      'state',
      'identity_num',
      'kind',
      'day',
      'title',
      'link',
      'repository',
      'complexity',
      'impact',
      'quality',
      'points',
      'policy_version',
      'rejected_because',
      'recorded_at',
    ],
    entries.map(({ key, contribution: one, rejectedBecause }) => [
      key,
      1,
      rejectedBecause === null ? 'accepted' : 'rejected',
      identities[one.person] as number,
      one.kind,
      one.day,
      one.title,
      one.link,
      one.link === null ? null : repositoryOf(one.link),
      one.complexity,
      one.impact,
      one.quality,
      rejectedBecause === null ? one.points : 0,
      policyVersion,
      rejectedBecause,
      at,
    ]),
    (rows) => handle.progress('writing', rows, total),
  );
}
