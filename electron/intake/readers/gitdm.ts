// Affiliation files in gitdm's formats: who worked where, and until when. Rows are numbered one by one, because a line can be about
// several addresses.
// - email map: `mail@host Employer [< YYYY-MM-DD]`, one line each;
// - developers: `Name: mail!host, mail!host` followed by indented lines `Employer [from YYYY-MM-DD] [until YYYY-MM-DD]`.
import { fixedReader, type SourceRow } from './reader.ts';
import { textLines } from './text-lines.ts';

export const GITDM_HEADER = ['name', 'email', 'partner', 'from', 'until'];

const DAY = '\\d{4}-\\d{2}-\\d{2}';
const MAIL_LINE = new RegExp(`^([^\\s@!]+[@!][^\\s@!]+)\\s+(.+?)(?:\\s*<\\s*(${DAY}))?$`);
const DEVELOPER_LINE = /^(\S[^:]*):\s*(\S+[@!]\S.*)$/;
const EMPLOYER_LINE = new RegExp(`^\\s+(\\S.*?)(?:\\s+from\\s+(${DAY}))?(?:\\s+until\\s+(${DAY}))?\\s*$`);

/** gitdm writes `!` for `@`, against harvesting. */
const address = (text: string) => text.replace('!', '@');

async function* readGitdm(path: string): AsyncGenerator<SourceRow[]> {
  yield [{ line: 1, cells: GITDM_HEADER }];
  let row = 1;
  const numbered = (cells: string[]): SourceRow => {
    row += 1;
    return { line: row, cells };
  };
  let developer: { name: string; mails: string[]; employers: { employer: string; from: string; until: string }[] } | undefined;
  const lastMailUntil = new Map<string, string>();
  const flush = (): SourceRow[] => {
    if (!developer) return [];
    const { name, mails, employers } = developer;
    developer = undefined;
    // Employers stand oldest first; one without a beginning begins where the one before ends.
    const dated = employers.map((one, index) => ({ ...one, from: one.from || (employers[index - 1]?.until ?? '') }));
    return dated.flatMap(({ employer, from, until }) => mails.map((mail) => numbered([name, mail, employer, from, until])));
  };
  for await (const { text } of textLines(path)) {
    if (text.trim() === '' || text.startsWith('#')) continue;
    const employer = developer && /^\s/.test(text) ? EMPLOYER_LINE.exec(text) : null;
    if (developer && employer) {
      const [, name = '', from = '', until = ''] = employer;
      developer.employers.push({ employer: name, from, until });
      continue;
    }
    const rows = flush();
    if (rows.length > 0) yield rows;
    const mail = MAIL_LINE.exec(text);
    const head = DEVELOPER_LINE.exec(text);
    if (head && !mail) {
      developer = {
        name: (head[1] ?? '').trim(),
        mails: (head[2] ?? '')
          .split(/\s*,\s*/)
          .filter(Boolean)
          .map(address),
        employers: [],
      };
    } else if (mail) {
      const [, written = '', name = '', until = ''] = mail;
      const email = address(written);
      yield [numbered(['', email, name, lastMailUntil.get(email) ?? '', until])];
      if (until) lastMailUntil.set(email, until);
    } else yield [numbered(['', text.trim(), '', '', ''])];
  }
  const rows = flush();
  if (rows.length > 0) yield rows;
}

function looksLikeGitdm(_fileName: string, head: string): boolean {
  const lines = head
    .split('\n')
    .slice(0, 60)
    .filter((text) => text.trim() !== '' && !text.startsWith('#'));
  const fits = lines.filter((text) => MAIL_LINE.test(text.trimEnd()) || DEVELOPER_LINE.test(text) || EMPLOYER_LINE.test(text));
  const mails = lines.filter((text) => /^[^\s,;@!]+[@!]\S+\s+\S/.test(text) || DEVELOPER_LINE.test(text));
  return mails.length > 0 && fits.length >= lines.length * 0.9 && !/[,;\t][^\S\t]*[^\s,;]+[,;\t]/.test(lines[0] ?? '');
}

export const gitdmReader = fixedReader({
  format: 'gitdm',
  endings: ['txt'],
  kinds: ['people'],
  recognises: ({ name, text }) => looksLikeGitdm(name, text),
  read: readGitdm,
});
