// Backups that nobody asked for: made while the workspace changes, and only then.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startAutomaticBackups } from '../../../electron/features/workspace/automatic-backups.ts';
import { register } from '../../support/crm.ts';
import { openTemporaryProgram, type TemporaryProgram } from '../../support/temporary-program.ts';

let t: TemporaryProgram;
beforeEach(async () => {
  t = await openTemporaryProgram();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await t.close();
});

async function reasons(): Promise<string[]> {
  return (await t.client.workspace.backups({})).items.map((one) => one.reason);
}

const QUARTER_HOUR_MS = 15 * 60_000;

test('a quarter of an hour after a change there is a backup, and without a change there is none', async () => {
  const backups = startAutomaticBackups(t.program.context);
  await register(t, 'Acme');
  vi.advanceTimersByTime(QUARTER_HOUR_MS);
  await vi.waitFor(async () => expect(await reasons()).toEqual(['automatic']), { timeout: 60_000, interval: 50 });
  vi.advanceTimersByTime(4 * QUARTER_HOUR_MS);
  await backups.stop();
  expect(await reasons()).toEqual(['automatic']);
  expect(t.incidents).toEqual([]);
});

test('closing backs up what changed since', async () => {
  const backups = startAutomaticBackups(t.program.context);
  await register(t, 'Acme');
  await backups.stop();
  expect(await reasons()).toEqual(['at_close']);
});

test('a backup that failed is reported, and made at the next chance', async () => {
  const { store } = t.program.context;
  let full = true;
  const backups = startAutomaticBackups({
    ...t.program.context,
    store: { ...store, backup: (reason) => (full ? Promise.reject(new Error('disk full')) : store.backup(reason)) },
  });
  await register(t, 'Acme');
  vi.advanceTimersByTime(QUARTER_HOUR_MS);
  await vi.waitFor(() => expect(t.incidents).toHaveLength(1), { timeout: 60_000, interval: 50 });
  full = false;
  await backups.stop();
  expect(await reasons()).toEqual(['at_close']);
});
