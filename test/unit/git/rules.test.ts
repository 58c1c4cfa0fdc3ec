// What is read out of commits: people, trailers, origins, pull requests, days. Held against git where git has a word for it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ArrivingCommit, createArrivalTracer } from '../../../electron/intake/git/arrivals.rules.ts';
import { mergedPullRequest, namedIn, subjectOf } from '../../../electron/intake/git/commit-message.rules.ts';
import { createRecordReader, NotALog } from '../../../electron/intake/git/commit-records.ts';
import { localDayAt } from '../../../electron/intake/git/commit-rows.ts';
import { readMailmap } from '../../../electron/intake/git/mailmap.rules.ts';
import { readOrigin } from '../../../electron/intake/git/origin.rules.ts';
import { createBranchTracer } from '../../../electron/intake/git/pull-request-branches.rules.ts';
import { dayInZone } from '../../../shared/values/day.ts';
import { git, hasGit } from '../../support/git-history.ts';

describe('origins', () => {
  test.each([
    ['https://github.com/Acme/widget.git', 'Acme/widget', 'https://github.com/Acme/widget/commit/abc'],
    ['https://user:token@github.com/Acme/widget', 'Acme/widget', 'https://github.com/Acme/widget/commit/abc'],
    ['git@github.com:Acme/widget.git', 'Acme/widget', 'https://github.com/Acme/widget/commit/abc'],
    ['ssh://git@github.acme.com:2222/team/widget.git/', 'team/widget', 'https://github.acme.com/team/widget/commit/abc'],
    ['https://gitlab.com/group/sub/widget.git', 'group/sub/widget', 'https://gitlab.com/group/sub/widget/-/commit/abc'],
    ['https://gitee.com/openeuler/docs', 'openeuler/docs', 'https://gitee.com/openeuler/docs/commit/abc'],
    ['https://git.acme.com/team/widget', 'team/widget', ''],
    ['/srv/git/widget.git', null, ''],
    ['file:///srv/git/widget.git', null, ''],
    ['ext::sh -c touch% owned', null, ''],
    ['https://github.com/../../evil', null, ''],
    ['https://github.com/a"><script>/b', null, ''],
    ['C:\\clones\\widget', null, ''],
    ['javascript:alert(1)//github.com/a/b', null, ''],
    [`https://github.com/a/${'b'.repeat(600)}`, null, ''],
  ])('%s', (address, repository, link) => {
    const origin = readOrigin(address);
    expect([origin.repository, origin.commitLink('abc')]).toEqual([repository, link]);
  });

  test('only GitHub has pages of a pull request’s commits', () => {
    expect(readOrigin('https://github.com/a/b').pullRequestLink(3, 'abc')).toBe('https://github.com/a/b/pull/3/commits/abc');
    expect(readOrigin('https://gitlab.com/a/b').pullRequestLink(3, 'abc')).toBe('');
  });
});

describe('messages', () => {
  test('the subject is the first paragraph on one line', () => {
    expect(subjectOf('\n\n  One\ntwo  \r\n\r\nbody')).toBe('One two');
    expect(subjectOf('')).toBe('');
    expect(subjectOf('only\n')).toBe('only');
  });

  test('trailers name co-authors and reviewers, wherever they begin a line', () => {
    const { coAuthors, reviewers } = namedIn(
      'Co-authored-by: No <subject@x.example>\n\nCO-AUTHORED-BY: A B <a@x.example>\n\n> Co-authored-by: Quoted <q@x.example>\nCo-authored-by: nobody\nReviewed-by:<r@x.example>\nCo-authored-by: 王 <w@x.example>\r\n',
    );
    expect(coAuthors).toEqual([
      { name: 'A B', email: 'a@x.example' },
      { name: '王', email: 'w@x.example' },
    ]);
    expect(reviewers).toEqual([{ name: '', email: 'r@x.example' }]);
  });

  test('any text is read in one go over it', () => {
    for (const text of [
      `Co-authored-by: ${' '.repeat(60_000)}`,
      'Co-authored-by: <'.repeat(4_000),
      `${'\n'.repeat(60_000)}x`,
      ' \n'.repeat(30_000),
    ]) {
      namedIn(`s\n${text}`);
      subjectOf(text);
    }
  });

  test.each([
    ['Merge pull request #12 from a/b', 12],
    ['Auto merge of #7 - x:y, r=z', 7],
    ['Merge #3 #4', 3],
    ["Merge branch 'main' (#12)", undefined],
    ['Merge pull request #123456789012 from a/b', undefined],
  ])('%s', (subject, number) => expect(mergedPullRequest(subject)).toBe(number));
});

