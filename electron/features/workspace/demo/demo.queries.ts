// Writes a demo program into an empty workspace: one transaction, rows in JSON batches.
import { textKey } from '../../../../shared/values/text-key.ts';
import { AFFILIATION_SOURCES } from '../../../../shared/vocabulary.ts';
import type { JobHandle } from '../../../jobs/jobs.ts';
import type { Connection } from '../../../store/connection.ts';
import type { Store } from '../../../store/database.ts';
import { addToRollups } from '../../../store/rollups.ts';
import type { DemoProgram } from './demo-program.rules.ts';

const ROWS_PER_BATCH = 2_000;

async function insert(connection: Connection, table: string, columns: readonly string[], rows: readonly unknown[][]): Promise<void> {
  const values = columns.map((_, index) => `value ->> ${index}`).join(', ');
  for (let at = 0; at < rows.length; at += ROWS_PER_BATCH) {
    await connection.run(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(jsonb(?))`, [JSON.stringify(rows.slice(at, at + ROWS_PER_BATCH))]);
  }
}

export async function writeDemo(
  store: Store,
  demo: DemoProgram,
  given: { at: string; newId: () => string; policyVersion: number },
  handle: Pick<JobHandle, 'progress'>,
): Promise<void> {
  const { at, newId } = given;
  const partnerIds = demo.partners.map(() => newId());
  const idOf = (partner: number) => partnerIds[partner] as string;
  const rankOf = (source: (typeof AFFILIATION_SOURCES)[number]) => AFFILIATION_SOURCES.indexOf(source);

  await store.writeBulk(null, async (connection) => {
    handle.progress('writing', 0, demo.contributions.length);
    await connection.run(`INSERT INTO workspace_meta (key, value) VALUES ('settings', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, [
      JSON.stringify({ programName: demo.programName, fiscalYearStart: 1, language: null }),
    ]);
    await insert(
      connection,
      'partners',
      ['id', 'name', 'name_key', 'type', 'status', 'owner', 'region', 'joined_on', 'website', 'areas', 'contacts', 'created_at'],
      demo.partners.map((one, index) => [
        idOf(index), one.name, one.nameKey, one.type, one.status, one.owner, one.region, one.joinedOn, one.website,
        JSON.stringify(one.areas), JSON.stringify([one.contact]), at,
      ]),
    );
    await insert(connection, 'partner_domains', ['domain', 'partner_id'], demo.partners.map((one, index) => [one.domain, idOf(index)]));
    await insert(
      connection,
      'partner_tiers',
      ['id', 'partner_id', 'tier', 'valid_from', 'valid_to', 'reason'],
      demo.partners.flatMap((one, index) => one.tiers.map((step, order) => [newId(), idOf(index), step.tier, step.from, step.until, order === 0 ? 'registered' : 'evaluated'])),
    );
    await insert(
      connection,
      'people',
      ['num', 'id', 'name', 'name_key', 'is_bot', 'created_at'],
      demo.people.map((one, index) => [index + 1, newId(), one.name, textKey(one.name), one.isBot ? 1 : 0, at]),
    );
    await insert(
      connection,
      'identities',
      ['num', 'id', 'source', 'identity_key', 'email', 'email_domain', 'login', 'name', 'person_num'],
      demo.people.map((one, index) => [
        index + 1, newId(), 'demo', one.email ? `email:${textKey(one.email)}` : `login:${textKey(one.login)}`,
        one.email || null, one.email ? one.email.slice(one.email.indexOf('@') + 1) : null, one.login, one.name, index + 1,
      ]),
    );
    await insert(
      connection,
      'affiliations',
      ['id', 'person_num', 'partner_id', 'valid_from', 'valid_to', 'source', 'source_rank', 'evidence'],
      demo.people.flatMap((one, index) =>
        one.jobs.map((job) => {
          const source = job.byHand ? 'by_hand' : 'email_domain';
          return [newId(), index + 1, idOf(job.partner), job.from, job.until, source, rankOf(source), job.byHand ? '' : demo.partners[job.partner]?.domain];
        }),
      ),
    );
    await insert(
      connection,
      'ledger_entries',
      ['external_key', 'revision', 'state', 'identity_num', 'kind', 'day', 'title', 'link', 'complexity', 'impact', 'quality', 'points', 'policy_version', 'recorded_at'],
      demo.contributions.map((one, index) => [
        `demo:${index + 1}`, 1, 'accepted', one.person + 1, one.kind, one.day, one.title, one.link, one.complexity, one.impact, one.quality, one.points, given.policyVersion, at,
      ]),
    );
    const activityIds = demo.activities.map(() => newId());
    await insert(
      connection,
      'activities',
      ['id', 'kind', 'day', 'title', 'evidence', 'area', 'follow_up_on', 'follow_up_note', 'follow_up_done', 'created_at'],
      demo.activities.map((one, index) => [
        activityIds[index], one.kind, one.day, one.title, one.evidence, one.area, one.followUpOn, one.followUpNote, one.followUpDone ? 1 : 0, at,
      ]),
    );
    await insert(
      connection,
      'activity_partners',
      ['activity_id', 'partner_id'],
      demo.activities.flatMap((one, index) => one.partners.map((partner) => [activityIds[index], idOf(partner)])),
    );
    handle.progress('summing', 0, null);
    await addToRollups(connection, 1, demo.contributions.length);
  });
}
