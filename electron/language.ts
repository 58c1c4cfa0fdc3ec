// Words for the doors and exports that live in Node: sentences for failures, report texts, menus. The files are the screens' own.
import enContributions from '../shared/locales/en/contributions.json' with { type: 'json' };
import enDesktop from '../shared/locales/en/desktop.json' with { type: 'json' };
import enFailures from '../shared/locales/en/failures.json' with { type: 'json' };
import enImports from '../shared/locales/en/imports.json' with { type: 'json' };
import enRecognition from '../shared/locales/en/recognition.json' with { type: 'json' };
import enReports from '../shared/locales/en/reports.json' with { type: 'json' };
import enTemplates from '../shared/locales/en/templates.json' with { type: 'json' };
import enTerminal from '../shared/locales/en/terminal.json' with { type: 'json' };
import enVocabulary from '../shared/locales/en/vocabulary.json' with { type: 'json' };
import zhContributions from '../shared/locales/zh-CN/contributions.json' with { type: 'json' };
import zhDesktop from '../shared/locales/zh-CN/desktop.json' with { type: 'json' };
import zhFailures from '../shared/locales/zh-CN/failures.json' with { type: 'json' };
import zhImports from '../shared/locales/zh-CN/imports.json' with { type: 'json' };
import zhRecognition from '../shared/locales/zh-CN/recognition.json' with { type: 'json' };
import zhReports from '../shared/locales/zh-CN/reports.json' with { type: 'json' };
import zhTemplates from '../shared/locales/zh-CN/templates.json' with { type: 'json' };
import zhTerminal from '../shared/locales/zh-CN/terminal.json' with { type: 'json' };
import zhVocabulary from '../shared/locales/zh-CN/vocabulary.json' with { type: 'json' };
import type { Language } from '../shared/vocabulary.ts';

type Texts = { [key: string]: string | Texts };

const TEXTS: Readonly<Record<Language, Readonly<Record<string, Texts>>>> = {
  en: {
    contributions: enContributions,
    failures: enFailures,
    imports: enImports,
    recognition: enRecognition,
    reports: enReports,
    vocabulary: enVocabulary,
    desktop: enDesktop,
    templates: enTemplates,
    terminal: enTerminal,
  },
  'zh-CN': {
    contributions: zhContributions,
    failures: zhFailures,
    imports: zhImports,
    recognition: zhRecognition,
    reports: zhReports,
    vocabulary: zhVocabulary,
    desktop: zhDesktop,
    templates: zhTemplates,
    terminal: zhTerminal,
  },
};

/** `section:path.to.key`, with `{{name}}` filled in. A key that is not there is shown as it is. */
export function say(language: Language, key: string, data: Record<string, unknown> = {}): string {
  const [section = '', path = ''] = key.split(':');
  const found = path
    .split('.')
    .reduce<string | Texts | undefined>((texts, part) => (typeof texts === 'object' ? texts[part] : undefined), TEXTS[language][section]);
  if (typeof found !== 'string') return key;
  return found.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, name: string) => String(data[name] ?? ''));
}

/** What refuses a source at the beginning can also stop it in the middle. */
function whyOf(code: string, reason: string, data: Record<string, unknown>, language: Language): string {
  if (code !== 'SOURCE_REFUSED' && code !== 'COLLECTING_STOPPED') return '';
  const stopped = say(language, `failures:stopped.${reason}`, data);
  return stopped === `failures:stopped.${reason}` ? say(language, `failures:sources.${reason}`, data) : stopped;
}

/** What went wrong and what to do, as one sentence. */
export function sentenceFor(code: string, data: Record<string, unknown>, language: Language): string {
  const rule = typeof data.rule === 'string' ? say(language, `failures:rules.${data.rule}`, data) : '';
  const reason = code === 'FILE_UNREADABLE' ? say(language, `failures:unreadable.${String(data.reason)}`) : data.reason;
  const why = typeof data.reason === 'string' ? whyOf(code, data.reason, data, language) : '';
  const sentence = say(language, `failures:${code}`, { ...data, rule, why, reason });
  return sentence === `failures:${code}` ? say(language, 'failures:INTERNAL', { incident: code }) : sentence;
}

/** A moment as people read it, by the clock and calendar of this machine. */
export function localInstant(language: Language, instant: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant));
}

/** The language that the machine's settings ask for. */
export function systemLanguage(env: NodeJS.ProcessEnv = process.env): Language {
  const wanted = env.TRELLIS_LANGUAGE || env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(wanted) ? 'zh-CN' : 'en';
}
