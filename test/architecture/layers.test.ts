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

/** Each circle as the way round it. */
function circlesIn(edges: Iterable<readonly [from: string, to: string]>): string[] {
  const graph = Map.groupBy(edges, ([from]) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (place: string, trail: string[]) => {
    if (trail.includes(place)) circles.push([...trail.slice(trail.indexOf(place)), place].join(' -> '));
    if (done.has(place) || trail.includes(place)) return;
    for (const [, next] of graph.get(place) ?? []) visit(next, [...trail, place]);
    done.add(place);
  };
  for (const place of graph.keys()) visit(place, []);
  return circles;
}

test('there are no circles', () => {
  const edges = IMPORTS.filter((one) => !one.typeOnly).map(({ from, to }) => [from, to] as const);
  expect(circlesIn(edges)).toEqual([]);
});

const featureOf = (path: string) => /^electron\/features\/([^/]+)\//.exec(path)?.[1];
const BETWEEN_FEATURES = IMPORTS.flatMap((one) => {
  const [from, to] = [featureOf(one.from), featureOf(one.to)];
  return from !== undefined && to !== undefined && from !== to ? [{ ...one, features: [from, to] as const }] : [];
});

test("a feature's queries are its own; reports may read any table", () => {
  const wrong = BETWEEN_FEATURES.filter((one) => one.to.endsWith('.queries.ts') && one.features[0] !== 'reports');
  expect(
    list(wrong),
    'call a function of the other feature that says what is wanted, in a file named by its topic; what several features must keep right in their own transaction goes into electron/store/, and what finds things for imported rows into electron/intake/',
  ).toEqual([]);
});

test('there are no circles between features', () => {
  const edges = BETWEEN_FEATURES.filter((one) => !one.typeOnly).map((one) => one.features);
  expect(edges.length).toBeGreaterThan(5);
  expect(
    circlesIn(edges),
    'let the one that knows more call the other; what both need goes into electron/store/, or into shared/ when it is pure',
  ).toEqual([]);
});

test('circles are found', () => {
  expect(
    circlesIn([
      ['people', 'contributions'],
      ['contributions', 'policies'],
      ['policies', 'people'],
    ]),
  ).toEqual(['people -> contributions -> policies -> people']);
});

test('no file is called by a word that says nothing', () => {
  expect(SOURCES.filter((path) => /\b(?:utils?|helpers?|common|manager|misc)\b/i.test(path))).toEqual([]);
});
