// Sums of commits and commits one by one, imported and taken back in any order, with people put together anywhere in between: what stands
// follows from what is there at the end, as a naive look at all pairs says it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PolicyVersion } from '../../shared/contract/policies.ts';
import { command } from '../support/crm.ts';
import { importText, revertImport } from '../support/importing.ts';
import { importCommits, standingSums } from '../support/sums.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../support/temporary-program.ts';

/** Always the same stories, so that what the last lines ask for is certain to be among them. */
const SEED = 20_251;

const PEOPLE = ['ann@acme.example', 'bo@acme.example', 'cy@home.example'] as const;
const REPOSITORIES = ['acme/widget', 'acme/gadget'] as const;
const person = fc.constantFrom(...PEOPLE);
const day = fc.constantFrom('2025-06-30', '2025-07-01', '2025-08-15', '2025-09-30', '2025-10-01');

const sum = fc.record({
  person,
  // As it is written, and the days that this means; undefined where nothing bounds it.
  period: fc.constantFrom(
    { text: '2025-Q3', since: '2025-07-01', day: '2025-09-30' },
    { text: '2025年8月', since: '2025-08-01', day: '2025-08-31' },
    { text: 'H2 2025', since: '2025-07-01', day: '2025-12-31' },
    { text: '2025-08-15', since: undefined, day: '2025-08-15' },
    { text: '', since: undefined, day: undefined },
  ),
  repository: fc.constantFrom('', 'Acme/Widget', 'gadget'),
  kind: fc.constantFrom('code', 'documentation', 'review'),
});
const commit = fc.record({ person, day, repository: fc.constantFrom(...REPOSITORIES) });
type Sum = typeof sum extends fc.Arbitrary<infer T> ? T : never;
type Commit = typeof commit extends fc.Arbitrary<infer T> ? T : never;

const batch = fc.oneof(
  fc.record({ of: fc.constant('sums' as const), rows: fc.array(sum, { minLength: 1, maxLength: 4 }) }),
  fc.record({ of: fc.constant('commits' as const), rows: fc.array(commit, { minLength: 1, maxLength: 3 }) }),
);
type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never;

/** What happens: batches come, some go again, and two people turn out to be one. */
const story = fc
  .record({
    batches: fc.array(batch, { minLength: 2, maxLength: 4 }),
    gone: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    oneIsOther: fc.boolean(),
  })
  .chain(({ batches, gone, oneIsOther }) => {
    const steps = batches.flatMap((_, index) => (gone[index] ? [`come ${index}`, `go ${index}`] : [`come ${index}`]));
    const all = oneIsOther ? [...steps, 'merge'] : steps;
    const order = fc.shuffledSubarray(all, { minLength: all.length }).map(comingBeforeGoing);
    return fc.tuple(order, order).map(([first, second]) => ({ batches, gone, oneIsOther, orders: [first, second] as const }));
  });

function comingBeforeGoing(steps: readonly string[]): string[] {
  return [...steps].map((step, at) => {
    const [what, index] = step.split(' ');
    const other = steps.indexOf(`${what === 'go' ? 'come' : 'go'} ${index}`);
    if (other < 0 || what === 'merge') return step;
    return (what === 'go') === at > other ? step : `${what === 'go' ? 'come' : 'go'} ${index}`;
  });
}

async function play(program: TemporaryProgram, batches: readonly Batch[], steps: readonly string[]): Promise<void> {
  // So that everybody is known before anything else happens.
  await importText(program, 'contributions', `email,kind,date\n${PEOPLE.map((one) => `${one},review,2020-01-01`).join('\n')}\n`);
  const imports = new Map<number, string>();
  for (const step of steps) {
    const [what, text] = step.split(' ');
    const index = Number(text);
    const found = batches[index];
    if (what === 'merge') await merge(program);
    else if (what === 'go') await revertImport(program, imports.get(index) ?? '');
    else if (found?.of === 'commits') {
      const rows = found.rows.map((one, at) => ({ id: `${index}-${at}`, day: one.day, email: one.person, repository: one.repository }));
      imports.set(index, await importCommits(program, rows));
    } else if (found) {
      const rows = found.rows.map((one, at) => [
        `${index}-${at}`,
        one.person,
        one.kind,
        one.period.text,
        5,
        one.repository,
        titleOf(index, at),
      ]);
      const sheet = `id,email,kind,date,commits,repository,title\n${rows.map((cells) => cells.join(',')).join('\n')}\n`;
      imports.set(index, (await importText(program, 'contributions', sheet)).id);
    }
  }
}

async function merge({ client }: TemporaryProgram): Promise<void> {
  const people = new Map((await client.people.list({})).items.map((one) => [one.name, one.id]));
  const [intoId = '', fromId = ''] = [people.get(PEOPLE[0]), people.get(PEOPLE[2])];
  await client.people.merge({ ...command(), intoId, fromIds: [fromId], rule: 'by_hand', evidence: '' });
}

const titleOf = (index: number, at: number) => `Sum ${index}-${at}`;

function naive(story: { batches: readonly Batch[]; gone: readonly boolean[]; oneIsOther: boolean }, policy: PolicyVersion['policy']) {
  const who = (email: string) => (story.oneIsOther && email === PEOPLE[2] ? PEOPLE[0] : email);
  const there = story.batches.map((one, index) => ({ one, index })).filter(({ index }) => !story.gone[index]);
  const commits = there.flatMap(({ one }) => (one.of === 'commits' ? (one.rows as Commit[]) : []));
  const sums = there.flatMap(({ one, index }) =>
    one.of === 'sums' ? (one.rows as Sum[]).map((row, at) => ({ ...row, title: titleOf(index, at) })) : [],
  );
  const meets = (a: (typeof sums)[number]) =>
    a.kind !== 'review' &&
    commits.some(
      (c) =>
        who(c.person) === who(a.person) &&
        (a.period.since === undefined || c.day >= a.period.since) &&
        (a.period.day === undefined || c.day <= a.period.day) &&
        (a.repository === '' || a.repository.toLowerCase() === c.repository || a.repository === c.repository.split('/')[1]),
    );
  const standing = sums.map((a) => {
    const points = policy.bases[a.kind as 'code'];
    return meets(a)
      ? { title: a.title, state: 'rejected', points: 0, why: 'counted_from_git' }
      : { title: a.title, state: 'accepted', points, why: null };
  });
  const rest = commits.length * policy.bases.code + PEOPLE.length * policy.bases.review;
  return {
    standing: standing.sort((a, b) => (a.title < b.title ? -1 : 1)),
    points: standing.reduce((total, one) => total + one.points, rest),
  };
}

test('what stands does not depend on the order in which sums and commits come and go', { timeout: 600_000 }, async () => {
  const seen = { rejected: 0, accepted: 0 };
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      for (const steps of told.orders) {
        const program = await openTemporaryProgram();
        try {
          await play(program, told.batches, steps);
          const { policy } = await program.client.policies.points({});
          const expected = naive(told, policy);
          expect(await standingSums(program)).toEqual(expected.standing);
          expect((await program.client.contributions.list({})).points).toBe(expected.points);
          expect((await program.client.workspace.check({})).checks.filter((one) => one.problems > 0)).toEqual([]);
          expect(program.incidents).toEqual([]);
          for (const { state } of expected.standing) seen[state as 'accepted'] += 1;
        } finally {
          await program.close();
        }
      }
    }),
    { numRuns: Number(process.env.TRELLIS_PROPERTY_RUNS ?? 8), seed: SEED },
  );
  expect(seen.rejected).toBeGreaterThan(0);
  expect(seen.accepted).toBeGreaterThan(0);
});
