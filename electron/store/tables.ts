// The tables as types. Names are camelCase here and snake_case in the file; Kysely's CamelCasePlugin converts in this one place.
import type { Generated } from 'kysely';
import type {
  ActivityKind,
  AffiliationSource,
  CollectionState,
  Complexity,
  EntryState,
  Impact,
  ImportKind,
  ImportState,
  Level,
  MergeRule,
  PartnerStatus,
  PartnerTier,
  PartnerType,
  Quality,
  RejectedBecause,
  RewardState,
} from '../../shared/vocabulary.ts';

export interface Tables {
  workspaceMeta: { key: string; value: string };
  answeredCommands: { commandId: string; procedure: string; answer: string; at: string };
  changes: {
    seq: Generated<number>;
    id: string;
    at: string;
    what: string;
    subject: string;
    state: 'done' | 'undone' | 'dropped';
    undoneOrder: number | null;
  };
  journal: { seq: Generated<number>; changeId: string; tableName: string; rowKey: string; before: string | null; after: string | null };
  policies: { kind: 'points'; version: number; effectiveFrom: string | null; body: string; publishedAt: string };
  imports: {
    num: Generated<number>;
    id: string;
    kind: ImportKind;
    state: ImportState;
    fileName: string;
    sha256: string;
    stagedFileId: string | null;
    reading: string;
    mapping: string;
    /** {@link Origin} as JSON. */
    origin: string;
    policyVersion: number | null;
    rows: Generated<number>;
    created: Generated<number>;
    changed: Generated<number>;
    unchanged: Generated<number>;
    conflicts: Generated<number>;
    rejected: Generated<number>;
    unticked: Generated<number>;
    firstSeq: number | null;
    lastSeq: number | null;
    createdAt: string;
    appliedAt: string | null;
    revertResult: string | null;
  };
  partners: {
    id: string;
    revision: Generated<number>;
    name: string;
    nameKey: string;
    type: PartnerType | null;
    status: PartnerStatus;
    owner: string | null;
    region: string | null;
    joinedOn: string | null;
    website: string | null;
    areas: string;
    contacts: string;
    notes: string;
    createdAt: string;
    deletedAt: string | null;
    importId: string | null;
  };
  partnerDomains: { domain: string; partnerId: string };
  partnerTiers: { id: string; partnerId: string; tier: PartnerTier; validFrom: string | null; validTo: string | null; reason: string };
  activities: {
    id: string;
    revision: Generated<number>;
    kind: ActivityKind;
    day: string;
    title: string;
    notes: string;
    evidence: string;
    area: string | null;
    followUpOn: string | null;
    followUpNote: string;
    followUpDone: number;
    createdAt: string;
    deletedAt: string | null;
    externalKey: string | null;
    importId: string | null;
    outcome: Generated<string>;
    /** Names as they were written, as a JSON list. */
    people: Generated<string>;
  };
  activityPartners: { activityId: string; partnerId: string };
  partnerActivityDays: { partnerId: string; day: string; activityId: string };
  people: {
    num: Generated<number>;
    id: string;
    revision: Generated<number>;
    name: string;
    nameKey: string;
    isBot: number;
    createdAt: string;
    /** The person this one is merged into, at the end of the chain; null for a person who stands alone. */
    rootNum: number | null;
    /** Left out of whatever is published, because this person or anybody merged with them asked for it. Follows from the links. */
    optedOut: Generated<number>;
    erasedAt: string | null;
    /** Asked to stay out of published lists. */
    askedOut: Generated<number>;
    /** What somebody called them by hand; else the name follows from their identities. */
    givenName: string | null;
  };
  identities: {
    num: Generated<number>;
    id: string;
    source: string;
    identityKey: string;
    email: string | null;
    emailDomain: string | null;
    login: string | null;
    name: string | null;
    /** Whom it counts for now. */
    personNum: number;
    /** Whose it was before any merge; null while that is the same. */
    homeNum: number | null;
    importId: string | null;
    account: string | null;
  };
  affiliations: {
    id: string;
    personNum: number;
    homeNum: number | null;
    /** null: the person was independent. */
    partnerId: string | null;
    validFrom: string | null;
    validTo: string | null;
    source: AffiliationSource;
    sourceRank: number;
    evidence: string;
    importId: string | null;
  };
  ledgerEntries: {
    seq: Generated<number>;
    externalKey: string;
    revision: number;
    state: EntryState;
    reverses: number | null;
    identityNum: number;
    kind: string;
    sourceKind: string | null;
    day: string | null;
    title: string;
    link: string | null;
    quantity: number | null;
    complexity: Complexity | null;
    impact: Impact | null;
    quality: Quality | null;
    points: number;
    policyVersion: number;
    rejectedBecause: RejectedBecause | null;
    /** What a person said when they rejected, reversed or corrected it. */
    reason: string | null;
    /** owner/name on a code host, where the source or the link tells it. */
    repository: string | null;
    importNum: number | null;
    sourceLine: number | null;
    recordedAt: string | null;
    /** First day of the period of a sum, whose last is `day`; null while that is not known, and for anything but a sum. */
    since: string | null;
    /** 1 when a person let it count, whatever the quality gate says. */
    acceptedByHand: Generated<number>;
  };
  rollups: { month: string; partnerId: string; kind: string; points: number; entries: number; linked: number };
  personMerges: {
    id: string;
    fromNum: number;
    intoNum: number;
    rule: MergeRule;
    evidence: string;
    at: string;
    importId: string | null;
    undoneAt: string | null;
  };
  mergeDismissals: { oneNum: number; otherNum: number; at: string };
  botNames: { nameKey: string; name: string; addedAt: string };
  erasedKeys: { keyHash: string; identityNum: number };
  policyDrafts: { kind: 'points'; basedOn: number; body: string; savedAt: string; revision: number };
  milestones: { personNum: number; level: Level; reachedOn: string | null; recordedAt: string; policyVersion: number };
  rewards: {
    id: string;
    revision: Generated<number>;
    personNum: number;
    reward: string;
    level: Level | null;
    entrySeq: number | null;
    earnedOn: string | null;
    recordedAt: string;
    policyVersion: number;
    state: RewardState;
    stateOn: string | null;
    note: Generated<string>;
  };
  rewardStock: { reward: string; stock: number };
  savedBoards: { id: string; revision: Generated<number>; name: string; body: string; createdAt: string; deletedAt: string | null };
  ledgerSegments: {
    segment: number;
    format: number;
    kindNames: string;
    repositoryNames: string;
    days: Uint8Array | null;
    points: Uint8Array | null;
    states: Uint8Array | null;
    kinds: Uint8Array | null;
    repositories: Uint8Array | null;
    identities: Uint8Array | null;
    imports: Uint8Array | null;
    reverses: Uint8Array | null;
    wide: number;
    words: string;
    starts: Uint8Array | null;
    places: Uint8Array | null;
    ends: Uint8Array | null;
  };
  savedMappings: {
    id: string;
    revision: Generated<number>;
    kind: ImportKind;
    name: string;
    headers: string;
    body: string;
    savedAt: string;
    deletedAt: string | null;
  };
  sourceCursors: { source: string; cursor: string; importId: string; at: string };
  collections: {
    id: string;
    source: 'git' | 'github';
    label: string;
    request: string;
    state: CollectionState;
    stagedFileId: string;
    progress: string;
    failure: string | null;
    startedAt: string;
    changedAt: string;
  };
  pullRequests: {
    externalKey: string;
    repository: string;
    number: number;
    title: string;
    link: string;
    state: 'draft' | 'open' | 'closed' | 'merged';
    authorNum: number | null;
    openedAt: string;
    updatedAt: string;
    closedAt: string | null;
    mergedAt: string | null;
    labels: string;
    importId: string;
    /** Under which key the author is known or would be. */
    authorKey: string | null;
    authorLogin: string;
    mergeCommit: string | null;
  };
  accountSightings: { identityNum: number; importNum: number };
  commitArrivals: { sha: string; importNum: number; arrivedWith: string };
  activityPeople: { activityId: string; written: string; personNum: number };
  personMonths: { month: string; personNum: number; points: number; entries: number };
  personYears: { year: string; personNum: number; points: number; entries: number };
  personTotals: { personNum: number; points: number; entries: number; firstDay: string | null; lastDay: string | null };
}
