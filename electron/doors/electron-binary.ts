// Finds Electron's own program, and gets it once where it can be had. The npm package brings it on first use, not at install.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PROBE_MS = 4000;
const DOWNLOAD_MS = 180_000;
const MIRROR = 'https://github.com/electron/electron/releases/download/';

/** Where the package keeps its binary, or undefined when it is not there (yet). */
export function findElectronBinary(
  packageFolder: string | undefined = electronPackageFolder(),
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (packageFolder === undefined) return undefined;
  try {
    const name = readFileSync(join(packageFolder, 'path.txt'), 'utf8').trim();
    const path = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist'), name);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Lets the electron package download its binary, unless nothing answers where it comes from. */
export async function downloadElectron(onStart: () => void): Promise<string | undefined> {
  const folder = electronPackageFolder();
  if (folder === undefined || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || !(await answers(mirrorOf(process.env)))) return undefined;
  onStart();
  await new Promise<void>((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore', timeout: DOWNLOAD_MS });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return findElectronBinary(folder);
}

export function mirrorOf(env: NodeJS.ProcessEnv): string {
  return env.npm_config_electron_mirror ?? env.NPM_CONFIG_ELECTRON_MIRROR ?? env.ELECTRON_MIRROR ?? MIRROR;
}

function electronPackageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return undefined;
  }
}

/** Any answer counts. Behind a proxy the question cannot be asked this way, so the download is tried. */
async function answers(url: string): Promise<boolean> {
  if (process.env.HTTPS_PROXY || process.env.https_proxy || process.env.ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}
