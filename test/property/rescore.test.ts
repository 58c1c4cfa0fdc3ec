// Scoring anew under any policy: what the preview says is what applying does, and both are what a naive big-integer computation
// over the list of entries says.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_POINTS_POLICY } from '../../electron/features/policies/default-points-policy.ts';
import type { PointsPolicy } from '../../shared/contract/policies.ts';
import type { Day } from '../../shared/values/day.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, QUALITIES } from '../../shared/vocabulary.ts';
import { command, importSheet } from '../support/crm.ts';
import { finished } from '../support/importing.ts';
import { openTemporaryProgram } from '../support/temporary-program.ts';

const words = <Word extends string>(list: readonly Word[], maximum: number) =>
  fc.record(
    Object.fromEntries(list.map((word) => [word, fc.integer({ min: 0, max: maximum })])) as Record<Word, fc.Arbitrary<number>>,
  ) as fc.Arbitrary<Record<Word, number>>;
const checks = fc.record({ title: fc.boolean(), link: fc.boolean(), minimumQuality: fc.constantFrom(null, ...QUALITIES) });
const policies: fc.Arbitrary<PointsPolicy> = fc.record({
  bases: words(CONTRIBUTION_KINDS, 1_000),
  customKinds: fc.constantFrom<PointsPolicy['customKinds']>(
    [],
    [{ key: 'podcast', names: { en: 'Podcast', 'zh-CN': '播客' }, base: 40, words: [] }],
  ),
  complexity: words(COMPLEXITIES, 1_000),
  impact: words(IMPACTS, 1_000),
  quality: words(QUALITIES, 1_000),
  maximum: fc.integer({ min: 0, max: 1_000 }),
  levels: fc.constant(DEFAULT_POINTS_POLICY.levels),
  gate: fc.record({ general: checks, code: checks, documentation: checks }),
  rewards: fc.constant(DEFAULT_POINTS_POLICY.rewards),
});

interface Entry {
  kind: (typeof CONTRIBUTION_KINDS)[number];
  complexity: (typeof COMPLEXITIES)[number] | null;
  impact: (typeof IMPACTS)[number] | null;
  quality: (typeof QUALITIES)[number] | null;
  title: string;
  link: string | null;
  day: string | null;
}

/** The rule once more, written from PRODUCT.md section 2 and nothing else. */
function naive(policy: PointsPolicy, entry: Entry): number {
  const family = ['code', 'bug_fix'].includes(entry.kind)
    ? 'code'
    : ['documentation', 'translation'].includes(entry.kind)
      ? 'documentation'
      : null;
  for (const gate of [policy.gate.general, ...(family ? [policy.gate[family]] : [])]) {
    if (gate.title && entry.title === '') return 0;
    if (gate.link && entry.link === null) return 0;
    if (gate.minimumQuality && entry.quality && QUALITIES.indexOf(entry.quality) < QUALITIES.indexOf(gate.minimumQuality)) return 0;
  }
  const part = (value: number | undefined) => BigInt(value ?? 100);
  const product =
    BigInt(policy.bases[entry.kind]) *
    part(entry.complexity ? policy.complexity[entry.complexity] : undefined) *
    part(entry.impact ? policy.impact[entry.impact] : undefined) *
    part(entry.quality ? policy.quality[entry.quality] : undefined);
  const points = Number(product / 1_000_000n);
  return points > policy.maximum ? policy.maximum : points;
}

test('preview, recompute and the naive rule agree for any policy', { timeout: 300_000 }, async () => {
  const t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
  try {
    const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
    const entries: Entry[] = Array.from({ length: 120 }, (_, index) => ({
      kind: pick(CONTRIBUTION_KINDS, index),
      complexity: pick([null, ...COMPLEXITIES], index * 7),
      impact: pick([null, ...IMPACTS], index * 3),
      quality: pick([null, ...QUALITIES], index * 11),
      title: index % 9 === 0 ? '' : `T${index}`,
      link: index % 5 === 0 ? null : `https://git.example/o/r/pull/${index}`,
      day: index % 13 === 0 ? null : `2026-0${1 + (index % 3)}-1${index % 10}`,
    }));
    const sheet = entries.map((one, index) =>
      [
        index,
        `p${index % 7}@x.example`,
        one.kind,
        one.complexity ?? '',
        one.impact ?? '',
        one.quality ?? '',
        one.title,
        one.link ?? '',
        one.day ?? '',
      ].join(','),
    );
    await importSheet(t, 'contributions', `id,email,kind,complexity,impact,quality,title,link,date\n${sheet.join('\n')}\n`);
    const total = async () => (await t.client.contributions.list({})).points;
    let revision = 0;
    await fc.assert(
      fc.asyncProperty(policies, fc.constantFrom(undefined, '2026-02-01' as Day), async (policy, from) => {
        const counted = entries.filter((one) => from === undefined || (one.day !== null && one.day >= from));
        const expected = counted.reduce((sum, one) => sum + naive(policy, one), 0);
        const impact = await t.client.policies.preview({ policy, from });
        expect(impact.pointsAfter).toBe(expected);
        expect(impact.entries).toBe(counted.length);
        const rest = (await total()) - impact.pointsBefore;

        await t.client.policies.saveDraft({ ...command(), revision: null, policy });
        revision += 1;
        const { version } = await t.client.policies.publish({ ...command(), effectiveFrom: '2026-03-01' });
        await finished(t, (await t.client.policies.recompute({ ...command(), version, from })).jobId);
        expect(await total()).toBe(rest + expected);
        expect(await t.client.policies.preview({ version, from })).toMatchObject({
          changed: 0,
          pointsBefore: expected,
          pointsAfter: expected,
        });
        expect(await t.client.workspace.check({})).toMatchObject({ ok: true });
      }),
      { numRuns: 25 },
    );
    expect(revision).toBe(25);
    expect(t.incidents).toEqual([]);
  } finally {
    await t.close();
  }
});
