// Opens an address in the person's browser without writing it into a command line, where every user of the machine could read it:
// the browser is given a small file of the person's own that leads on.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEPT_MS = 60_000;

export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The command that opens a file with the program chosen for it. */
export function openerOf(platform: NodeJS.Platform, path: string): [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', path];
  if (platform === 'win32') return ['rundll32.exe', 'url.dll,FileProtocolHandler', path];
  return ['xdg-open', path];
}

/** False when there is no browser to open. The address is expected to be our own: letters, digits and `:/?#=.-_`. */
export async function openInBrowser(address: string): Promise<boolean> {
  if (!hasDisplay() || !/^[\w:/?#=.-]+$/.test(address)) return false;
  const folder = await mkdtemp(join(tmpdir(), 'trellis-open-'));
  const path = join(folder, 'open.html');
  await writeFile(path, redirectPage(address), { mode: 0o600 });
  const [command, ...args] = openerOf(process.platform, path);
  const started = await new Promise<boolean>((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => resolve(true));
    child.unref();
  });
  const remove = () => rm(folder, { recursive: true, force: true });
  if (started) setTimeout(remove, KEPT_MS).unref();
  else await remove();
  return started;
}

function redirectPage(address: string): string {
  return `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${address}"><title>Trellis</title>\n`;
}
