// Writes a demo program into an empty workspace: one transaction, rows in JSON batches.
import { addDays, type Day } from '../../../../shared/values/day.ts';
import { textKey } from '../../../../shared/values/text-key.ts';
import { AFFILIATION_SOURCES, type AffiliationSource } from '../../../../shared/vocabulary.ts';
import { JobFailure, type JobHandle, throwIfCancelled } from '../../../jobs/jobs.ts';
import type { Reader, Store } from '../../../store/database.ts';
import { connectionOf } from '../../../store/sqlite3-dialect.ts';
import { countEverything } from '../workspace.queries.ts';
import { writeLedger } from './demo-ledger.queries.ts';
import type { DemoPerson, DemoProgram } from './demo-program.rules.ts';
import { insert, type Writing } from './demo-rows.queries.ts';

/** What stands in the way of the demo program, or null in an empty workspace. */
export async function inTheWayOfDemo(reader: Reader): Promise<{ partners: number; contributions: number } | null> {
  const { partners, contributions, activities } = await countEverything(reader);
  return partners + contributions + activities === 0 ? null : { partners, contributions };
}

export async function writeDemo(
  store: Store,
  demo: DemoProgram,
  given: { at: string; newId: () => string; policyVersion: number },
  handle: JobHandle,
): Promise<void> {
  await store.write(async (writer) => {
    // Asked again in the transaction that writes: something may have come in since the job was started.
    const inTheWay = await inTheWayOfDemo(writer);
    if (inTheWay) throw new JobFailure('WORKSPACE_NOT_EMPTY', inTheWay);
    const connection = connectionOf(writer);
    const writing: Writing = {
      connection,
      demo,
      ...given,
      handle,
      identities: [],
      people: [],
      partners: demo.partners.map(() => given.newId()),
    };
    await nameProgram(writing);
    await writePartners(writing);
    await writePeople(writing);
    await writeActivities(writing);
    await writeLedger(writer, writing);
    throwIfCancelled(handle.signal);
  });
}

/** Goods earned some time ago have long been sent, as in a program that is looked after; of two kinds the stock is counted. */
export async function sendOldRewards(store: Store, today: Day): Promise<void> {
  await store.write(async (writer) => {
    const connection = connectionOf(writer);
    await connection.run(
      `UPDATE rewards SET state = CASE WHEN earned_on < ?1 THEN 'received' ELSE 'sent' END,
         state_on = min(?3, date(earned_on, '+21 days')) WHERE state = 'pending' AND earned_on < ?2`,
      [addDays(today, -90), addDays(today, -30), today],
    );
    await connection.run(`INSERT INTO reward_stock (reward, stock) VALUES ('sticker_pack', 140), ('t_shirt', 12) ON CONFLICT DO NOTHING`);
  });
}

/** The program's name changes; language and fiscal year stay what somebody may have chosen already. */
async function nameProgram({ connection, demo }: Writing): Promise<void> {
  const settings = JSON.stringify({ programName: demo.programName, fiscalYearStart: 1, language: null });
  await connection.run(
    `INSERT INTO workspace_meta (key, value) VALUES ('settings', ?) ON CONFLICT (key) DO UPDATE SET value = json_set(value, '$.programName', ?)`,
    [settings, demo.programName],
  );
}

async function writePartners(writing: Writing): Promise<void> {
  const { demo, at, newId, partners } = writing;
  const idOf = (index: number) => partners[index] as string;
  await insert(
    writing,
    'partners',
    ['id', 'name', 'name_key', 'type', 'status', 'owner', 'region', 'joined_on', 'website', 'areas', 'contacts', 'created_at'],
    demo.partners.map((one, index) => [
      idOf(index),
      one.name,
      one.nameKey,
      one.type,
      one.status,
      one.owner,
      one.region,
      one.joinedOn,
      one.website,
      JSON.stringify(one.areas),
      JSON.stringify([one.contact]),
      at,
    ]),
  );
  await insert(
    writing,
    'partner_domains',
    ['domain', 'partner_id'],
    demo.partners.map((one, index) => [one.domain, idOf(index)]),
  );
  await insert(
    writing,
    'partner_tiers',
    ['id', 'partner_id', 'tier', 'valid_from', 'valid_to', 'reason'],
    demo.partners.flatMap((one, index) =>
      one.tiers.map((step, order) => [newId(), idOf(index), step.tier, step.from, step.until, order === 0 ? 'registered' : 'evaluated']),
    ),
  );
}

