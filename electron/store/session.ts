// The connections to a workspace file that is open: one that writes, a few that read, set up alike each time.
import { CamelCasePlugin, Kysely } from 'kysely';
import { BadStart } from '../bad-start.ts';
import { type Connection, openConnection } from './connection.ts';
import { type ConnectionPool, connectionPool } from './connection-pool.ts';
import { sqlite3Dialect } from './sqlite3-dialect.ts';
import type { Tables } from './tables.ts';

const OLDEST_SQLITE = [3, 51, 3] as const;
const READERS = 3;

const WRITER_PRAGMAS = `
PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16000;
PRAGMA temp_store = FILE; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;`;
const READER_PRAGMAS = `
PRAGMA query_only = ON; PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;`;

export interface Session {
  writer: Connection;
  readers: Connection[];
  write: Kysely<Tables>;
}

export function toKysely(pool: ConnectionPool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: sqlite3Dialect(pool), plugins: [new CamelCasePlugin()] });
}

export async function openSession(path: string): Promise<Session> {
  const writer = await openConnection(path, 'write');
  const mode = await writer.get<{ journal_mode: string }>('PRAGMA journal_mode = WAL');
  if (mode?.journal_mode !== 'wal') throw new BadStart('FOLDER_NOT_WRITABLE', { path });
  await writer.script(WRITER_PRAGMAS);
  const readers: Connection[] = [];
  for (let index = 0; index < READERS; index += 1) {
    const reader = await openConnection(path, 'read');
    await reader.script(READER_PRAGMAS);
    readers.push(reader);
  }
  return { writer, readers, write: toKysely(connectionPool([writer])) };
}

export async function closeSession(session: Session): Promise<void> {
  for (const reader of session.readers) await reader.close();
  await session.writer.script('PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);').catch(() => undefined);
  await session.writer.close();
}

/** With another database file attached as `stage`, if one is given. */
export async function bulkTransaction<T>(
  connection: Connection,
  attach: string | null,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (attach) {
    await connection.run('ATTACH ? AS stage', [attach]);
    // Rows are joined with the people beside them, which must not fall out of the cache in between.
    await connection.run('PRAGMA stage.cache_size = -8000');
  }
  try {
    await connection.run('BEGIN IMMEDIATE');
    try {
      const result = await work(connection);
      await connection.run('COMMIT');
      return result;
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    if (attach) await connection.run('DETACH stage');
  }
}

/** The version of SQLite; throws BadStart where it is too old for what the program relies on. */
export async function assertSqlite(connection: Connection): Promise<string> {
  const version = (await connection.get<{ version: string }>('SELECT sqlite_version() AS version'))?.version ?? '0';
  const parts = version.split('.').map(Number);
  const difference = OLDEST_SQLITE.map((oldest, index) => (parts[index] ?? 0) - oldest).find((one) => one !== 0) ?? 0;
  if (difference < 0) throw new BadStart('SQLITE_TOO_OLD', { version });
  return version;
}
