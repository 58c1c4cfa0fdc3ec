// The rule that scores one contribution (points.rules.ts) as SQL arithmetic, for a million rows at once, in the same exact integers.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';
import { basePoints, checksFor, NEUTRAL } from '../../../shared/values/points-policy.ts';
import { COMPLEXITIES, CONTRIBUTION_KINDS, IMPACTS, QUALITIES } from '../../../shared/vocabulary.ts';

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

function choice(column: string, values: ReadonlyMap<string, number | string>, otherwise: number | string): string {
  return `CASE ${column} ${[...values].map(([word, value]) => `WHEN ${quoted(word)} THEN ${value}`).join(' ')} ELSE ${otherwise} END`;
}

/** SQL for the points of entry `e` before the gate. Three multipliers in hundredths make a product in millionths. */
export function pointsSql(policy: PointsPolicy): string {
  const kinds = [...CONTRIBUTION_KINDS, ...policy.customKinds.map(({ key }) => key)];
  const base = choice('e.kind', new Map(kinds.map((kind) => [kind, basePoints(policy, kind)])), policy.bases.other);
  const factor = (column: string, words: readonly string[], values: Record<string, number>) =>
    choice(column, new Map(words.map((word) => [word, values[word] ?? NEUTRAL])), NEUTRAL);
  const product = [
    base,
    factor('e.complexity', COMPLEXITIES, policy.complexity),
    factor('e.impact', IMPACTS, policy.impact),
    factor('e.quality', QUALITIES, policy.quality),
  ].join(' * ');
  return `min(${Number(policy.maximum)}, (${product}) / 1000000)`;
}

/** SQL for why entry `e` does not count: the check that it fails first, or what a person or its source decided; NULL when it counts. */
export function rejectionSql(policy: PointsPolicy): string {
  const kinds = [...CONTRIBUTION_KINDS, ...policy.customKinds.map(({ key }) => key)];
  const kindsWhere = (test: (kind: string) => boolean) => {
    const found = kinds.filter(test);
    return found.length === 0 ? '0' : `e.kind IN (${found.map(quoted).join(', ')})`;
  };
  const asks = (check: 'title' | 'link') => kindsWhere((kind) => checksFor(policy, kind).some((one) => one[check]));
  const bars = QUALITIES.slice(1).map((bar, index) => {
    const below = QUALITIES.slice(0, index + 1)
      .map(quoted)
      .join(', ');
    return `(e.quality IN (${below}) AND ${kindsWhere((kind) => checksFor(policy, kind).some(({ minimumQuality }) => minimumQuality === bar))})`;
  });
  return `CASE WHEN e.rejected_because IN ('by_hand', 'reverted') OR e.accepted_by_hand THEN e.rejected_because
    WHEN trim(e.title) = '' AND ${asks('title')} THEN 'no_title'
    WHEN e.link IS NULL AND ${asks('link')} THEN 'no_link'
    WHEN ${bars.join(' OR ')} THEN 'below_quality'
    WHEN e.rejected_because = 'counted_from_git' THEN e.rejected_because END`;
}
