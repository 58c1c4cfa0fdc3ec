// The one question before any message of a window is looked at: does it come from the page of a window that we made?
// Pure. It takes the parts of Electron's event that it needs, so that it is tested without Electron.
import { APP_ORIGIN, isAppUrl } from './app-url.ts';

export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
}

export interface MessageEvent {
  /** null once the frame has navigated away or is gone. */
  readonly senderFrame: SenderFrame | null;
  readonly sender: {
    readonly id: number;
    readonly mainFrame: SenderFrame;
    isDestroyed(): boolean;
  };
}

export type Verdict =
  | 'admitted'
  | 'no_frame'
  | 'destroyed'
  | 'unknown_window'
  | 'not_the_main_frame'
  | 'foreign_page'
  | 'too_many'
  | 'malformed';

export interface Pace {
  /** False when the window has sent more than it may within the second. */
  take(windowId: number): boolean;
  forget(windowId: number): void;
}

/** Reads `senderFrame` first of all: it turns null as soon as the frame navigates. */
export function judgeMessage(event: MessageEvent, windows: ReadonlySet<number>, pace: Pace, wellFormed: boolean): Verdict {
  const frame = event.senderFrame;
  if (!frame) return 'no_frame';
  if (event.sender.isDestroyed()) return 'destroyed';
  if (!windows.has(event.sender.id)) return 'unknown_window';
  if (frame !== event.sender.mainFrame) return 'not_the_main_frame';
  if (frame.origin !== APP_ORIGIN || !isAppUrl(frame.url)) return 'foreign_page';
  if (!pace.take(event.sender.id)) return 'too_many';
  return wellFormed ? 'admitted' : 'malformed';
}

export function createPace(perSecond: number, now: () => number): Pace {
  const windows = new Map<number, { second: number; taken: number }>();
  return {
    take: (windowId) => {
      const second = Math.floor(now() / 1000);
      const entry = windows.get(windowId);
      const taken = entry?.second === second ? entry.taken + 1 : 1;
      windows.set(windowId, { second, taken });
      return taken <= perSecond;
    },
    forget: (windowId) => void windows.delete(windowId),
  };
}
