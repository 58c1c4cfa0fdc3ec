// Connections, each lent to one user at a time. While they are being exchanged for others, whoever asks waits.
import type { Connection } from './connection.ts';

export interface ConnectionPool {
  acquire(): Promise<Connection>;
  release(connection: Connection): void;
  /** Lends no more; resolves when all have come back. */
  drain(): Promise<void>;
  refill(connections: readonly Connection[]): void;
  /** Refuses everybody who waits or asks from now on. */
  stop(reason: Error): void;
}

export function connectionPool(connections: readonly Connection[]): ConnectionPool {
  let free: Connection[] = [];
  let lent = 0;
  let draining: (() => void) | undefined;
  let stopped: Error | undefined;
  let waiting: { take: (connection: Connection) => void; refuse: (reason: Error) => void }[] = [];
  const lend = (connection: Connection) => {
    lent += 1;
    return connection;
  };
  const pool: ConnectionPool = {
    acquire: async () => {
      if (stopped) throw stopped;
      const next = draining ? undefined : free.pop();
      return next ? lend(next) : new Promise((take, refuse) => waiting.push({ take, refuse }));
    },
    release: (connection) => {
      lent -= 1;
      const next = draining ? undefined : waiting.shift();
      if (next) next.take(lend(connection));
      else if (!draining) free.push(connection);
      else if (lent === 0) draining();
    },
    drain: () =>
      new Promise((drained) => {
        draining = drained;
        free = [];
        if (lent === 0) drained();
      }),
    refill: (fresh) => {
      draining = undefined;
      free = [...fresh];
      for (const { take } of waiting.splice(0, free.length)) take(lend(free.pop() as Connection));
    },
    stop: (reason) => {
      stopped = reason;
      for (const { refuse } of waiting) refuse(reason);
      waiting = [];
    },
  };
  pool.refill(connections);
  return pool;
}
