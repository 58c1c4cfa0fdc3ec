// Made repositories with everything that a collector has to tell apart, and what each row of them must be, worked out apart from it.
import type { FakeIssue, FakePull, FakeRepository, FakeUser } from './fake-github.ts';

export const ADA: FakeUser = { id: 11, login: 'ada' };
export const BO: FakeUser = { id: 12, login: 'bo-li' };
export const CAI: FakeUser = { id: 13, login: 'cai' };
export const ROBOT: FakeUser = { id: 14, login: 'updater', type: 'Bot' };

const at = (day: number, hour = 12) => `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;

export function pull(number: number, given: Partial<FakePull> = {}): FakePull {
  const day = (number % 25) + 1;
  const merged = given.merged_at !== undefined ? given.merged_at : at(day, 13);
  return {
    number,
    title: `Change ${number}`,
    body: null,
    user: ADA,
    draft: false,
    labels: [],
    created_at: at(day, 9),
    closed_at: merged,
    merge_commit_sha: merged && `${number}`.padStart(40, 'a'),
    files: ['src/main.ts'],
    reviews: [],
    ...given,
    merged_at: merged,
    state: given.state ?? (merged ? 'closed' : 'open'),
    updated_at: given.updated_at ?? at(day, 14),
  };
}

export function issue(number: number, given: Partial<FakeIssue> = {}): FakeIssue {
  const day = (number % 25) + 1;
  return { number, title: `Issue ${number}`, user: BO, labels: [], created_at: at(day, 8), updated_at: at(day, 15), answers: [], ...given };
}

export function madeRepositories(): FakeRepository[] {
  return [
    {
      id: 501,
      name: 'acme/engine',
      formerNames: ['acme/old-engine'],
      pulls: [
        pull(1),
        pull(2, { labels: ['documentation'] }),
        pull(3, { title: 'fix(core): a crash' }),
        pull(4, { files: ['docs/a.md', 'README.md'] }),
        pull(5, { files: ['docs/a.md', 'src/b.ts'] }),
        pull(6, { files: ['locales/zh/app.po'] }),
        pull(7, { body: 'Closes #21' }),
        pull(8, { body: 'Closes #22' }),
        pull(9, { merged_at: null, state: 'closed', closed_at: at(9) }),
        pull(10, { merged_at: null, draft: true }),
        pull(11, { user: null }),
        pull(12, { user: ROBOT, labels: ['Bug'] }),
        pull(13, {
          user: BO,
          reviews: [
            { user: ADA, state: 'COMMENTED', submitted_at: at(14, 11) },
            { user: ADA, state: 'APPROVED', submitted_at: at(14, 12) },
            { user: BO, state: 'COMMENTED', submitted_at: at(14, 10) },
            { user: CAI, state: 'PENDING', submitted_at: null },
            { user: null, state: 'APPROVED', submitted_at: at(14, 15) },
          ],
        }),
      ],
      issues: [
        issue(21, { labels: ['bug'] }),
        issue(22, { labels: ['question'] }),
        issue(23, {
          answers: [
            { user: BO, created_at: at(20) },
            { user: CAI, created_at: at(21) },
            { user: CAI, created_at: at(22) },
          ],
        }),
      ],
      releases: [
        { id: 901, name: 'v1.0', author: ADA, draft: false, published_at: at(25) },
        { id: 902, name: 'v1.1', author: ADA, draft: true, published_at: null },
      ],
    },
    { id: 502, name: 'acme/site', formerNames: [], pulls: [pull(1, { user: CAI, labels: ['i18n'] })], issues: [], releases: [] },
  ];
}

/** Every row by its key without host, with its kind and what Trellis gives for it. */
export const MADE_ROWS: Readonly<Record<string, { login: string; kind: string; points: number }>> = {
  '501#1/merged': { login: 'ada', kind: 'code', points: 100 },
  '501#2/merged': { login: 'ada', kind: 'documentation', points: 30 },
  '501#3/merged': { login: 'ada', kind: 'bug_fix', points: 50 },
  '501#4/merged': { login: 'ada', kind: 'documentation', points: 30 },
  '501#5/merged': { login: 'ada', kind: 'code', points: 100 },
  '501#6/merged': { login: 'ada', kind: 'translation', points: 25 },
  '501#7/merged': { login: 'ada', kind: 'bug_fix', points: 50 },
  '501#8/merged': { login: 'ada', kind: 'code', points: 100 },
  '501#11/merged': { login: 'ghost', kind: 'code', points: 100 },
  '501#12/merged': { login: 'updater', kind: 'bug_fix', points: 50 },
  '501#13/merged': { login: 'bo-li', kind: 'code', points: 100 },
  '501#13/reviewed-by/11': { login: 'ada', kind: 'review', points: 20 },
  '501#13/reviewed-by/ghost': { login: 'ghost', kind: 'review', points: 20 },
  '501#21/opened': { login: 'bo-li', kind: 'other', points: 10 },
  '501#22/opened': { login: 'bo-li', kind: 'other', points: 10 },
  '501#23/opened': { login: 'bo-li', kind: 'other', points: 10 },
  '501#23/answered-by/13': { login: 'cai', kind: 'community_support', points: 15 },
  '501/release/901': { login: 'ada', kind: 'other', points: 10 },
  '502#1/merged': { login: 'cai', kind: 'translation', points: 25 },
};