function identityKey({ email, login }: DemoPerson): string {
  return email ? `email:${textKey(email)}` : `login:${textKey(login)}`;
}

/** A reverted import leaves its people behind; who is known already keeps identity and person. */
async function writePeople(writing: Writing): Promise<void> {
  const { connection, demo, at, newId } = writing;
  const known = new Map(
    (
      await connection.all<{ num: number; person_num: number; identity_key: string }>(
        'SELECT i.num, i.person_num, i.identity_key FROM json_each(?) k JOIN identities i ON i.identity_key = k.value',
        [JSON.stringify(demo.people.map(identityKey))],
      )
    ).map((row) => [row.identity_key, row]),
  );
  const last = await connection.get<{ identity: number; person: number }>(
    'SELECT (SELECT coalesce(max(num), 0) FROM identities) AS identity, (SELECT coalesce(max(num), 0) FROM people) AS person',
  );
  const fresh = demo.people.map((one, index) => ({
    one,
    identity: (last?.identity ?? 0) + index + 1,
    person: (last?.person ?? 0) + index + 1,
  }));
  writing.identities = fresh.map(({ one, identity }) => known.get(identityKey(one))?.num ?? identity);
  writing.people = fresh.map(({ one, person }) => known.get(identityKey(one))?.person_num ?? person);
  const unknown = fresh.filter(({ one }) => !known.has(identityKey(one)));
  await insert(
    writing,
    'people',
    ['num', 'id', 'name', 'name_key', 'is_bot', 'created_at'],
    unknown.map(({ one, person }) => [person, newId(), one.name, textKey(one.name), one.isBot ? 1 : 0, at]),
  );
  await insert(
    writing,
    'identities',
    ['num', 'id', 'source', 'identity_key', 'email', 'email_domain', 'login', 'name', 'person_num'],
    unknown.map(({ one, identity, person }) => [
      identity,
      newId(),
      'demo',
      identityKey(one),
      one.email || null,
      one.email ? one.email.slice(one.email.indexOf('@') + 1) : null,
      one.login,
      one.name,
      person,
    ]),
  );
  const rankOf = (source: AffiliationSource) => AFFILIATION_SOURCES.indexOf(source);
  await insert(
    writing,
    'affiliations',
    ['id', 'person_num', 'partner_id', 'valid_from', 'valid_to', 'source', 'source_rank', 'evidence'],
    demo.people.flatMap((one, index) =>
      one.jobs.map((job) => {
        const source = job.byHand ? 'by_hand' : 'email_domain';
        const evidence = job.byHand ? '' : (demo.partners[job.partner]?.domain ?? '');
        return [
          newId(),
          writing.people[index] as number,
          writing.partners[job.partner] as string,
          job.from,
          job.until,
          source,
          rankOf(source),
          evidence,
        ];
      }),
    ),
  );
}

async function writeActivities(writing: Writing): Promise<void> {
  const { demo, at, newId, partners, people } = writing;
  const ids = demo.activities.map(() => newId());
  const nameOf = (person: number) => demo.people[person]?.name ?? '';
  await insert(
    writing,
    'activities',
    ['id', 'kind', 'day', 'title', 'evidence', 'area', 'people', 'follow_up_on', 'follow_up_note', 'follow_up_done', 'created_at'],
    demo.activities.map((one, index) => [
      ids[index] as string,
      one.kind,
      one.day,
      one.title,
      one.evidence,
      one.area,
      JSON.stringify((demo.attendance[index] ?? []).map(nameOf)),
      one.followUpOn,
      one.followUpNote,
      one.followUpDone ? 1 : 0,
      at,
    ]),
  );
  await insert(
    writing,
    'activity_partners',
    ['activity_id', 'partner_id'],
    demo.activities.flatMap((one, index) => one.partners.map((partner) => [ids[index] as string, partners[partner] as string])),
  );
  await insert(
    writing,
    'activity_people',
    ['activity_id', 'written', 'person_num'],
    demo.attendance.flatMap((came, index) => came.map((person) => [ids[index] as string, nameOf(person), people[person] as number])),
  );
}
