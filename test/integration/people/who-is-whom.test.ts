// Who is whom and who worked where, from files: `.mailmap`, gitdm's formats, `.all-contributorsrc`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command, importSheet, register } from '../../support/crm.ts';
import { finished } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram({ now: () => Date.parse('2026-03-15T12:00:00Z') });
});
afterEach(() => closeSound(t));

const points = async (partnerId: string, from: string, to: string) =>
  (await t.client.contributions.list({ filter: { partnerId, from: from as never, to: to as never } })).points;

describe('.mailmap', () => {
  const MAILMAP = `# people
Ann Lee <ann@new.example> <ann@old.example>
Ann Lee <ann@new.example> A. Lee <alee@home.example>
Ben <ben@x.example>
<noreply@github.com> <someone@x.example>
not a mailmap line
`;
  const WORK = `name,email,kind,date\nAnn,ann@old.example,code,2026-01-01\nA. Lee,alee@home.example,code,2026-01-02\nBen,ben@x.example,review,2026-01-03\n`;

  test.each(['work first', 'mailmap first'])(
    'links addresses of one person; the order of the imports does not matter: %s',
    async (order) => {
      const steps = [() => importSheet(t, 'contributions', WORK), () => importSheet(t, 'same_people', MAILMAP, '.mailmap')];
      for (const step of order === 'work first' ? steps : steps.toReversed()) await step();
      const { items } = await t.client.people.list({ sort: { by: 'points', direction: 'descending' } });
      expect(items.map(({ points: sum, entries }) => [sum, entries])).toEqual([
        [200, 2],
        [20, 1],
      ]);
      const ann = await t.client.people.get({ personId: items[0]?.id ?? '' });
      expect(ann.identities.map(({ email }) => email).toSorted()).toEqual(['alee@home.example', 'ann@new.example', 'ann@old.example']);
      expect(ann.merges.map(({ rule }) => rule)).toEqual(['mailmap', 'mailmap']);
    },
  );

  test('rows that link nobody are rejected with their line; the same file again changes nothing; revert takes all of it apart', async () => {
    await importSheet(t, 'contributions', WORK);
    const people = async () => (await t.client.people.list({})).items.map(({ name, points: sum }) => [name, sum]);
    const before = await people();
    const importId = await importSheet(t, 'same_people', MAILMAP, '.mailmap');
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 2, unchanged: 1, rejected: 2 });
    const again = await importSheet(t, 'same_people', MAILMAP, '.mailmap');
    const { items } = await t.client.imports.list({});
    expect(items[0]).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
    // Nothing was written for it, and it says who is called what as well.
    await finished(t, (await t.client.imports.revert({ ...command(), importId: again })).jobId);
    await finished(t, (await t.client.imports.revert({ ...command(), importId })).jobId);
    expect(await people()).toEqual(before);
    expect((await t.client.imports.get({ importId })).revert).toMatchObject({ reversed: 2 });
  });
});

