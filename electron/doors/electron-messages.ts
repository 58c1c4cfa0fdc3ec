// Every message of a window passes here: it is judged first, and only then does anybody look at what it carries.
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { Answer } from './electron-channels.ts';
import { createPace, judgeMessage } from './electron-policy/ipc-guard.ts';

const MESSAGES_PER_SECOND = 200;

export interface WindowMessages {
  /** Messages of these contents are listened to until they are gone. */
  admit(contents: WebContents): void;
  on<Payload>(
    channel: string,
    payload: (given: unknown) => Payload | undefined,
    listener: (event: IpcMainEvent, payload: Payload) => void,
  ): void;
  answer<Payload, Value>(
    channel: string,
    payload: (given: unknown) => Payload | undefined,
    handler: (event: IpcMainInvokeEvent, payload: Payload) => Promise<Answer<Value>>,
  ): void;
}

export function listenToWindows(onIncident: (error: unknown) => void): WindowMessages {
  const windows = new Set<number>();
  const pace = createPace(MESSAGES_PER_SECOND, Date.now);

  function admitted<Payload>(event: IpcMainEvent | IpcMainInvokeEvent, payload: Payload | undefined): payload is Payload {
    return judgeMessage(event, windows, pace, payload !== undefined) === 'admitted';
  }

  return {
    admit: (contents) => {
      const { id } = contents;
      windows.add(id);
      contents.once('destroyed', () => {
        windows.delete(id);
        pace.forget(id);
      });
    },
    on: (channel, payloadOf, listener) => {
      ipcMain.on(channel, (event, given: unknown) => {
        const payload = payloadOf(given);
        if (!admitted(event, payload)) {
          for (const port of event.ports) port.close();
          return;
        }
        try {
          listener(event, payload);
        } catch (error) {
          onIncident(error);
        }
      });
    },
    answer: (channel, payloadOf, handler) => {
      ipcMain.handle(channel, async (event, given: unknown) => {
        const payload = payloadOf(given);
        if (!admitted(event, payload)) return { ok: false, code: 'REFUSED' };
        try {
          return await handler(event, payload);
        } catch (error) {
          onIncident(error);
          return { ok: false, code: 'INTERNAL' };
        }
      });
    },
  };
}
