// The Electron door: calls go over a message port, files over the preload's functions.
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { Host, ProgramClient } from './host.ts';

export function electronHost(bridge: TrellisBridge): Host {
  return {
    kind: 'electron',
    connect: async () => {
      const port = await receivePort();
      port.start();
      return createORPCClient<ProgramClient>(new RPCLink({ port }));
    },
    stageFile: (file) => bridge.stageDropped(file),
    saveFile: async (file) => {
      await bridge.saveFile(file.fileId);
    },
    chooseFolder: () => bridge.pickFolder(),
  };
}

function receivePort(): Promise<MessagePort> {
  return new Promise((done) => {
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'trellis-port' || !port) return;
      window.removeEventListener('message', receive);
      done(port);
    };
    window.addEventListener('message', receive);
    window.postMessage('trellis-connect', '*');
  });
}
