// Where the workspace is when nobody says otherwise: the place each system keeps programs' data in.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const FILE_NAME = 'program.trellis';

export function defaultWorkspacePath(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.TRELLIS_WORKSPACE) return resolve(env.TRELLIS_WORKSPACE);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Trellis', FILE_NAME);
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Trellis', FILE_NAME);
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trellis', FILE_NAME);
}
