// Who may import whom. Each rule says what it forbids and what to do instead.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => path.split(sep).join('/'));

interface Import {
  from: string;
  /** A path within the project, or a package's name. */
  to: string;
  typeOnly: boolean;
}

function importsOf(path: string): Import[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const found = text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm);
  return [...found].map(([, typeOnly, fixed, dynamic]) => {
    const target = fixed ?? dynamic ?? '';
    const to = target.startsWith('.')
      ? relative(ROOT, join(ROOT, dirname(path), target))
          .split(sep)
          .join('/')
      : target;
    return { from: path, to, typeOnly: typeOnly !== undefined };
  });
}

const IMPORTS = SOURCES.flatMap(importsOf);
const list = (imports: Import[]) => imports.map((one) => `${one.from} -> ${one.to}`);
const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
/** From the bottom up; a layer may import its own and lower ones. Entries and doors stand above them all. */
const LAYERS = ['store', 'jobs', 'reporting', 'intake', 'features'];

test('there is something to check', () => {
  expect(SOURCES.length).toBeGreaterThan(100);
  expect(IMPORTS.length).toBeGreaterThan(400);
});

test('shared imports nothing of ours but shared, and no Node module', () => {
  const wrong = IMPORTS.filter(
    (one) => within(one.from, 'shared') && (within(one.to, 'electron', 'renderer') || one.to.startsWith('node:')),
  );
  expect(list(wrong), 'move what both sides need into shared/').toEqual([]);
});

test('the renderer knows the contract only', () => {
  const wrong = IMPORTS.filter(
    (one) =>
      within(one.from, 'renderer') && !one.from.endsWith('vite.config.ts') && (within(one.to, 'electron') || one.to.startsWith('node:')),
  );
  expect(list(wrong), 'ask for it through a procedure in shared/contract').toEqual([]);
});

test('only the Electron entries and doors import electron', () => {
  const allowed = (path: string) => /^electron\/(?:desktop|preload)\.ts$/.test(path) || path.startsWith('electron/doors/electron-');
  const wrong = IMPORTS.filter((one) => one.to === 'electron' && !allowed(one.from));
  expect(list(wrong), 'hand it in as an argument from a doors/electron-* file').toEqual([]);
});

test('Kysely and the driver are imported by queries and the store only', () => {
  const allowed = (path: string) => within(path, 'electron/store') || path.endsWith('.queries.ts');
  const wrong = IMPORTS.filter((one) => ['kysely', 'sqlite3'].includes(one.to) && !allowed(one.from));
  expect(list(wrong), 'put the SQL into a *.queries.ts file of the feature').toEqual([]);
});

test('rules are pure: they import shared and other rules only', () => {
  const allowed = (one: Import) =>
    one.typeOnly || within(one.to, 'shared') || one.to.endsWith('.rules.ts') || one.to.endsWith('demo-words.ts');
  const wrong = IMPORTS.filter((one) => one.from.endsWith('.rules.ts') && !allowed(one));
  expect(list(wrong), 'hand the value in as an argument').toEqual([]);
});

test('rules know no clock and no randomness', () => {
  const wrong = SOURCES.filter((path) => path.endsWith('.rules.ts')).filter((path) =>
    /Date\.now\(|new Date\(\)|Math\.random\(|randomUUID/.test(readFileSync(join(ROOT, path), 'utf8')),
  );
  expect(wrong, 'take the time or the random source as a parameter').toEqual([]);
});

test('lower layers do not import upper ones', () => {
  const layerOf = (path: string) => LAYERS.findIndex((layer) => within(path, `electron/${layer}`));
  const above = (path: string) =>
    within(path, 'electron/doors') || /^electron\/(?:compose|router|desktop|preload|browser|terminal|start|import-kinds)/.test(path);
  const wrong = IMPORTS.filter((one) => {
    const from = layerOf(one.from);
    if (from < 0 || one.typeOnly) return false;
    return above(one.to) || layerOf(one.to) > from;
  });
  expect(list(wrong), 'move the shared part down, or hand the upper part in from compose.ts').toEqual([]);
});

test('there are no circles', () => {
  const graph = new Map<string, string[]>();
  for (const one of IMPORTS.filter((entry) => !entry.typeOnly)) graph.set(one.from, [...(graph.get(one.from) ?? []), one.to]);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of SOURCES) visit(path, []);
  expect(circles).toEqual([]);
});

test('no file is called by a word that says nothing', () => {
  expect(SOURCES.filter((path) => /\b(?:utils?|helpers?|common|manager|misc)\b/i.test(path))).toEqual([]);
});
