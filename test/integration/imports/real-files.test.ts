// The real files beside the project, where they lie. Each is imported twice; the second time changes nothing.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importText } from '../../support/importing.ts';
import { cellsOf, readFileAt } from '../../support/reading.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(DATA);

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(() => closeSound(program));

describe.skipIf(!present)('real data (skipped where shared/data does not lie beside the project)', () => {
  test('CNCF landscape as partners: an organisation in two roles is one partner, membership levels are tiers', async () => {
    const yaml = readFileSync(join(DATA, 'cncf-landscape/landscape.slice.yml'));
    const items = [...yaml.toString().matchAll(/- item:\n\s+name: '?(.*?) \((?:KTP|member)\)'?\n[\s\S]*?crunchbase: '(.*?)'/g)];
    expect(items).toHaveLength(112);
    const organisations = new Set(items.map(([, , link]) => link));
    const levels = { platinum: 18, gold: 21, silver: 52 };
    const first = await importText(program, 'partners', yaml, (found) => {
      expect(found.reading.format).toBe('landscape');
      expect(found.notices).toEqual([{ code: 'several_roles', value: 'HPE, Huawei' }]);
      const meaning = (field: string) => found.columns[found.suggested.columns.find((one) => one.field === field)?.column ?? -1]?.header;
      expect(['name', 'tier', 'type', 'website', 'notes'].map(meaning)).toEqual([
        'name',
        'membership level',
        'type',
        'website',
        'description',
      ]);
      return {};
    });
    expect(first).toMatchObject({ rows: organisations.size, created: organisations.size, conflicts: 0, rejected: 0 });
    for (const tier of ['platinum', 'gold', 'silver'] as const) {
      expect((await program.client.partners.list({ filter: { tiers: [tier] } })).total).toBe(levels[tier]);
    }
    const training = await program.client.partners.list({ filter: { types: ['training_organization'] }, limit: 500 });
    expect(training.total).toBe(21);
    const both = training.items.filter(({ tier }) => tier === 'platinum').map(({ name }) => name);
    expect(both.some((name) => /huawei/i.test(name))).toBe(true);
    expect(await importText(program, 'partners', yaml)).toMatchObject({ created: 0, changed: 0, unchanged: organisations.size });
  });

  const maintainers = [
    ['cncf-foundation/project-maintainers.first-rows.csv', 'utf-8', 367],
    ['derived-encodings/project-maintainers.gb18030.csv', 'gb18030', 367],
    ['derived-encodings/project-maintainers.utf16le-bom.tsv', 'utf-16le', 367],
    ['derived-encodings/project-maintainers.utf8-bom-semicolon.csv', 'utf-8', 367],
    ['derived-encodings/project-maintainers.cp1252.csv', 'windows-1252', 365],
  ] as const;
  test.each(maintainers)('%s is read as %s and imports twice without change', async (path, encoding, rows) => {
    const bytes = readFileSync(join(DATA, path));
    let seen = '';
    const first = await importText(program, 'contributions', bytes, (found) => {
      seen = found.reading.encoding;
      return {};
    });
    expect(seen).toBe(encoding);
    expect(first.rows).toBe(rows - 1 + (first.rows === rows ? 1 : 0));
    expect(first.created).toBeGreaterThan(350);
    expect(await importText(program, 'contributions', bytes)).toMatchObject({
      created: 0,
      changed: 0,
      unchanged: first.created + first.unchanged,
    });
  });

  const maintainersCsv = async () => {
    const { header, rows } = await readFileAt(join(DATA, 'cncf-foundation/project-maintainers.first-rows.csv'));
    return trimmed([header, ...cellsOf(rows)]);
  };
  test.each([
    'derived-encodings/project-maintainers.gb18030.csv',
    'derived-encodings/project-maintainers.utf16le-bom.tsv',
    'derived-encodings/project-maintainers.utf8-bom-semicolon.csv',
    'derived-xlsx/project-maintainers.libreoffice.xlsx',
  ])('%s says what the CSV says that it was made of', async (path) => {
    const { header, rows } = await readFileAt(join(DATA, path));
    expect(trimmed([header, ...cellsOf(rows)])).toEqual(await maintainersCsv());
  });

  // A blank row of commas is a row that names nobody; a blank row of a sheet is none.
  test('a workbook imports as the CSV that it was made of', async () => {
    const csv = await importText(program, 'contributions', readFileSync(join(DATA, 'cncf-foundation/project-maintainers.first-rows.csv')));
    const sheet = await importText(program, 'contributions', readFileSync(join(DATA, 'derived-xlsx/project-maintainers.libreoffice.xlsx')));
    expect(sheet).toMatchObject({ created: 0, changed: 0, unchanged: csv.created + csv.unchanged, rejected: 0 });
  });

  test.each(['openpyxl', 'libreoffice'])(
    'contributions-multi-sheet.%s: title, header, total, hidden column and sheet, dates',
    async (writer) => {
      const path = join(DATA, `derived-xlsx/contributions-multi-sheet.${writer}.xlsx`);
      const { found, header, rows } = await readFileAt(path);
      expect(found.reading).toMatchObject({ sheet: 'Contributions', headerLine: 3 });
      expect(header).toEqual(['Project', 'Login', 'Name', 'Type', 'Profile']);
      expect(found.notices).toEqual([
        { code: 'hidden_sheets', value: 'Notes' },
        { code: 'hidden_columns', value: 'Profile' },
        ...(writer === 'openpyxl' ? [{ code: 'formulas_without_value', value: '1' }] : []),
      ]);
      expect(rows.at(-1)).toMatchObject({ line: 104, cells: writer === 'openpyxl' ? ['Total'] : ['Total', '', '', '100'] });
      const affiliations = await readFileAt(path, { format: 'xlsx', sheet: 'Affiliations' });
      const days = affiliations.rows.flatMap(({ cells }) => cells.filter((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell)));
      expect(days.length).toBeGreaterThan(0);
      expect(affiliations.rows.flatMap(({ cells }) => cells.filter((cell) => /^\d{5}$/.test(cell)))).toEqual([]);
      const first = await importText(program, 'contributions', readFileSync(path));
      expect(first).toMatchObject({ rows: 101, created: 100, rejected: 1 });
      expect(await importText(program, 'contributions', readFileSync(path))).toMatchObject({ created: 0, changed: 0, unchanged: 100 });
    },
  );

  test.each(globSync('{github-openapi-examples,octokit-*}/**/*.json', { cwd: DATA }))(
    '%s is read, or refused with a reason',
    async (path) => {
      try {
        const { header, rows } = await readFileAt(join(DATA, path));
        expect(header.length).toBeGreaterThan(0);
        expect(rows.every(({ cells, refused }) => refused !== undefined || cells.length <= header.length)).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ reason: expect.stringMatching(/^(?:several_lists|empty|no_records|too_many_columns)$/) });
      }
    },
  );

  test.each(['all-contributors-cross-env', 'all-contributors-match-sorter'])(
    '%s as contributions: undated entries, nobody lost',
    async (folder) => {
      const bytes = readFileSync(join(DATA, folder, '.all-contributorsrc'));
      const { contributors } = JSON.parse(bytes.toString()) as { contributors: { contributions: string[] }[] };
      const pairs = contributors.reduce((sum, one) => sum + one.contributions.length, 0);
      expect(await importText(program, 'contributions', bytes)).toMatchObject({ created: pairs, rejected: 0 });
      expect((await program.client.people.list({})).total).toBe(contributors.length);
      expect((await program.client.contributions.list({ filter: { undated: true } })).total).toBe(pairs);
      expect(await importText(program, 'contributions', bytes)).toMatchObject({ created: 0, changed: 0, unchanged: pairs });
    },
  );
});

/** Rows without the blank cells at their ends, and without blank rows: writers keep them or not. */
function trimmed(rows: readonly string[][]): string[][] {
  const short = rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1));
  return short.filter((cells) => cells.length > 0);
}
