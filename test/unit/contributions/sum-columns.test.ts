// Of which kind the rows of a sheet of sums are that name none.
import { expect, test } from 'vitest';
import { contributionDraftRules } from '../../../electron/features/contributions/contribution-drafts.ts';
import { suggestMapping } from '../../../electron/intake/mapping/fields.ts';

function presetsOf(header: string) {
  const headers = header.split(',');
  const mapping = suggestMapping(contributionDraftRules.fields, headers, []);
  const defaults = contributionDraftRules.presets?.(headers, mapping.columns) ?? {};
  const notices = contributionDraftRules.notices?.(headers, { ...mapping, defaults }) ?? [];
  return { kind: defaults.kind, told: notices.find(({ code }) => code === 'kind_of_commits')?.value };
}

test.each([
  ['login,commits', 'commits'],
  ['login,Commits,from,to', 'Commits'],
  ['login,Number of commits,quarter', 'Number of commits'],
  ['login,# commits', '# commits'],
  ['login,Commit count', 'Commit count'],
  ['账号,提交数,季度', '提交数'],
  ['账号,代码提交次数', '代码提交次数'],
  ['账号,提交数量', '提交数量'],
  ['账号,Commit 数', 'Commit 数'],
])('%s: rows are code, because of “%s”', (header, named) => {
  expect(presetsOf(header)).toEqual({ kind: 'code', told: named });
});

test.each(['login,count', 'login,quantity,period', 'login,amount', '账号,数量', '账号,次数', 'login,commit,title', 'login,提交内容'])(
  '%s says nothing of it',
  (header) => {
    expect(presetsOf(header)).toEqual({ kind: undefined, told: undefined });
  },
);

test('a column for the kind says it row by row', () => {
  expect(presetsOf('login,kind,commits')).toEqual({ kind: undefined, told: undefined });
});
