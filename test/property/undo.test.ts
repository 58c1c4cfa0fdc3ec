// Any sequence of edits, undone step by step, gives the start state back; redone, the end state. Compared row by row.

import { ORPCError } from '@orpc/server';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openConnection } from '../../electron/store/connection.ts';
import type { EntryFields } from '../../shared/contract/contributions.ts';
import { activityInput, command, dumpTables, importSheet, type PartnerInput, partnerInput } from '../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';

// Bookkeeping of the edits themselves; everything else has to come back. The ledger only grows, so that what it says is compared instead of
// its rows; what was recognised stays, whatever becomes of the points.
const BOOKKEEPING = ['changes', 'journal', 'answered_commands', 'ledger_entries', 'milestones', 'rewards'];
const NEWEST = `SELECT external_key, state, identity_num, kind, since, day, title, link, quantity, complexity, impact, quality, points, policy_version,
    rejected_because, accepted_by_hand, reason, repository, import_num, source_line
  FROM ledger_entries e WHERE revision = (SELECT max(n.revision) FROM ledger_entries n WHERE n.external_key = e.external_key)
    AND NOT (state = 'reversal' AND reason = 'undone') ORDER BY external_key`;
/** What the ledger says of every key now; of an entry whose typing was undone that is nothing. */
async function ledger({ program }: TemporaryProgram): Promise<string[]> {
  const connection = await openConnection(program.context.store.path, 'read');
  try {
    return (await connection.all<Record<string, unknown>>(NEWEST)).map((row) => JSON.stringify(row));
  } finally {
    await connection.close();
  }
}
type Dump = Record<string, string[] | undefined>;
/** Derived rows get new ids when they are derived again. */
const withoutIds = (dump: Record<string, string[]>): Dump => ({
  ...dump,
  affiliations: dump.affiliations?.map((row) => JSON.stringify({ ...JSON.parse(row), id: null })).toSorted(),
});

const NAMES = ['Acme', 'ACME Inc.', 'Borealis', '某云', '某云股份有限公司', 'Cygnus'];
const DOMAINS = ['acme.example', 'eng.acme.example', 'cloud.example', 'nobody.example'];

const fields = fc.record({
  name: fc.constantFrom(...NAMES),
  owner: fc.constantFrom(null, 'Li Wei', '张伟'),
  joinedOn: fc.constantFrom(null, '2025-01-01'),
  emailDomains: fc.subarray(DOMAINS, { maxLength: 2 }),
  notes: fc.string({ maxLength: 12 }),
}) satisfies fc.Arbitrary<Partial<PartnerInput>>;
const which = fc.nat({ max: 9 });
const partners = fc.array(which, { minLength: 1, maxLength: 3 });

const entry = fc.record({
  kind: fc.constantFrom('code', 'review', 'documentation'),
  day: fc.constantFrom(null, '2026-01-10' as EntryFields['day'], '2026-02-20' as EntryFields['day']),
  title: fc.constantFrom('', 'Fix', '修复'),
  link: fc.constantFrom(null, 'https://git.example/acme/tool/pull/1'),
  quantity: fc.constantFrom(null, 3),
  ...{
    since: fc.constant(null),
    complexity: fc.constantFrom(null, 'high' as const),
    impact: fc.constant(null),
    quality: fc.constant(null),
  },
  repository: fc.constant(null),
}) satisfies fc.Arbitrary<EntryFields>;

