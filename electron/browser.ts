// The browser door on its own, without a display or without Electron.
import './thread-pool.ts';
import { join } from 'node:path';
import { BadStart } from './bad-start.ts';
import { serveInBrowser } from './doors/loopback-serve.ts';
import { sentenceFor, systemLanguage } from './language.ts';
import { defaultWorkspacePath } from './workspace-path.ts';

const language = systemLanguage();
try {
  await serveInBrowser({
    workspacePath: defaultWorkspacePath(),
    port: Number(process.env.TRELLIS_PORT ?? 0),
    language,
    assets: join(import.meta.dirname, '../out/renderer'),
  });
} catch (error) {
  if (!(error instanceof BadStart)) throw error;
  process.stderr.write(`${sentenceFor(error.code, error.data, language)}\n`);
  process.exitCode = 1;
}
