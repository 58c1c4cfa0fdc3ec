// The points policy that a new workspace starts with: version 1, in force for all days. Source: PRODUCT.md section 2.
import type { PointsPolicy } from '../../../shared/contract/policies.ts';

export const DEFAULT_POINTS_POLICY: PointsPolicy = {
  bases: { code: 100, bug_fix: 50, documentation: 30, translation: 25, review: 20, community_support: 15, other: 10 },
  complexity: { trivial: 50, low: 75, medium: 100, high: 150, critical: 200 },
  impact: { local: 80, module: 100, project: 125, ecosystem: 150 },
  quality: { poor: 50, fair: 80, good: 100, excellent: 120 },
  maximum: 1000,
  customKinds: [],
  levels: { newbie: 0, bronze: 100, silver: 500, gold: 2000, platinum: 5000 },
  gate: {
    general: { title: false, link: false, minimumQuality: null },
    code: { title: false, link: false, minimumQuality: null },
    documentation: { title: false, link: false, minimumQuality: null },
  },
  rewards: [
    { key: 'code_contributor', form: 'badge', names: null, when: { type: 'record', minimumPoints: 100 } },
    { key: 'core_contributor', form: 'badge', names: null, when: { type: 'record', minimumPoints: 500 } },
    { key: 'bug_hunter', form: 'badge', names: null, when: { type: 'kind', kind: 'bug_fix' } },
    { key: 'knowledge_sharer', form: 'badge', names: null, when: { type: 'kind', kind: 'documentation' } },
    { key: 'quality_guardian', form: 'badge', names: null, when: { type: 'kind', kind: 'review' } },
    { key: 'sticker_pack', form: 'goods', names: null, when: { type: 'level', level: 'bronze' } },
    { key: 't_shirt', form: 'goods', names: null, when: { type: 'level', level: 'silver' } },
    { key: 'hoodie', form: 'goods', names: null, when: { type: 'level', level: 'gold' } },
    { key: 'featured_contributor', form: 'title', names: null, when: { type: 'level', level: 'gold' } },
    { key: 'limited_edition', form: 'goods', names: null, when: { type: 'level', level: 'platinum' } },
    { key: 'hall_of_fame', form: 'title', names: null, when: { type: 'level', level: 'platinum' } },
  ],
};
