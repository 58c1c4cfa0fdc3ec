// Every text exists in both languages, every key that is used exists, and every key that exists is used.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
type Texts = { [key: string]: string | Texts };

function keysOf(language: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const file of globSync(`shared/locales/${language}/*.json`, { cwd: ROOT })) {
    const section = file.split(/[\\/]/).at(-1)?.replace('.json', '') ?? '';
    const walk = (texts: Texts, path: string) => {
      for (const [key, value] of Object.entries(texts)) {
        const full = path === '' ? key : `${path}.${key}`;
        if (typeof value === 'string') keys.set(`${section}:${full}`, value);
        else walk(value, full);
      }
    };
    walk(JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Texts, '');
  }
  return keys;
}

/** Chinese has one plural form; `_one` and `_other` of English meet its `_other`. */
const plain = (key: string) => key.replace(/_(?:one|other)$/, '');
const english = keysOf('en');
const chinese = keysOf('zh-CN');

test('both languages have the same keys', () => {
  const a = new Set([...english.keys()].map(plain));
  const b = new Set([...chinese.keys()].map(plain));
  expect(
    [...a].filter((key) => !b.has(key)),
    'missing in zh-CN',
  ).toEqual([]);
  expect(
    [...b].filter((key) => !a.has(key)),
    'missing in en',
  ).toEqual([]);
  expect(a.size).toBeGreaterThan(300);
});

test('both languages fill in the same values', () => {
  const named = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]))].sort().join();
  const wrong = [...chinese].filter(([key, text]) => english.has(key) && named(english.get(key) ?? '') !== named(text)).map(([key]) => key);
  expect(wrong).toEqual([]);
});

test('Chinese texts are Chinese', () => {
  const same = [...chinese]
    .filter(([key, text]) => english.get(key) === text && /[a-z]{4,}/i.test(text.replace(/\{\{.*?\}\}/g, '')))
    .map(([key, text]) => `${key}: ${text}`);
  expect(same.filter((line) => !/(?:SQLite|Trellis|HTML|JSON|Markdown|mailmap)$/.test(line))).toEqual([]);
});

test('the demo program has one Chinese name', () => {
  const named = [...english].filter(([, text]) => /demo program/i.test(text)).map(([key]) => key);
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((key) => !chinese.get(key)?.includes('示例计划'))).toEqual([]);
});

const SOURCES = globSync('{electron,renderer,shared}/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => ({
  path,
  text: readFileSync(join(ROOT, path), 'utf8'),
}));
const SECTIONS = [...new Set([...english.keys()].map((key) => key.split(':')[0] ?? ''))];

/** Keys as the sources write them; a `${…}` part stands for any one word. */
function usedPatterns(): { path: string; pattern: RegExp; literal: string }[] {
  const used: { path: string; pattern: RegExp; literal: string }[] = [];
  for (const { path, text } of SOURCES) {
    const section =
      /useTranslation\('(\w+)'\)/.exec(text)?.[1] ??
      (path.includes('/doors/electron-') ? 'desktop' : path.includes('/doors/') ? 'terminal' : path.endsWith('html.ts') ? 'reports' : '');
    for (const match of text.matchAll(
      /\b(?:t|text|say|exists)\(\s*(?:\w+(?:\.language)?,\s*)?(?:[\w.]+ \? '\w+' : |\w+ === \w+ \? '\w+' : )?(['`])((?:[\w.:-]|\$\{(?:[^{}]|\{[^{}]*\})*\})+)\1/g,
    )) {
      const written = match[2] ?? '';
      const full = SECTIONS.some((one) => written.startsWith(`${one}:`)) ? written : `${section}:${written}`;
      const loose = path.includes('/doors/electron-') ? full.replace(':', ':\u0024{group}.') : full;
      const source = loose
        .split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('[\\w-]+(?:\\.[\\w-]+)*');
      const other = /\? '(\w+)' : $/.exec(match[0].slice(0, match[0].lastIndexOf(written) - 1))?.[1];
      if (other) used.push({ path, pattern: new RegExp(`^${section}:${other}(?:_one|_other)?$`), literal: `${section}:${other}` });
      used.push({ path, pattern: new RegExp(`^${source}(?:_one|_other)?$`), literal: full });
    }
    // Keys written whole, wherever they stand.
    for (const [, literal = ''] of text.matchAll(/'((?:\w+):[a-z][\w.]*)'/g)) {
      if (SECTIONS.some((one) => literal.startsWith(`${one}:`)))
        used.push({ path, literal, pattern: new RegExp(`^${literal}(?:_one|_other)?$`) });
    }
  }
  return used;
}

const used = usedPatterns();

test('every text that is asked for exists', () => {
  const missing = used
    .filter((one) => !one.literal.includes('${') && ![...english.keys()].some((key) => one.pattern.test(key)))
    .map((one) => `${one.path}: ${one.literal}`);
  expect(missing).toEqual([]);
  expect(used.length).toBeGreaterThan(200);
});

test('no text is left over', () => {
  // Words and failures are looked up by data (a tier, a code), so they count as used by being in the vocabulary or contract.
  const byData = /^(?:vocabulary:|failures:|desktop:(?:menu|dialogs)\.)/;
  const unused = [...english.keys()].filter((key) => !byData.test(key) && !used.some((one) => one.pattern.test(key)));
  expect(unused).toEqual([]);
});

test('every change that a person can make has a name in the history', () => {
  const changes = SOURCES.flatMap(({ text }) =>
    [...text.matchAll(/\bwhat: '([a-z]\w*)\.(\w+)'/gi)].map(([, feature, verb]) => `${feature}_${verb}`),
  );
  expect(changes.length).toBeGreaterThan(20);
  expect(changes.filter((change) => !english.has(`settings:history.changes.${change}`))).toEqual([]);
});
