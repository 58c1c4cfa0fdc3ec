// Whoever draws a dialog or drawer only while it is open must give the focus back when it goes: the component library does so only for
// those that stay and are told to close.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SCREENS = globSync('renderer/**/*.tsx', { cwd: ROOT });
const GIVES_BACK = /\buse(?:FocusReturn|Overlay)\(\)/;

test('a dialog or drawer that is drawn only while it is open gives the focus back', () => {
  const drawn = SCREENS.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })).filter(({ text }) =>
    /<(?:Modal|Drawer)\s+opened(?=[\s>])/.test(text),
  );
  expect(drawn.length).toBeGreaterThan(1);
  expect(
    drawn.filter(({ text }) => !GIVES_BACK.test(text)).map(({ path }) => path),
    'draw it with ui/Dialog.tsx or ui/SideDrawer.tsx',
  ).toEqual([]);
});
