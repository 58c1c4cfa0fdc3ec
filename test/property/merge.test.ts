// Merging and unmerging people over random identity graphs: taking every merge apart again, in any order, gives back the
// workspace row by row; meanwhile every sum follows the ledger.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { command, dumpTables, failureOf, importSheet, register } from '../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';

// The edits themselves, and recognition, which stays once it is given.
const BOOKKEEPING = ['changes', 'journal', 'answered_commands', 'person_merges', 'milestones', 'rewards', 'workspace_meta'];

async function state(t: TemporaryProgram): Promise<Record<string, unknown>> {
  const dump = await dumpTables(t, BOOKKEEPING);
  return {
    ...dump,
    // Affiliations by mail domain are derived anew and get new ids.
    affiliations: dump.affiliations?.map((row) => JSON.stringify({ ...JSON.parse(row), id: null })).toSorted(),
  };
}

/** Whoever is one with the person who asked to stay out is out with them, and nobody else. */
async function expectOutTogether(t: TemporaryProgram, asked: string, people: readonly string[]): Promise<void> {
  const found = await Promise.all(people.map((personId) => t.client.people.get({ personId })));
  const rootOf = (personId: string) => found.find(({ id }) => id === personId)?.mergedInto?.id ?? personId;
  expect(found.map(({ optedOut }) => optedOut)).toEqual(found.map(({ id }) => rootOf(id) === rootOf(asked)));
}

const PEOPLE = 8;

test('merges taken apart in any order give back the workspace; undo does so too', { timeout: 300_000 }, async () => {
  const t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  try {
    await register(t, 'Acme', { emailDomains: ['acme.example'] });
    await register(t, 'Borealis', { emailDomains: ['borealis.example'] });
    const rows = Array.from({ length: 60 }, (_, index) => {
      const person = index % PEOPLE;
      const domain = ['acme.example', 'borealis.example', 'else.example'][person % 3];
      return `P${person},p${person}@${domain},${index % 2 ? 'code' : 'review'},2026-0${1 + (index % 3)}-1${index % 10},T${index},https://x.example/${index}`;
    });
    await importSheet(t, 'contributions', `name,email,kind,date,title,link\n${rows.join('\n')}\n`);
    await t.program.context.jobs.stopAll();
    const people = (await t.client.people.list({ sort: { by: 'name', direction: 'ascending' } })).items.map((one) => one.id);
    expect(people).toHaveLength(PEOPLE);
    const partner = (await t.client.partners.list({ filter: { search: 'Acme' } })).items[0]?.id ?? '';
    await t.client.people.saveAffiliation({
      ...command(),
      personId: people[2] ?? '',
      affiliationId: null,
      fields: { partnerId: partner, from: '2026-02-01', until: null, evidence: 'contract' },
    });
    await t.client.people.setOptOut({ ...command(), personId: people[5] ?? '', optedOut: true });
    const before = await state(t);
    const totalPoints = async () => (await t.client.contributions.list({})).points;
    const points = await totalPoints();

    const pairs = fc.array(fc.tuple(fc.nat({ max: PEOPLE - 1 }), fc.nat({ max: PEOPLE - 1 })), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(pairs, fc.infiniteStream(fc.nat()), fc.boolean(), async (merges, picks, byUndo) => {
        const done: string[] = [];
        for (const [from, into] of merges) {
          const call = t.client.people.merge({
            ...command(),
            intoId: people[into] ?? '',
            fromIds: [people[from] ?? ''],
            rule: 'by_hand',
            evidence: '',
          });
          const outcome = await call.then(
            ({ changeId }) => changeId,
            async () => ((await failureOf(call)).code === 'MERGE_REFUSED' ? undefined : expect.unreachable()),
          );
          if (outcome) done.push(outcome);
        }
        expect(await totalPoints()).toBe(points);
        await expectOutTogether(t, people[5] ?? '', people);
        expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
        if (byUndo) for (const _ of done) await t.client.workspace.undo(command());
        else
          for (;;) {
            const open = (await Promise.all(people.map((personId) => t.client.people.get({ personId })))).flatMap((one) => one.merges);
            const next = open[Number(picks.next().value ?? 0) % Math.max(1, open.length)];
            if (!next) break;
            await t.client.people.unmerge({ ...command(), mergeId: next.mergeId });
          }
        expect(await state(t)).toEqual(before);
        expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
      }),
      { numRuns: 40 },
    );
    expect(t.incidents).toEqual([]);
  } finally {
    await t.close();
  }
});