test('a branch ends where the main line reaches too, even when that was merged into it', () => {
  const trace = createBranchTracer();
  const seen = (sha: string, parents: string[], merges?: number) => trace({ sha, parents, merges });
  // M merges request 8 (T2, T1); T2 had merged main (B); N on the main line was merged without a request.
  expect(seen('M', ['B2', 'T2'], 8)).toBeUndefined();
  expect(seen('T2', ['T1', 'B'])).toBe(8);
  expect(seen('T1', ['A'])).toBe(8);
  expect(seen('B2', ['B', 'N'])).toBeUndefined();
  expect(seen('N', ['A'])).toBeUndefined();
  expect(seen('B', ['A'])).toBeUndefined();
  expect(seen('A', [])).toBeUndefined();
});

describe('what a commit came in with', () => {
  const commit = (sha: string, parents: string[], rewrittenAt?: number, more: Partial<ArrivingCommit> = {}): ArrivingCommit => ({
    ...{ sha, parents, authoredAt: 100, committedAt: rewrittenAt ?? 100, committer: 'm@x', namesRequest: false },
    ...more,
  });
  const arrivals = (...log: ArrivingCommit[]) => {
    const trace = createArrivalTracer();
    return Object.fromEntries(log.map((one) => [one.sha, trace(one)]).filter(([, tip]) => tip !== undefined));
  };

  test('is the merge that first brought its branch to the main line', () => {
    // N merges a branch that was built on the one that M had merged before; a merge within a branch brings nothing to the main line.
    expect(
      arrivals(
        commit('N', ['M', 'S']),
        commit('S', ['T', 'U']),
        commit('U', ['B']),
        commit('M', ['B', 'T']),
        commit('T', ['B']),
        commit('B', ['A']),
        commit('A', []),
      ),
    ).toEqual({ S: 'N', U: 'N', T: 'M' });
  });

  test('is in any history the oldest commit of the main line that reaches it', () => {
    const history = fc.array(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(history, (chosen) => {
        // Commit n has parents among those before it; the last is the head.
        const parentsOf = [[], ...chosen.map((picks, index) => [...new Set(picks.map((pick) => pick % (index + 1)))])];
        const reaches = (from: number, to: number): boolean => from === to || (parentsOf[from] ?? []).some((one) => reaches(one, to));
        const mainLine: number[] = [];
        for (let at: number | undefined = parentsOf.length - 1; at !== undefined; at = parentsOf[at]?.[0]) mainLine.push(at);
        const reached = parentsOf.map((_, index) => index).filter((one) => reaches(parentsOf.length - 1, one));
        const expected = reached.flatMap((one) => {
          if (mainLine.includes(one)) return [];
          return [[String(one), String(Math.min(...mainLine.filter((main) => reaches(main, one))))]];
        });
        const log = reached.toReversed().map((one) => commit(String(one), (parentsOf[one] ?? []).map(String)));
        expect(arrivals(...log)).toEqual(Object.fromEntries(expected));
      }),
      { numRuns: 500 },
    );
  });

  test('is the last of those that were rebased with it, and nothing for what was committed as it was written', () => {
    expect(
      arrivals(commit('D', ['C'], 209), commit('C', ['B'], 205), commit('B', ['A'], 200), commit('A', ['O']), commit('O', [])),
    ).toEqual({ C: 'D', B: 'D' });
  });

  test.each([
    ['somebody else', [commit('C', ['B'], 205), commit('B', ['A'], 204, { committer: 'n@x' })]],
    ['another time', [commit('C', ['B'], 400), commit('B', ['A'], 200)]],
    ['a branch that was merged', [commit('C', ['B', 'X'], 205), commit('B', ['A'], 204)]],
    ['a request that its title names', [commit('C', ['B'], 205), commit('B', ['A'], 204, { namesRequest: true })]],
  ])('is nothing where it was committed by, at or with %s', (_what, log) => expect(arrivals(...log)).toEqual({}));
});

test('days are those of the program’s time zone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      expect(localDayAt(seconds * 1_000)).toBe(dayInZone(seconds * 1_000));
    }),
  );
  expect(localDayAt(Number.NaN)).toBe('');
  expect(localDayAt(9e15)).toBe('');
});

