// Speaks the contract with a window over a message port that only this window ever holds.

import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { MessageChannelMain } from 'electron';
import { CHANNELS } from './electron-channels.ts';
import type { WindowMessages } from './electron-messages.ts';
import { guardPort } from './electron-policy/port-guard.ts';

export interface PortProgram {
  readonly router: AnyRouter;
  readonly context: object;
}

/** A reload of the page asks again and gets a new port; the old one closes and with it what it had subscribed to. */
export function answerOverPorts(
  messages: WindowMessages,
  program: PortProgram,
  onIncident: (incident: { id: string; error: unknown }) => void,
): void {
  const handler = new RPCHandler(program.router);
  messages.on(
    CHANNELS.connect,
    (given) => (given === undefined || given === null ? 'connect' : undefined),
    (event) => {
      const { port1, port2 } = new MessageChannelMain();
      handler.upgrade(guardPort(port1, onIncident), { context: program.context });
      port1.start();
      event.senderFrame?.postMessage(CHANNELS.port, null, [port2]);
    },
  );
}
