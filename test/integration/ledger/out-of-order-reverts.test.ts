// Sheets that changed the same row one after the other, taken back in any order: what counts is what the newest of those that stand says.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importText, revertImport } from '../../support/importing.ts';
import { closeSound } from '../../support/sound-close.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
});
afterEach(() => closeSound(t));

const KINDS = ['code', 'documentation', 'review', 'translation'];
const sheet = (kind: string) => `id,email,kind,date,title\n1,ann@x.example,${kind},2026-07-01,One\n`;
const counting = async () => (await t.client.contributions.list({})).items.map(({ kind }) => kind);

test.each([[[0, 1, 2, 3]], [[1, 2, 3, 0]], [[2, 1, 3, 0]], [[1, 3, 2, 0]], [[0, 2, 1, 3]], [[3, 1, 0, 2]]])('%j', async (order) => {
  const ids: string[] = [];
  for (const kind of KINDS) ids.push((await importText(t, 'contributions', sheet(kind))).id);
  const standing = new Set(KINDS.keys());
  for (const index of order) {
    await revertImport(t, ids[index] ?? '');
    standing.delete(index);
    const newest = Math.max(-1, ...standing);
    expect(await counting()).toEqual(newest < 0 ? [] : [KINDS[newest]]);
  }
});
