// The words of the product as closed lists. Screens, contract, rules and tables all take them from here.

export const PARTNER_TYPES = [
  'cloud_provider',
  'infrastructure_vendor',
  'development_tools',
  'system_integrator',
  'consulting_firm',
  'user_group',
  'training_organization',
] as const;
export type PartnerType = (typeof PARTNER_TYPES)[number];

/** What can be done with a partner of each type; the pick-list on the partner form follows the type. */
export const AREAS_OF_TYPE = {
  cloud_provider: ['integration_development', 'joint_benchmarks', 'co_marketing', 'reference_architectures'],
  infrastructure_vendor: ['certification_programs', 'joint_development', 'interoperability_testing', 'training_and_certification'],
  development_tools: ['plugin_development', 'integration_support', 'developer_experience', 'workflow_optimization'],
  system_integrator: ['implementation_services', 'consulting', 'training_delivery', 'support_services'],
  consulting_firm: ['architecture_consulting', 'migration_services', 'best_practices', 'case_studies'],
  user_group: ['knowledge_sharing', 'event_organization', 'education_programs', 'research_collaboration'],
  training_organization: ['course_development', 'certification_programs', 'instructor_training', 'content_sharing'],
} as const satisfies Record<PartnerType, readonly string[]>;
export type CollaborationArea = (typeof AREAS_OF_TYPE)[PartnerType][number];
export const COLLABORATION_AREAS: readonly CollaborationArea[] = [...new Set(Object.values(AREAS_OF_TYPE).flat())];

/** Lowest first; every partner starts at `community`. */
export const PARTNER_TIERS = ['community', 'bronze', 'silver', 'gold', 'platinum'] as const;
export type PartnerTier = (typeof PARTNER_TIERS)[number];
/** Tells tiers apart where colour does not, on screen and in exports. */
export const TIER_GLYPHS: Readonly<Record<PartnerTier, string>> = { community: '○', bronze: '◔', silver: '◑', gold: '◕', platinum: '●' };

export const PARTNER_STATUSES = ['prospect', 'active', 'paused', 'former'] as const;
export type PartnerStatus = (typeof PARTNER_STATUSES)[number];

export const ACTIVITY_KINDS = [
  'meeting',
  'event',
  'co_marketing',
  'case_study',
  'joint_benchmark',
  'reference_architecture',
  'training_session',
  'enablement',
  'mentoring',
  'support_answer',
  'other',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const CONTRIBUTION_KINDS = ['code', 'bug_fix', 'documentation', 'translation', 'review', 'community_support', 'other'] as const;
export type ContributionKind = (typeof CONTRIBUTION_KINDS)[number];
/** What commits are; a sum of one of these is a sum of commits. */
export const COMMIT_KINDS = ['code', 'bug_fix', 'documentation', 'translation'] as const satisfies readonly ContributionKind[];

export const COMPLEXITIES = ['trivial', 'low', 'medium', 'high', 'critical'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];
export const IMPACTS = ['local', 'module', 'project', 'ecosystem'] as const;
export type Impact = (typeof IMPACTS)[number];
export const QUALITIES = ['poor', 'fair', 'good', 'excellent'] as const;
export type Quality = (typeof QUALITIES)[number];

/** Badges and titles are given at once; goods wait to be sent. */
export const REWARD_FORMS = ['badge', 'title', 'goods'] as const;
export type RewardForm = (typeof REWARD_FORMS)[number];
export const REWARD_STATES = ['given', 'pending', 'sent', 'received', 'withheld'] as const;
export type RewardState = (typeof REWARD_STATES)[number];

/** Lowest first. */
export const LEVELS = ['newbie', 'bronze', 'silver', 'gold', 'platinum'] as const;
export type Level = (typeof LEVELS)[number];

/** `accepted` counts; `rejected` failed the quality gate and has 0 points; `reversal` takes an earlier entry back. */
export const ENTRY_STATES = ['accepted', 'rejected', 'reversal'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** Strongest first: a hand-made affiliation beats an imported one, which beats one derived from a mail domain. */
export const AFFILIATION_SOURCES = ['by_hand', 'imported', 'email_domain'] as const;
export type AffiliationSource = (typeof AFFILIATION_SOURCES)[number];

/** Whom a contribution counts for when no partner employed the person that day. Always shown, so that totals add up. */
export const NO_PARTNER_BUCKETS = ['independent', 'unknown'] as const;
export type NoPartnerBucket = (typeof NO_PARTNER_BUCKETS)[number];
/** Stands in a ranking for all partners that it does not list. */
export const OTHER_PARTNERS = 'others';
/** What stands among the partners of a ranking without being one. */
export const RANKING_BUCKETS = [OTHER_PARTNERS, ...NO_PARTNER_BUCKETS] as const;

export const IMPORT_KINDS = ['partners', 'contributions', 'people', 'same_people', 'contacts', 'activities'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Where rows come from. Git and GitHub are collected into a file first; from then on all go the same way. */
export const IMPORT_SOURCES = ['file', 'git', 'github'] as const;
export type ImportSource = (typeof IMPORT_SOURCES)[number];

/** `waiting` for a limit of the code host to pass; `incomplete` ended before everything was read and can be gone on with. */
export const COLLECTION_STATES = ['running', 'waiting', 'complete', 'incomplete', 'cancelled'] as const;
export type CollectionState = (typeof COLLECTION_STATES)[number];

/** What templates to fill in come as. */
export const TEMPLATE_FORMATS = ['xlsx', 'csv'] as const;
export type TemplateFormat = (typeof TEMPLATE_FORMATS)[number];

/** What a column does to a value that is there already: replace it, fill it only when it is blank, or leave it as it is. */
export const CONFLICT_RULES = ['replace', 'fill', 'keep'] as const;
export type ConflictRule = (typeof CONFLICT_RULES)[number];

/** What an empty cell of a column says: nothing, the same as the cell above; and whether `-`, `NA` and the like are empty or words. */
export const EMPTY_CELLS = ['nothing', 'above', 'words'] as const;
export type EmptyCells = (typeof EMPTY_CELLS)[number];

/** Every row of a change-set lands in exactly one of these. */
export const ROW_STATUSES = ['new', 'changed', 'unchanged', 'conflict', 'rejected'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

export const IMPORT_STATES = ['planning', 'planned', 'applying', 'applied', 'reverted', 'discarded', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Why two people were put together. All but `by_hand` can also be proposals. */
export const MERGE_RULES = ['by_hand', 'mailmap', 'same_account', 'same_login', 'same_name_and_mailbox', 'same_name'] as const;
export type MergeRule = (typeof MERGE_RULES)[number];

/** Why an entry is rejected: a check of the quality gate, a person's decision, or that the commits it is a sum of count one by one. */
export const REJECTIONS = ['no_title', 'no_link', 'below_quality', 'reverted', 'by_hand', 'counted_from_git'] as const;
export type RejectedBecause = (typeof REJECTIONS)[number];
