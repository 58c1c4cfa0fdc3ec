// The only script that sees both Electron and the page. It hands the page its message port and four functions for files, nothing
// of Electron itself. It is bundled into one CommonJS file, because a sandboxed preload script can be nothing else.
import { contextBridge, ipcRenderer } from 'electron';
import { type Answer, CHANNELS, CHUNK_BYTES } from './doors/electron-channels.ts';
import type { StagedFile } from './intake/staged-files.ts';

/** What is used of the page; the rest of Electron's side is compiled without the DOM. */
interface Page {
  readonly location: { readonly origin: string };
  readonly document: { readonly documentElement: { readonly lang: string } };
  addEventListener(type: 'message', listener: (event: { source: unknown; data: unknown }) => void): void;
  addEventListener(type: 'DOMContentLoaded', listener: () => void): void;
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
}
interface PagePort {
  onmessage: ((event: { data: unknown }) => void) | null;
  addEventListener(type: 'close', listener: () => void): void;
  postMessage(message: unknown): void;
  close(): void;
}
declare const window: Page;
declare const MessageChannel: new () => { port1: PagePort; port2: PagePort };
declare const MutationObserver: new (
  listener: () => void,
) => { observe(target: unknown, options: { attributes: boolean; attributeFilter: string[] }): void };

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === 'trellis-connect') ipcRenderer.postMessage(CHANNELS.connect, null);
});
ipcRenderer.on(CHANNELS.port, (event) => window.postMessage('trellis-port', window.location.origin, event.ports));

window.addEventListener('DOMContentLoaded', () => {
  const root = window.document.documentElement;
  const tell = () => ipcRenderer.send(CHANNELS.language, root.lang);
  new MutationObserver(tell).observe(root, { attributes: true, attributeFilter: ['lang'] });
  tell();
});

contextBridge.exposeInMainWorld('trellis', {
  stageDropped: (file: File): Promise<StagedFile> => handOver(file),
  pickFile: (): Promise<StagedFile | null> => ask<StagedFile | null>(CHANNELS.pick, null),
  saveFile: (fileId: string): Promise<boolean> => ask<boolean>(CHANNELS.save, String(fileId)),
  pickFolder: (): Promise<string | null> => ask<string | null>(CHANNELS.folder, null),
});

async function ask<Value>(channel: string, payload: string | null): Promise<Value> {
  return valueIn((await ipcRenderer.invoke(channel, payload)) as Answer<Value>);
}

/** Sends the file's bytes, each chunk when it is asked for. Its path stays where it is. */
function handOver(file: File): Promise<StagedFile> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    let offset = 0;
    port1.onmessage = ({ data }) => {
      if (data === 'more') {
        nextChunk().then(
          (message) => port1.postMessage(message),
          () => port1.postMessage({ failed: true }),
        );
        return;
      }
      port1.close();
      try {
        resolve(valueIn(data as Answer<StagedFile>));
      } catch (error) {
        reject(error);
      }
    };
    port1.addEventListener('close', () => reject(new Error('REFUSED')));

    async function nextChunk(): Promise<{ chunk: Uint8Array } | { end: true }> {
      const chunk = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
      offset += chunk.byteLength;
      return chunk.byteLength === 0 ? { end: true } : { chunk };
    }

    ipcRenderer.postMessage(CHANNELS.stage, file.name, [port2 as unknown as InstanceType<typeof globalThis.MessagePort>]);
  });
}

/** The page sees a failure as an error whose message is its code. */
function valueIn<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value;
  throw new Error(answer.code);
}
