// Brings a workspace file to the schema of this program: backup first, then every missing step in one transaction.
import { chmod } from 'node:fs/promises';
import type { BackupReason } from './backup.ts';
import { openConnection } from './connection.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/index.ts';
import { APPLICATION_ID, type FileState } from './workspace-file.ts';

export async function migrate(path: string, state: FileState, backup: (reason: BackupReason) => Promise<unknown>): Promise<void> {
  const from = state.kind === 'workspace' ? state.schemaVersion : 0;
  if (from === SCHEMA_VERSION) return;
  if (from > 0) await backup('before_migration');
  const connection = await openConnection(path, 'create');
  try {
    if (process.platform !== 'win32') await chmod(path, 0o600);
    // The application id must stand in the first page before anything else, so that a kill leaves a file we recognise.
    await connection.script(`PRAGMA foreign_keys = OFF; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE;`);
    try {
      for (const step of MIGRATIONS.filter((one) => one.version > from)) {
        await connection.script(step.script);
      }
      const broken = await connection.all('PRAGMA foreign_key_check');
      if (broken.length > 0) throw new Error(`migration leaves ${broken.length} rows without their parent`);
      await connection.script(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
    } catch (error) {
      await connection.script('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    await connection.close();
  }
}
