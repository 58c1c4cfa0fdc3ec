// The language of the screens: texts are fetched when a language is first used, and switching needs no restart.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { LANGUAGES, type Language } from '../../shared/vocabulary.ts';

const REMEMBERED = 'trellis-language';
const files = import.meta.glob<{ default: Record<string, unknown> }>('../../shared/locales/*/*.json');
/** Sections that only the terminal, the desktop menus and files on their way out speak. */
const ELSEWHERE = new Set(['terminal', 'desktop', 'templates']);

async function fetchTexts(language: Language): Promise<void> {
  const wanted = Object.entries(files).flatMap(([path, load]) => {
    const [, folder, section = ''] = /locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    return folder === language && !ELSEWHERE.has(section) ? [{ section, load }] : [];
  });
  await Promise.all(wanted.map(async ({ section, load }) => i18next.addResourceBundle(language, section, (await load()).default)));
}

function firstLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  return LANGUAGES.find((one) => one === remembered) ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
}

export async function startLanguage(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .init({ lng: 'none', fallbackLng: false, interpolation: { escapeValue: false }, resources: {}, react: { useSuspense: false } });
  await speak(firstLanguage());
}

export async function speak(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'ui')) await fetchTexts(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(REMEMBERED, language);
}

export function currentLanguage(): Language {
  return i18next.language === 'zh-CN' ? 'zh-CN' : 'en';
}
