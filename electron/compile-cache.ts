// What Node compiled of the program is kept in a private folder of the person, so that a start, a worker or a reading process does not
// compile it again. Imported early by an entry, which then loads the program with `import()`.
import { mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const folder = cacheFolder(process.env, process.platform);
if (process.env.NODE_COMPILE_CACHE === undefined && isPrivate(folder)) {
  enableCompileCache(folder);
  // Workers and processes that are started from here look for it there.
  process.env.NODE_COMPILE_CACHE = folder;
}

function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Trellis');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Trellis', 'Cache');
  return join(isAbsolute(env.XDG_CACHE_HOME ?? '') ? String(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'trellis');
}

/** Code is run from there: nobody else may write to it. Where it cannot be had, the program compiles as ever. */
function isPrivate(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(path);
    return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
  } catch {
    return false;
  }
}
