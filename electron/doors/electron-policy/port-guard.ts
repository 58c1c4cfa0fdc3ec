// Stands between a window's message port and the contract: messages are text of a limited size, arrive at a limited pace and are
// calls of procedures. What breaks a rule closes the port; a burst only waits.
import { randomUUID } from 'node:crypto';
import { isPortMessage } from './port-message.ts';

export const PORT_RULES = { messageChars: 4 * 1024 * 1024, messagesPerSecond: 200, waiting: 2000 };

/** The part of Electron's MessagePortMain that is used. */
export interface Port {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** The port as oRPC wants it (`on` and `postMessage`). */
export interface GuardedPort {
  on<T extends string>(event: T, listener: (event?: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

export function guardPort(port: Port, onRefused: (incident: { id: string; error: unknown }) => void, rules = PORT_RULES): GuardedPort {
  const messageListeners: ((event: { data: unknown }) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const waiting: unknown[] = [];
  let left = rules.messagesPerSecond;
  let open = true;
  let refill: NodeJS.Timeout | undefined;

  function closed(): void {
    if (!open) return;
    open = false;
    clearTimeout(refill);
    waiting.length = 0;
    for (const listener of closeListeners) listener();
  }

  function refuse(reason: string): void {
    onRefused({ id: randomUUID(), error: new Error(`message port closed: ${reason}`) });
    port.close();
    closed();
  }

  function deliver(): void {
    while (open && left > 0 && waiting.length > 0) {
      left -= 1;
      const data = waiting.shift();
      for (const listener of messageListeners) listener({ data });
    }
  }

  function startSecond(): void {
    refill ??= setTimeout(() => {
      refill = undefined;
      left = rules.messagesPerSecond;
      if (waiting.length > 0) startSecond();
      deliver();
    }, 1000);
  }

  port.on('message', ({ data }) => {
    if (!open) return;
    if (typeof data !== 'string') return refuse('not text');
    if (data.length > rules.messageChars) return refuse('too large');
    if (!isPortMessage(data)) return refuse('malformed');
    if (waiting.length >= rules.waiting) return refuse('too many');
    waiting.push(data);
    startSecond();
    deliver();
  });
  port.on('close', closed);

  return {
    on: (event, listener) => {
      if (event === 'message') messageListeners.push(listener);
      else if (event === 'close') closeListeners.push(() => listener());
    },
    postMessage: (message) => {
      if (open) port.postMessage(message);
    },
  };
}
