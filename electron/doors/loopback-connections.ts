// Keeps the number of open connections small without letting silent ones lock a person out: when a new one comes in over
// the limit, the oldest connection on which no request is being answered makes room for it.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** From here until `done` the connection is not closed to make room. */
  busy(socket: Socket): void;
  done(socket: Socket): void;
  readonly count: number;
}

export function limitConnections(server: Server, limit: number): Connections {
  /** In the order they came; the value tells how many requests are being answered on it. */
  const open = new Map<Socket, number>();

  server.on('connection', (socket: Socket) => {
    if (open.size >= limit) {
      const idle = [...open].find(([, requests]) => requests === 0)?.[0] ?? socket;
      idle.destroy();
      open.delete(idle);
      if (idle === socket) return;
    }
    open.set(socket, 0);
    socket.once('close', () => open.delete(socket));
  });

  const add = (socket: Socket, difference: number) => {
    const requests = open.get(socket);
    if (requests !== undefined) open.set(socket, Math.max(0, requests + difference));
  };
  return {
    busy: (socket) => add(socket, 1),
    done: (socket) => add(socket, -1),
    get count() {
      return open.size;
    },
  };
}
