// Texts that say what somebody reached, to be pasted into a post, a mail or a feed.
import type { Language, Level } from '../../../shared/vocabulary.ts';

export interface Announced {
  readonly name: string;
  readonly level: Level;
  readonly reachedOn: string | null;
  readonly points: number;
  readonly programName: string;
  readonly form: 'markdown' | 'plain' | 'social';
  readonly language: Language;
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

const MARKDOWN = /([\\`*_{}[\]()#+!|<>~])/g;

/** The words come from the language files; names are made harmless where the form has a syntax. */
export function announcementOf(announced: Announced, t: Translate): string {
  const { form, level, reachedOn, points, language } = announced;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const safe = (text: string) => (form === 'markdown' ? text.replace(MARKDOWN, '\\$1') : text);
  const values = {
    name: safe(announced.name),
    program: safe(announced.programName),
    level: t(`vocabulary:level.${level}`),
    points: new Intl.NumberFormat(language).format(points),
    day: reachedOn ? day.format(Date.parse(reachedOn)) : '',
  };
  if (form === 'social') return t('recognition:announce.social', values);
  const lines = [
    t('recognition:announce.title', values),
    t(reachedOn ? 'recognition:announce.reachedOn' : 'recognition:announce.reached', values),
    t('recognition:announce.thanks', values),
  ];
  return form === 'markdown' ? `## ${lines[0]}\n\n${lines.slice(1).join('\n\n')}\n` : `${lines.join('\n\n')}\n`;
}
