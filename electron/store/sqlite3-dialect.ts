// Kysely over the asynchronous `sqlite3` driver. A connection belongs to one user from acquire to release, so nothing
// can slip into an open transaction: on a shared connection an unrelated insert would vanish with its rollback.
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { type Connection, type SqlConnection, type SqlValue, sqliteCode } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';

export function sqlite3Dialect(pool: ConnectionPool): Dialect {
  return {
    createDriver: () => new Sqlite3Driver(pool),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

class HeldConnection implements DatabaseConnection {
  readonly connection: Connection;
  constructor(connection: Connection) {
    this.connection = connection;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const parameters = query.parameters as readonly SqlValue[];
    const reads = query.query.kind === 'SelectQueryNode' || /^\s*(?:select|with|pragma|explain)\b|\breturning\b/i.test(query.sql);
    if (reads) return { rows: await this.connection.all<R>(query.sql, parameters) };
    const { changes } = await this.connection.run(query.sql, parameters);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // biome-ignore lint/correctness/useYield: the driver has no cursors; lists are paged instead
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported: page the query');
  }
}

class Sqlite3Driver implements Driver {
  readonly #pool: ConnectionPool;

  constructor(pool: ConnectionPool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new HeldConnection(await this.#pool.acquire());
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#pool.release((connection as HeldConnection).connection);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as HeldConnection).connection.run('BEGIN IMMEDIATE');
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as HeldConnection).connection.run('COMMIT');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await (connection as HeldConnection).connection.run('ROLLBACK');
    } catch (error) {
      // After a full disk SQLite has rolled back by itself; the error that matters is the first one.
      if (sqliteCode(error) !== 'SQLITE_ERROR') throw error;
    }
  }

  async destroy(): Promise<void> {}
}

/** Plain SQL inside a Kysely transaction, for set-based statements that serve both worlds. */
export function connectionOf<Tables>(db: Kysely<Tables>): SqlConnection {
  const plain = db.withoutPlugins();
  const rowsOf = async <T>(statement: string, parameters: readonly SqlValue[] = []) =>
    (await plain.executeQuery<T>(CompiledQuery.raw(statement, [...parameters]))).rows;
  return {
    all: rowsOf,
    get: async <T>(statement: string, parameters?: readonly SqlValue[]) => (await rowsOf<T>(statement, parameters))[0],
    run: async (statement, parameters = []) => {
      const result = await plain.executeQuery(CompiledQuery.raw(statement, [...parameters]));
      return { changes: Number(result.numAffectedRows ?? 0) };
    },
  };
}
