// What the README and the documents tell people to type is what the terminal door knows.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IMPORT_KINDS } from '../../../shared/vocabulary.ts';

const ROOT = join(import.meta.dirname, '../../..');
const documents = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((path) => path.endsWith('.md'));
const commands = documents.flatMap((path) =>
  [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^npm run --silent trellis -- (.+)$/gm)].map((found) => found[1] ?? ''),
);

const helpOf = (words: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'electron/terminal.ts'), ...words, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, TRELLIS_LANGUAGE: 'en' },
  });

test('the documents show commands', () => expect(commands.length).toBeGreaterThan(5));

test.each([...new Set(commands.filter((line) => !line.startsWith('--')))])('trellis %s', (line) => {
  const words = line.split(' ');
  const help = helpOf(words.slice(0, words[0] === 'import' ? 1 : 2));
  expect(help.status, help.stderr).toBe(0);
  expect(help.stdout).toContain(`Usage: trellis ${words[0]}`);
  for (const option of words.filter((word) => word.startsWith('--'))) expect(help.stdout).toContain(option);
  if (words[0] === 'import' && words[1] !== 'git' && words[1] !== 'github') expect(IMPORT_KINDS).toContain(words[1]);
});

test('the help names every kind that can be imported', () => {
  const said = helpOf([]).stdout.replace(/\s+/g, ' ');
  expect(said).toContain(IMPORT_KINDS.join(', '));
});
