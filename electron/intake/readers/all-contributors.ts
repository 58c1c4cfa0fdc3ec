// An `.all-contributorsrc`: who contributed what kinds of things to a repository. It knows neither dates nor amounts, so each
// person and kind is one row without a day. Rows are numbered one by one: a line of the file says nothing here.
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { fixedReader, type SourceRow, UnreadableFile } from './reader.ts';

export const ALL_CONTRIBUTORS_HEADER = ['key', 'name', 'login', 'kind', 'title', 'repository'];

const LARGEST_BYTES = 16 << 20;
const text = z
  .string()
  .max(2_000)
  .catch('')
  .transform((written) => written.toWellFormed());
const file = z.object({
  projectName: text,
  projectOwner: text,
  contributors: z.array(
    z.object({
      login: text,
      name: text,
      avatar_url: text,
      contributions: z.array(z.union([z.string(), z.object({ type: z.string() })])).catch([]),
    }),
  ),
});

/** GitHub's number of an account stands in the address of its picture and survives renames. */
const accountNumber = (picture: string) => /\/u\/(\d+)/.exec(picture)?.[1];

async function* readAllContributors(path: string): AsyncGenerator<SourceRow[]> {
  if ((await stat(path)).size > LARGEST_BYTES) throw new UnreadableFile('too_large', 1);
  const source = await readFile(path, 'utf8');
  const read = file.safeParse(parse(source));
  if (!read.success) throw new UnreadableFile('not_text', 1);
  const { projectName, projectOwner, contributors } = read.data;
  const repository = projectOwner && projectName ? `${projectOwner}/${projectName}` : '';
  yield [{ line: 1, cells: ALL_CONTRIBUTORS_HEADER }];
  let row = 1;
  for (const { login, name, avatar_url, contributions } of contributors) {
    const rows = contributions.map((one) => {
      const kind = (typeof one === 'string' ? one : one.type).toWellFormed();
      const key = `${repository}:${accountNumber(avatar_url) ?? login}:${kind}`;
      row += 1;
      return { line: row, cells: [key, name, login, kind, `${kind} · ${repository}`, repository] };
    });
    if (rows.length > 0) yield rows;
  }
}

function parse(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\ufeff/, ''));
  } catch {
    throw new UnreadableFile('not_text', 1);
  }
}

function looksLikeAllContributors(fileName: string, head: string): boolean {
  return (
    /all-contributorsrc/i.test(fileName) || (/^\s*\{/.test(head) && head.includes('"contributors"') && head.includes('"contributions"'))
  );
}

export const allContributorsReader = fixedReader({
  format: 'all_contributors',
  endings: ['all-contributorsrc', 'json'],
  kinds: ['contributions'],
  recognises: ({ name, text }) => looksLikeAllContributors(name, text),
  read: readAllContributors,
});
