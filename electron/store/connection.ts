// One SQLite connection as promises. Everything above it (Kysely, staging, backup) talks to this and never to the driver.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import sqlite3 from 'sqlite3';

export type SqlValue = string | number | bigint | boolean | Uint8Array | null;
export type Row = Record<string, unknown>;

/** What set-based SQL needs; a Kysely transaction can stand in for a connection here. */
export interface SqlConnection {
  all<T = Row>(statement: string, parameters?: readonly SqlValue[]): Promise<T[]>;
  get<T = Row>(statement: string, parameters?: readonly SqlValue[]): Promise<T | undefined>;
  run(statement: string, parameters?: readonly SqlValue[]): Promise<{ changes: number }>;
}

export interface Connection extends SqlConnection {
  /** Runs several statements; takes no parameters. */
  script(statements: string): Promise<void>;
  /** Stops the statement that is running now; it fails with SQLITE_INTERRUPT. */
  interrupt(): void;
  close(): Promise<void>;
}

export type OpenMode = 'read' | 'write' | 'create';

const FLAGS: Record<OpenMode, number> = {
  read: sqlite3.OPEN_READONLY | sqlite3.OPEN_URI | sqlite3.OPEN_FULLMUTEX,
  write: sqlite3.OPEN_READWRITE | sqlite3.OPEN_URI | sqlite3.OPEN_FULLMUTEX,
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE | sqlite3.OPEN_URI | sqlite3.OPEN_FULLMUTEX,
};

/** The code SQLite gave an error, such as `SQLITE_FULL`; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined;
}

/** Whether SQLite may not open or write the file. */
export function cannotWrite(error: unknown): boolean {
  return ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM'].includes(sqliteCode(error) ?? '');
}

/**
 * SQL that yields the rows of one parameter: a JSON array of arrays, one value per column. `jsonb_each` hands out the inner arrays as
 * they are; `json_each` would write each as text, to be parsed again for every column.
 */
export function fromJson(columns: number): string {
  return `SELECT ${Array.from({ length: columns }, (_, index) => `value ->> ${index}`).join(', ')} FROM jsonb_each(jsonb(?))`;
}

/** A read-only URI for ATTACH, which otherwise would open a file for writing. */
export function readOnlyUri(path: string): string {
  return `${pathToFileURL(resolve(path)).href}?mode=ro`;
}

export function openConnection(path: string, mode: OpenMode): Promise<Connection> {
  return new Promise((done, fail) => {
    const database = new sqlite3.Database(path, FLAGS[mode], (error) => (error ? fail(error) : done(wrap(database))));
  });
}

function wrap(database: sqlite3.Database): Connection {
  return {
    all: (statement, parameters = []) =>
      new Promise((done, fail) => {
        database.all(statement, parameters, (error, rows) => (error ? fail(withStatement(error, statement)) : done(rows as never)));
      }),
    get: (statement, parameters = []) =>
      new Promise((done, fail) => {
        database.get(statement, parameters, (error, row) => (error ? fail(withStatement(error, statement)) : done(row as never)));
      }),
    run: (statement, parameters = []) =>
      new Promise((done, fail) => {
        database.run(statement, parameters, function (this: sqlite3.RunResult, error: Error | null) {
          if (error) fail(withStatement(error, statement));
          else done({ changes: this.changes });
        });
      }),
    script: (statements) =>
      new Promise((done, fail) => {
        database.exec(statements, (error) => (error ? fail(withStatement(error, statements)) : done()));
      }),
    interrupt: () => database.interrupt(),
    close: () =>
      new Promise((done, fail) => {
        database.close((error) => (error ? fail(error) : done()));
      }),
  };
}

function withStatement(error: Error, statement: string): Error {
  return Object.assign(error, { statement: statement.slice(0, 300) });
}
