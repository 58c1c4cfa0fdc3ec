// The browser door's entry: the program as a page on this machine, for where there is no Electron or no display.
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
    port: portOf(process.env.TRELLIS_PORT),
    language,
    assets: join(import.meta.dirname, '../out/renderer'),
    openBrowser: process.env.TRELLIS_OPEN !== 'no',
  });
} catch (error) {
  if (!(error instanceof BadStart)) throw error;
  process.stderr.write(`${sentenceFor(error.code, error.data, language)}\n`);
  process.exitCode = 1;
}

/** Any free port unless one is asked for. */
function portOf(text: string | undefined): number {
  const port = Number(text ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new BadStart('PORT_TAKEN', { port: text ?? '' });
  return port;
}