describe('affiliations', () => {
  test('a person who changes employer mid-quarter counts for each on their side of the day, also after a correction', async () => {
    const acme = await register(t, 'Acme Inc.');
    const beta = await register(t, 'Beta');
    const days = Array.from({ length: 90 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
    await importSheet(t, 'contributions', `email,kind,date\n${days.map((day) => `ann@home.example,review,${day}`).join('\n')}\n`);
    await importSheet(t, 'people', 'email,company,from,until\nann@home.example,ACME,,2026-02-15\nann@home.example,Beta,2026-02-15,\n');
    const quarter = ['2026-01-01', '2026-03-31'] as const;
    expect(await points(acme, ...quarter)).toBe(45 * 20);
    expect(await points(beta, ...quarter)).toBe(45 * 20);

    const ann = (await t.client.people.list({})).items[0]?.id ?? '';
    const { affiliations } = await t.client.people.get({ personId: ann });
    const of = (name: string) => affiliations.find((one) => one.partner?.name === name)?.id ?? null;
    await t.client.people.saveAffiliation({
      ...command(),
      personId: ann,
      affiliationId: of('Acme Inc.'),
      fields: { partnerId: acme, from: null, until: '2026-03-01', evidence: 'told so' },
    });
    await t.client.people.saveAffiliation({
      ...command(),
      personId: ann,
      affiliationId: of('Beta'),
      fields: { partnerId: beta, from: '2026-03-01', until: null, evidence: 'told so' },
    });
    expect(await points(acme, ...quarter)).toBe(59 * 20);
    expect(await points(beta, ...quarter)).toBe(31 * 20);
    const report = await t.client.reports.ecosystem({ from: quarter[0] as never, to: quarter[1] as never });
    expect(report.topPartners.slice(0, 2).map(({ name, points: sum }) => [name, sum])).toEqual([
      ['Acme Inc.', 1180],
      ['Beta', 620],
    ]);
    for (let step = 0; step < 2; step += 1) await t.client.workspace.undo(command());
    expect(await points(beta, ...quarter)).toBe(45 * 20);
  });

  test('gitdm: developers with dated employers, an email map, independent people, employers who are no partners', async () => {
    const acme = await register(t, 'Acme');
    const gitdm = `Ann Lee: ann!home.example, ann!old.example
\tAcme until 2026-02-01
\tIndependent
Ben: ben!x.example
\tSome Unknown Company
# the rest
cy@x.example Acme < 2026-01-31
`;
    await importSheet(
      t,
      'contributions',
      'email,kind,date\nann@home.example,code,2026-01-20\nann@old.example,code,2026-02-20\ncy@x.example,code,2026-01-30\ncy@x.example,code,2026-02-01\nben@x.example,code,2026-01-01\n',
    );
    const importId = await importSheet(t, 'people', gitdm, 'developers_affiliations1.txt');
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 5, conflicts: 1, rejected: 0 });
    expect(await points(acme, '2026-01-01', '2026-12-31')).toBe(200);
    expect(await points('independent', '2026-01-01', '2026-12-31')).toBe(100);
    expect(await points('unknown', '2026-01-01', '2026-12-31')).toBe(200);
    const report = await t.client.reports.ecosystem({ from: '2026-01-01' as never, to: '2026-12-31' as never });
    expect(report.topPartners.reduce((sum, one) => sum + one.points, 0)).toBe(500);

    await finished(t, (await t.client.imports.revert({ ...command(), importId })).jobId);
    expect(await points(acme, '2026-01-01', '2026-12-31')).toBe(0);
  });

  test('only the reserved words themselves stand for nobody; a company may be called Unknown Corp or Independent Media', async () => {
    const unknown = await register(t, 'Unknown Corp');
    await importSheet(t, 'partners', 'name\nIndependent Inc.\n独立有限公司\n');
    const independent = (await t.client.partners.list({ filter: { search: 'Independent' } })).items[0]?.id ?? '';
    const employers = [
      'Unknown Corp.',
      'UNKNOWN CORP',
      'Independent, Inc.',
      'Independent',
      '（独立贡献者）',
      'self-employed',
      '(Unknown)',
      'NotFound',
      '不详',
    ];
    const rows = employers.map((employer, at) => `p${at}@x.example,"${employer}"\n`).join('');
    const work = employers.map((_, at) => `p${at}@x.example,code,2026-01-20\n`).join('');
    await importSheet(t, 'contributions', `email,kind,date\n${work}`);
    const importId = await importSheet(t, 'people', `email,company\n${rows}`);
    expect(await t.client.imports.get({ importId })).toMatchObject({ created: 6, conflicts: 0, rejected: 3 });
    const year = ['2026-01-01', '2026-12-31'] as const;
    expect(await points(unknown, ...year)).toBe(200);
    expect(await points(independent, ...year)).toBe(100);
    expect(await points('independent', ...year)).toBe(300);
    expect(await points('unknown', ...year)).toBe(300);
  });

  test('gaps and contradictions are shown', async () => {
    const acme = await register(t, 'Acme');
    const beta = await register(t, 'Beta');
    await importSheet(t, 'contributions', 'email,kind,date\na@h.example,code,2026-01-01\na@h.example,code,2026-03-01\n');
    const personId = (await t.client.people.list({})).items[0]?.id ?? '';
    const save = (partnerId: string, from: string | null, until: string | null) =>
      t.client.people.saveAffiliation({
        ...command(),
        personId,
        affiliationId: null,
        fields: { partnerId, from, until, evidence: '' } as never,
      });
    await save(acme, '2026-01-01', '2026-02-01');
    await save(beta, '2026-01-20', '2026-02-10');
    const { affiliationNotes } = await t.client.people.get({ personId });
    expect(affiliationNotes).toEqual([
      { note: 'overlap', from: '2026-01-20', until: '2026-02-01', names: ['Beta', 'Acme'] },
      { note: 'gap', from: '2026-02-10', until: '2026-03-02', names: [] },
    ]);
  });
});

describe('.all-contributorsrc', () => {
  const KIND_OF: Record<string, string> = Object.fromEntries([
    ...'code infra maintenance tool plugin platform test example security a11y'.split(' ').map((word) => [word, 'code']),
    ...'doc content tutorial blog video audio'.split(' ').map((word) => [word, 'documentation']),
    ...'question mentoring talk eventOrganizing promotion userTesting'.split(' ').map((word) => [word, 'community_support']),
    ['translation', 'translation'],
    ['review', 'review'],
  ]);
  for (const repository of ['all-contributors-cross-env', 'all-contributors-match-sorter'])
    test.skipIf(!existsSync(join(DATA, repository, '.all-contributorsrc')))(`${repository}: numbers as counted from the file`, async () => {
      const text = readFileSync(join(DATA, repository, '.all-contributorsrc'), 'utf8');
      const { contributors } = JSON.parse(text) as { contributors: { login: string; contributions: string[] }[] };
      const importId = await importSheet(t, 'contributions', text, '.all-contributorsrc');
      const pairs = contributors.flatMap(({ contributions }) => contributions);
      expect(await t.client.imports.get({ importId })).toMatchObject({ created: pairs.length, rejected: 0 });
      const kindOf = (kind: string) => KIND_OF[kind] ?? 'other';
      const points = { code: 100, documentation: 30, review: 20, community_support: 15, other: 10 } as Record<string, number>;
      const expected = pairs.reduce((sum, kind) => sum + (points[kindOf(kind)] ?? 0), 0);
      expect(await t.client.contributions.list({})).toMatchObject({ total: pairs.length, points: expected });
      expect((await t.client.people.list({})).total).toBe(contributors.filter(({ contributions }) => contributions.length > 0).length);
    });
});
