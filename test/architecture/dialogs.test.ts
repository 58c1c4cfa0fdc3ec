// Whatever lies over the page goes through two parts, which keep the order that Escape closes in, give the focus back, and do not throw away
// what was typed: none of that comes from the component library.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = globSync('renderer/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(join(ROOT, path), 'utf8'),
}));
const PARTS = ['renderer/ui/Dialog.tsx', 'renderer/ui/SideDrawer.tsx'];
/** Spotlight is a dialog that cannot be drawn from a part; it must stand in the same order. */
const PALETTE = 'renderer/app/Palette.tsx';

const takes = (text: string, from: RegExp, what: RegExp) =>
  [...text.matchAll(/import\s*([^;]*?)\s*from\s*'([^']+)'/g)].some(([, names = '', source = '']) => from.test(source) && what.test(names));

test('only the parts for it draw a dialog or a drawer of the component library', () => {
  const drawing = SOURCES.filter(({ text }) => takes(text, /^@mantine\/core/, /\b(?:Modal|Drawer)|\*/)).map(({ path }) => path);
  expect(drawing.sort(), 'draw it with ui/Dialog.tsx or ui/SideDrawer.tsx').toEqual(PARTS);
  const others = SOURCES.filter(({ text }) => takes(text, /^@mantine\/(?:modals|spotlight)$/, /./)).map(({ path }) => path);
  expect(others).toEqual([PALETTE]);
});

test('all of them stand in the order in which they are closed, and give the focus back', () => {
  const held = SOURCES.filter(({ path }) => [...PARTS, PALETTE].includes(path));
  expect(held).toHaveLength(3);
  expect(held.filter(({ text }) => !/\buseOverlay\(\)/.test(text)).map(({ path }) => path)).toEqual([]);
});
