// Contacts of a sheet: whose they are, what they change among that partner's contacts, and on their way in and out. A contact that was
// changed since stays, the others of its partner are taken back.
import type { ChangeSetRow, RevertResult } from '../../../shared/contract/imports.ts';
import type { Contact } from '../../../shared/contract/partners.ts';
import { WANTED } from '../../intake/draft-pages.queries.ts';
import { createImportJournal, type ImportJournal, importJournalOf } from '../../intake/import-journal.queries.ts';
import { type ApplyServices, DRAFT_COLUMNS, type ImportKindSql, type ImportRow } from '../../intake/import-kind.ts';
import type { StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import { createRevertTally } from '../../intake/revert-tally.ts';
import { describeDraft, type PageQuery, pageOfDrafts } from '../../intake/staging.queries.ts';
import { throwIfCancelled } from '../../jobs/jobs.ts';
import { type Connection, fromJson, type SqlConnection } from '../../store/connection.ts';
import { placeContact, readContacts } from './contact-place.rules.ts';
import { planContacts } from './contact-plan.queries.ts';

const stageSchema = `CREATE TABLE drafts (${DRAFT_COLUMNS}, partner TEXT NOT NULL, partner_key TEXT NOT NULL, domain TEXT NOT NULL, stated TEXT NOT NULL,
  changes TEXT, partner_id TEXT, partner_name TEXT);`;
const stageInserts = { drafts: `INSERT INTO drafts (line, partner, partner_key, domain, stated) ${fromJson(5)}` };

async function apply(connection: Connection, row: ImportRow, services: ApplyServices): Promise<{ firstSeq: null; lastSeq: null }> {
  const counted = await connection.get<{ total: number }>(`SELECT count(*) AS total FROM stage.drafts d WHERE ${WANTED}`);
  const journal = createImportJournal(connection, row, services);
  let done = 0;
  for (let partnerId = await partnerAfter(connection, ''); partnerId !== null; partnerId = await partnerAfter(connection, partnerId)) {
    throwIfCancelled(services.signal);
    services.progress('writing', done, counted?.total ?? 0);
    done += await writeContacts(connection, partnerId, journal, services);
  }
  await journal.close();
  return { firstSeq: null, lastSeq: null };
}

/** Partner by partner: what is written of one is no more than the contacts that a partner can have. */
async function partnerAfter(connection: SqlConnection, partnerId: string): Promise<string | null> {
  const next = await connection.get<{ id: string | null }>(
    `SELECT min(d.partner_id) AS id FROM stage.drafts d WHERE ${WANTED} AND d.partner_id > ?`,
    [partnerId],
  );
  return next?.id ?? null;
}

async function writeContacts(
  connection: SqlConnection,
  partnerId: string,
  journal: ImportJournal,
  services: ApplyServices,
): Promise<number> {
  const rows = await connection.all<{ stated: string }>(
    `SELECT d.stated FROM stage.drafts d WHERE ${WANTED} AND d.partner_id = ? ORDER BY d.line`,
    [partnerId],
  );
  const contacts = await contactsOf(connection, partnerId);
  for (const { stated } of rows) {
    const placed = placeContact(contacts, JSON.parse(stated) as StatedRow, services.mapping.conflicts);
    if (placed !== 'ambiguous') contacts[placed.at] = placed.contact;
  }
  await journal.around('partners', partnerId, () => keepContacts(connection, partnerId, contacts));
  return rows.length;
}

async function contactsOf(connection: SqlConnection, partnerId: string): Promise<Contact[]> {
  const row = await connection.get<{ contacts: string }>('SELECT contacts FROM partners WHERE id = ? AND deleted_at IS NULL', [partnerId]);
  return readContacts(row?.contacts ?? '[]');
}

function keepContacts(connection: SqlConnection, partnerId: string, contacts: readonly Contact[]): Promise<unknown> {
  return connection.run('UPDATE partners SET contacts = ?, revision = revision + 1 WHERE id = ?', [JSON.stringify(contacts), partnerId]);
}

async function revert(connection: Connection, row: ImportRow, services: ApplyServices): Promise<RevertResult> {
  const tally = createRevertTally();
  const entries = await importJournalOf(connection, row);
  for (const [index, { key: partnerId, before, after }] of entries.entries()) {
    throwIfCancelled(services.signal);
    services.progress('reverting', index, entries.length);
    const [was, made] = [storedContacts(before), storedContacts(after)];
    const standing = await contactsOf(connection, partnerId);
    const kept = standing.map((contact) => JSON.stringify(contact));
    const left: (Contact | undefined)[] = [...standing];
    let reversed = 0;
    for (const [at, contact] of made.entries()) {
      // The import left every contact in its place and put new ones at the end.
      const former = was[at];
      if (JSON.stringify(former) === JSON.stringify(contact)) continue;
      const place = kept.indexOf(JSON.stringify(contact));
      if (place < 0) tally.kept(contact.name, 'changed_since');
      else {
        left[place] = former;
        reversed += 1;
      }
    }
    if (reversed === 0) continue;
    tally.reversed(reversed);
    await keepContacts(
      connection,
      partnerId,
      left.filter((contact) => contact !== undefined),
    );
  }
  return tally.result;
}

function storedContacts(image: string | null): Contact[] {
  return image === null ? [] : readContacts((JSON.parse(image) as { contacts: string }).contacts);
}

interface ContactDraft {
  partner: string;
  partner_name: string | null;
  stated: string;
  changes: string | null;
}

function page(stage: Connection, query: PageQuery): Promise<{ items: ChangeSetRow[]; total: number }> {
  return pageOfDrafts<ContactDraft>(
    stage,
    { columns: 'd.*', from: 'drafts d', searched: ['d.stated', 'd.partner', 'd.partner_name'] },
    query,
    (row) => {
      const { values } = JSON.parse(row.stated) as StatedRow;
      const shown = { partnerName: row.partner_name ?? row.partner, ...values };
      return describeDraft(values.contactName ?? values.contactEmail ?? '', shown, row.changes);
    },
  );
}

export const contactImportSql: ImportKindSql = {
  stageSchema,
  stageInserts,
  rulesFor: async () => ({ rules: null, policyVersion: null }),
  plan: planContacts,
  page,
  apply,
  revert,
  topics: ['partners'],
};
