// Affiliation files in gitdm's formats: who worked where, and until when. Rows are numbered one by one, because a line can be about
// several addresses.
// - email map: `mail@host Employer [< YYYY-MM-DD]`, one line each;
// - developers: `Name: mail!host, mail!host` followed by indented lines `Employer [from YYYY-MM-DD] [until YYYY-MM-DD]`.
import { fixedReader, type SourceRow } from './reader.ts';
import { textLines } from './text-lines.ts';

export const GITDM_HEADER = ['name', 'email', 'partner', 'from', 'until'];

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** gitdm writes `!` for `@`, against harvesting. */
const address = (text: string) => text.replace('!', '@');

/** A text without the day that stands behind a sign at its end; '' where there is none. Cut by its place: however long, it is looked at once. */
function cutDay(text: string, sign: string): { rest: string; day: string } {
  const at = text.lastIndexOf(sign);
  const rest = text.slice(0, Math.max(at, 0)).trimEnd();
  const day = text.slice(at + sign.length).trim();
  return rest !== '' && DAY.test(day) ? { rest, day } : { rest: text, day: '' };
}

function mailLine(text: string): { mail: string; employer: string; until: string } | undefined {
  const [, mail = '', behind = ''] = /^([^\s@!]+[@!][^\s@!]+)\s+(\S.*)$/s.exec(text.trimEnd()) ?? [];
  const { rest, day } = cutDay(behind, '<');
  return mail === '' ? undefined : { mail: address(mail), employer: rest, until: day };
}

function developerLine(text: string): { name: string; mails: string[] } | undefined {
  const colon = text.indexOf(':');
  const mails = text.slice(colon + 1).trim();
  if (colon < 1 || /^\s/.test(text) || !/^[^\s@!]+[@!]\S/.test(mails)) return undefined;
  const each = mails.split(',').map((mail) => address(mail.trim()));
  return { name: text.slice(0, colon).trim(), mails: each.filter((mail) => mail !== '') };
}

function employerLine(text: string): { employer: string; from: string; until: string } | undefined {
  if (!/^\s/.test(text) || text.trim() === '') return undefined;
  const until = cutDay(text.replaceAll('\t', ' ').trim(), ' until ');
  const from = cutDay(until.rest, ' from ');
  return { employer: from.rest, from: from.day, until: until.day };
}

async function* readGitdm(path: string): AsyncGenerator<SourceRow[]> {
  yield [{ line: 1, cells: GITDM_HEADER }];
  let row = 1;
  const numbered = (cells: string[]): SourceRow => {
    row += 1;
    return { line: row, cells };
  };
  let developer: { name: string; mails: string[]; employers: NonNullable<ReturnType<typeof employerLine>>[] } | undefined;
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
    const employer = developer && employerLine(text);
    if (developer && employer) {
      developer.employers.push(employer);
      continue;
    }
    const rows = flush();
    if (rows.length > 0) yield rows;
    const mail = mailLine(text);
    const head = developerLine(text);
    if (head && !mail) {
      developer = { ...head, employers: [] };
    } else if (mail) {
      yield [numbered(['', mail.mail, mail.employer, lastMailUntil.get(mail.mail) ?? '', mail.until])];
      if (mail.until) lastMailUntil.set(mail.mail, mail.until);
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
  const fits = lines.filter((text) => mailLine(text) ?? developerLine(text) ?? employerLine(text));
  const mails = lines.filter((text) => /^[^\s,;@!]+[@!]\S+\s+\S/.test(text) || developerLine(text) !== undefined);
  return mails.length > 0 && fits.length >= lines.length * 0.9 && !/[,;\t][^\S\t]*[^\s,;]+[,;\t]/.test(lines[0] ?? '');
}

export const gitdmReader = fixedReader({
  format: 'gitdm',
  endings: ['txt'],
  kinds: ['people'],
  recognises: ({ name, text }) => looksLikeGitdm(name, text),
  read: readGitdm,
});
