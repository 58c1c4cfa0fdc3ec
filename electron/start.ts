// What `npm start` runs: the window where Electron and a display can be had, else one sentence saying why and the browser door.
import './thread-pool.ts';
import './compile-cache.ts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { hasDisplay } from './doors/default-browser.ts';
import { downloadElectron, findElectronBinary } from './doors/electron-binary.ts';
import { say, sentenceFor, systemLanguage } from './language.ts';

/** The exit code of a window that has said itself why it cannot open (doors/electron-bad-start.ts). */
const SAID_ALREADY = 3;
/** A window that ends badly within this time never came up. */
const FIRST_MOMENTS_MS = 20_000;

const language = systemLanguage();
const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);

const whyNoWindow = await openWindow();
if (whyNoWindow !== undefined) {
  if (whyNoWindow !== '') tell(whyNoWindow);
  await import('./browser.ts');
}

/** undefined when a window was open and is closed again; otherwise the sentence that says why there was none. */
async function openWindow(): Promise<string | undefined> {
  if (process.env.TRELLIS_DOOR === 'browser') return '';
  if (!hasDisplay()) return say(language, 'desktop:noDisplay');
  const binary = findElectronBinary() ?? (await downloadElectron(() => tell(say(language, 'desktop:downloading'))));
  if (binary === undefined) return sentenceFor('ELECTRON_MISSING', {}, language);

  const startedMs = performance.now();
  const { ELECTRON_RUN_AS_NODE: _, NODE_OPTIONS: __, NODE_COMPILE_CACHE: ___, ...env } = process.env;
  const child = spawn(binary, [join(import.meta.dirname, '..')], { stdio: 'inherit', env });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, forward);
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', (exitCode, signal) =>
      resolve(signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP' ? 0 : (exitCode ?? undefined)),
    );
  });
  for (const signal of signals) process.off(signal, forward);
  if (code === 0) return undefined;
  if (code === SAID_ALREADY || performance.now() - startedMs > FIRST_MOMENTS_MS) {
    process.exitCode = 1;
    return undefined;
  }
  return say(language, 'desktop:windowFailed');
}