const step = fc.oneof(
  fc.record({ do: fc.constant('register' as const), fields }),
  fc.record({ do: fc.constant('edit' as const), which, fields }),
  fc.record({ do: fc.constant('remove' as const), which }),
  fc.record({
    do: fc.constant('log' as const),
    partners,
    title: fc.constantFrom('Call', '会议'),
    followUpOn: fc.constantFrom(null, '2026-05-01'),
  }),
  fc.record({
    do: fc.constant('editActivity' as const),
    which,
    partners,
    title: fc.constantFrom('Call', '会议', 'Visit'),
    followUpOn: fc.constantFrom(null, '2026-05-01', '2026-06-01'),
  }),
  fc.record({ do: fc.constant('finish' as const), which }),
  fc.record({ do: fc.constant('removeActivity' as const), which }),
  fc.record({ do: fc.constant('addEntry' as const), which, entry }),
  fc.record({ do: fc.constant('correct' as const), which, entry }),
  fc.record({ do: fc.constantFrom('reject' as const, 'accept' as const, 'reverse' as const, 'restore' as const), which }),
  fc.record({ do: fc.constant('settings' as const), fiscalYearStart: fc.integer({ min: 1, max: 12 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const REFUSALS = ['NAME_TAKEN', 'DOMAIN_TAKEN', 'ENTRY_NOT_STANDING'];

/** Does one step as a person could; true when it was done, false when the program refused or nothing was there to do it to. */
async function perform({ client }: TemporaryProgram, one: Step): Promise<boolean> {
  const present = (await client.partners.list({})).items;
  const logged = (await client.activities.list({})).items;
  const partnerIds = (numbers: readonly number[]) => numbers.flatMap((number) => present[number % Math.max(1, present.length)]?.id ?? []);
  const [partner] = 'which' in one ? partnerIds([one.which]) : [];
  const activity = 'which' in one ? logged[one.which % Math.max(1, logged.length)] : undefined;
  try {
    switch (one.do) {
      case 'register':
        await client.partners.register({ ...command(), fields: partnerInput(one.fields.name, one.fields) });
        return true;
      case 'edit': {
        if (!partner) return false;
        const { revision } = await client.partners.get({ partnerId: partner });
        await client.partners.edit({ ...command(), partnerId: partner, revision, fields: partnerInput(one.fields.name, one.fields) });
        return true;
      }
      case 'remove':
        if (partner) await client.partners.remove({ ...command(), partnerId: partner });
        return partner !== undefined;
      case 'log':
        if (present.length === 0) return false;
        await client.activities.log({
          ...command(),
          fields: activityInput(one.title, partnerIds(one.partners), { followUpOn: one.followUpOn }),
        });
        return true;
      case 'editActivity': {
        if (!activity || present.length === 0) return false;
        const changed = activityInput(one.title, partnerIds(one.partners), { followUpOn: one.followUpOn });
        await client.activities.edit({ ...command(), activityId: activity.id, revision: activity.revision, fields: changed });
        return true;
      }
      case 'finish':
        if (activity) await client.activities.finishFollowUp({ ...command(), activityId: activity.id });
        return activity !== undefined;
      case 'removeActivity':
        if (activity) await client.activities.remove({ ...command(), activityId: activity.id });
        return activity !== undefined;
      case 'addEntry': {
        const people = (await client.people.list({})).items;
        const personId = people[one.which % Math.max(1, people.length)]?.id;
        if (personId) await client.contributions.add({ ...command(), personId, entry: one.entry });
        return personId !== undefined;
      }
      case 'correct':
      case 'reject':
      case 'accept':
      case 'reverse':
      case 'restore': {
        const { items } = await client.contributions.list({
          filter: { states: ['accepted', 'rejected'] },
          sort: { by: 'recorded', direction: 'ascending' },
        });
        const contributionId = items[one.which % Math.max(1, items.length)]?.id;
        if (!contributionId) return false;
        if (one.do === 'correct') await client.contributions.correct({ ...command(), contributionId, entry: one.entry, reason: 'looked' });
        else await client.contributions[one.do]({ ...command(), contributionId, reason: one.do });
        return true;
      }
      case 'settings':
        await client.workspace.saveSettings({
          ...command(),
          settings: { programName: 'Program', fiscalYearStart: one.fiscalYearStart, language: null },
        });
        return true;
    }
  } catch (error) {
    if (error instanceof ORPCError && REFUSALS.includes(error.code)) return false;
    throw error;
  }
}

test('undo gives back every state on the way to the start, redo every state on the way to the end', { timeout: 300_000 }, async () => {
  const t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  const tally = { runs: 0, done: 0, moved: 0, decided: 0 };
  try {
    const people = ['ann@acme.example', 'ben@eng.acme.example', 'cy@cloud.example', 'dee@else.example'];
    await importSheet(
      t,
      'contributions',
      `email,kind,date,title,link\n${people.map((email, index) => `${email},code,2026-01-1${index},T${index},https://x.example/${index}`).join('\n')}\n`,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24, size: 'max' }), async (steps) => {
        const dump = async (): Promise<Dump> => ({ ...withoutIds(await dumpTables(t, BOOKKEEPING)), ledger: await ledger(t) });
        const states = [await dump()];
        for (const one of steps) if (await perform(t, one)) states.push(await dump());
        const changes = states.length - 1;
        for (let index = changes - 1; index >= 0; index -= 1) {
          await t.client.workspace.undo(command());
          expect(await dump()).toEqual(states[index]);
        }
        for (let index = 1; index <= changes; index += 1) {
          await t.client.workspace.redo(command());
          expect(await dump()).toEqual(states[index]);
        }
        for (let index = 0; index < changes; index += 1) await t.client.workspace.undo(command());
        expect(await dump()).toEqual(states[0]);
        tally.runs += 1;
        tally.done += changes;
        if (states.some((state) => JSON.stringify(state.ledger) !== JSON.stringify(states[0]?.ledger))) tally.decided += 1;
        if (states.some((state) => JSON.stringify(state.rollups) !== JSON.stringify(states[0]?.rollups))) tally.moved += 1;
      }),
      { numRuns: 50 },
    );
    expect(t.incidents).toEqual([]);
    expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
  } finally {
    await t.close();
  }
  // The run was about something: many changes, and in several runs points moved between partners or the ledger said something else.
  expect(tally.done).toBeGreaterThan(100);
  expect(tally.moved).toBeGreaterThan(0);
  expect(tally.decided).toBeGreaterThan(10);
});
