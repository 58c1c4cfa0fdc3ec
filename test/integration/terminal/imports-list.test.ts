// What the terminal tells a person of earlier imports: by the clock of their machine, while programs get the instant.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TERMINAL = join(import.meta.dirname, '../../../electron/terminal.ts');

test('imports are listed with local times for people and instants for programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-imports-list-'));
  try {
    const run = (language: string, ...words: string[]) =>
      spawnSync(process.execPath, [TERMINAL, ...words, '--workspace', join(folder, 'w.trellis')], {
        encoding: 'utf8',
        env: { ...process.env, TRELLIS_LANGUAGE: language, TZ: 'Asia/Kathmandu' },
      }).stdout;
    writeFileSync(join(folder, 'partners.csv'), 'name\nAcme\n');
    run('en', 'import', 'partners', join(folder, 'partners.csv'), '--yes');
    const [{ appliedAt }] = (JSON.parse(run('en', 'imports', 'list', '--json')) as { items: [{ appliedAt: string }] }).items;
    expect(appliedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    for (const language of ['en', 'zh-CN']) {
      const listed = run(language, 'imports', 'list');
      const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Kathmandu' });
      expect(listed.split('\t')[1]).toBe(format.format(Date.parse(appliedAt)));
      expect(listed).not.toContain(appliedAt.slice(0, 13));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
