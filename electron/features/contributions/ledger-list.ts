// The ledger under a filter, a page at a time or whole: from its columns, or by a scan of the table while those are being made.
import type { ContributionFilter, ContributionListItem } from '../../../shared/contract/contributions.ts';
import type { ProgramContext } from '../procedure.ts';
import { listContributions, scannedRepositories, scannedRows } from './contributions.queries.ts';
import { listedEntries } from './ledger-list.queries.ts';
import type { Order } from './ledger-selection.rules.ts';

type Services = Pick<ProgramContext, 'store' | 'ledgerIndex'>;

export async function listLedger(
  { store, ledgerIndex }: Services,
  { filter, sort, offset, limit }: { filter: ContributionFilter; sort: Order; offset: number; limit: number },
): Promise<{ items: ContributionListItem[]; total: number; points: number }> {
  const picked = await ledgerIndex.pick(filter, sort, { offset, limit });
  if (!picked) return listContributions(store.read, filter, sort, { offset, limit });
  return { items: await listedEntries(store.read, picked.rows), total: picked.total, points: picked.points };
}

const MOST_REPOSITORIES = 500;

/** Repositories that entries are of, in order. */
export async function listRepositories({ store, ledgerIndex }: Services): Promise<string[]> {
  const segments = await ledgerIndex.columns();
  if (!segments) return scannedRepositories(store.read, MOST_REPOSITORIES);
  return [...new Set(segments.flatMap(({ repositoryNames }) => repositoryNames))].sort().slice(0, MOST_REPOSITORIES);
}

const ENTRIES_PER_STEP = 2_000;

/** Everything that matches, in order, some entries at a time. Entries recorded meanwhile are not in it. */
export async function* wholeLedger(
  { store, ledgerIndex }: Services,
  { filter, sort }: { filter: ContributionFilter; sort: Order },
): AsyncGenerator<ContributionListItem[]> {
  const everything = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
  const rows = (await ledgerIndex.pick(filter, sort, everything))?.rows ?? (await scannedRows(store.read, filter, sort));
  for (let at = 0; at < rows.length; at += ENTRIES_PER_STEP) yield listedEntries(store.read, rows.slice(at, at + ENTRIES_PER_STEP));
}
