// The real files beside the project, where they lie. Each is imported twice; the second time changes nothing.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partnerNameKey } from '../../../shared/values/text-key.ts';
import { importText } from '../../support/importing.ts';
import { allContributorsCsv, landscapeMembersCsv } from '../../support/real-data.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data');
const present = existsSync(DATA);

let program: TemporaryProgram;
beforeEach(async () => {
  program = await openTemporaryProgram();
});
afterEach(async () => {
  expect(program.incidents).toEqual([]);
  expect((await program.client.workspace.check({})).ok).toBe(true);
  await program.close();
});

describe.skipIf(!present)('real data (skipped where shared/data does not lie beside the project)', () => {
  test('CNCF landscape members as partners: two roles of one organisation become one partner and a visible conflict', async () => {
    const csv = landscapeMembersCsv(readFileSync(join(DATA, 'cncf-landscape/landscape.slice.yml'), 'utf8'));
    expect(csv.trim().split('\n')).toHaveLength(113);
    const first = await importText(program, 'partners', csv);
    expect(first).toMatchObject({ rows: 112, rejected: 0 });
    expect(first.created + first.conflicts + first.unchanged).toBe(112);
    // The first row of each organisation counts, so the tiers can be told from the file alone.
    const firstRows = new Map<string, string>();
    for (const [, name = '', tier = ''] of csv.matchAll(/^"([^"]*)","[^"]*",(\w*),/gm)) {
      if (!firstRows.has(partnerNameKey(name))) firstRows.set(partnerNameKey(name), tier);
    }
    expect(first.created).toBe(firstRows.size);
    for (const tier of ['platinum', 'gold', 'silver'] as const) {
      expect((await program.client.partners.list({ filter: { tiers: [tier] } })).total).toBe(
        [...firstRows.values()].filter((one) => one === tier).length,
      );
    }
    expect(await importText(program, 'partners', csv)).toMatchObject({ created: 0, changed: 0 });
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

  test.each(['all-contributors-cross-env', 'all-contributors-match-sorter'])(
    '%s as contributions: undated entries, nobody lost',
    async (folder) => {
      const { contributors } = JSON.parse(readFileSync(join(DATA, folder, '.all-contributorsrc'), 'utf8')) as {
        contributors: { contributions: string[] }[];
      };
      const csv = allContributorsCsv(readFileSync(join(DATA, folder, '.all-contributorsrc'), 'utf8'));
      const pairs = contributors.reduce((sum, one) => sum + one.contributions.length, 0);
      expect(await importText(program, 'contributions', csv)).toMatchObject({ created: pairs, rejected: 0 });
      expect((await program.client.people.list({})).total).toBe(contributors.length);
      expect((await program.client.contributions.list({ filter: { undated: true } })).total).toBe(pairs);
      expect(await importText(program, 'contributions', csv)).toMatchObject({ created: 0, changed: 0, unchanged: pairs });
    },
  );
});