const log = (...fields: string[]) => Buffer.from(fields.join('\0'));
const ID = 'a'.repeat(40);

describe('the log', () => {
  const whole = log(
    '',
    ID,
    'b b',
    '5 7 c@x.example',
    '',
    '王',
    'w@x.example',
    'One\n',
    '',
    '\nfirst',
    'second\nline',
    '',
    ID,
    '',
    '6',
    '',
    'n',
    'm',
    'Two',
    '',
  );

  test('is the same in whatever pieces it comes', () => {
    const read = (cuts: readonly number[]) => {
      const reader = createRecordReader();
      const places = [0, ...[...cuts].sort((a, b) => a - b), whole.length];
      const found = places.slice(1).flatMap((to, index) => reader.read(whole.subarray(places[index], to)));
      return [...found, ...reader.end()];
    };
    const expected = read([]);
    expect(expected).toMatchObject([
      {
        sha: ID,
        parents: ['b', 'b'],
        authoredAt: 5,
        committedAt: 7,
        committer: 'c@x.example',
        name: '王',
        message: 'One\n',
        paths: ['first', 'second\nline'],
      },
      { sha: ID, parents: [], paths: [], message: 'Two' },
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 8 }), (cuts) => {
        expect(read(cuts)).toEqual(expected);
      }),
    );
  });

  test('that is none, or is cut off, is not taken for one', () => {
    const read = (bytes: Buffer) => {
      const reader = createRecordReader();
      return [...reader.read(bytes), ...reader.end()];
    };
    expect(() => read(Buffer.from('fatal\0'))).toThrow(NotALog);
    expect(() => read(log('', 'HEAD', '', '1', '', 'n', 'm', 's', ''))).toThrow(NotALog);
    expect(() => read(log('', ID, '', '1', '', 'n'))).toThrow(NotALog);
    expect(read(Buffer.alloc(0))).toEqual([]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          read(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(NotALog);
        }
      }),
    );
  });

  test('holds fields of any length in little memory', () => {
    // What is held counts, not what has yet to be collected.
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    collectGarbage();
    const reader = createRecordReader();
    const before = process.memoryUsage().arrayBuffers;
    reader.read(Buffer.concat([log('', ID, '', '1', '', 'n', 'm'), Buffer.alloc(1)]));
    for (let piece = 0; piece < 400; piece += 1) reader.read(Buffer.alloc(1 << 18, 'x'));
    reader.read(Buffer.alloc(2));
    collectGarbage();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
    expect(reader.end()[0]?.message).toHaveLength(64 << 10);
  });
});

describe.skipIf(!hasGit)('mailmap', () => {
  test('means what git takes it to mean', { timeout: 120_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'trellis-mailmap-'));
    git(folder, 'init', '-q');
    const name = fc.constantFrom('Ann', 'ann', 'Bo Lee', '王', 'Élan', '');
    const mail = fc.constantFrom('a@x', 'A@X', 'b@y', 'é@z', '');
    const person = fc.tuple(name, mail).map(([n, m]) => `${n} <${m}>`);
    const line = fc.oneof(
      person,
      fc.tuple(person, person).map(([a, b]) => `${a} ${b}`),
      fc.tuple(person, person).map(([a, b]) => `${a} ${b} # said later`),
      fc.constantFrom('# comment', '', '<a@x>', 'no mail', '<a@x', '> <'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(fc.tuple(name, mail), { minLength: 1, maxLength: 5 }), (lines, people) => {
        const text = `${lines.join('\n')}\n`;
        writeFileSync(join(folder, '.mailmap'), text);
        const asked = people.filter(([, m]) => m !== '').map(([n, m]) => `${n} <${m}>`);
        if (asked.length === 0) return;
        const answered = execFileSync('git', ['-C', folder, 'check-mailmap', '--stdin'], {
          input: `${asked.join('\n')}\n`,
          encoding: 'utf8',
        });
        const proper = readMailmap(text);
        const ours = people
          .filter(([, m]) => m !== '')
          .map(([n, m]) => proper({ name: n, email: m }))
          .map(({ name: n, email: m }) => (n === '' ? `<${m}>` : `${n} <${m}>`));
        expect(ours).toEqual(
          answered
            .trimEnd()
            .split('\n')
            .map((one) => one.trim()),
        );
      }),
      { numRuns: 150 },
    );
    rmSync(folder, { recursive: true, force: true });
  });
});
