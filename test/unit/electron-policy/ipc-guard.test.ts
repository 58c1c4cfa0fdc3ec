// Messages of windows: only the page of a window that we made is heard, at a limited pace.
import { describe, expect, test } from 'vitest';
import {
  createPace,
  judgeMessage,
  type MessageEvent,
  type Pace,
  type SenderFrame,
} from '../../../electron/doors/electron-policy/ipc-guard.ts';

const OURS = 7;
const windows = new Set([OURS]);
const always: Pace = { take: () => true, forget: () => undefined };

function message(change: { frame?: SenderFrame | null; mainFrame?: SenderFrame; id?: number; destroyed?: boolean } = {}): MessageEvent {
  const page: SenderFrame = { url: 'app://bundle/#/partners', origin: 'app://bundle' };
  const frame = change.frame === undefined ? page : change.frame;
  return {
    senderFrame: frame,
    sender: {
      id: change.id ?? OURS,
      mainFrame: change.mainFrame ?? frame ?? page,
      isDestroyed: () => change.destroyed ?? false,
    },
  };
}

describe('a message', () => {
  test('of our own page is heard', () => {
    expect(judgeMessage(message(), windows, always, true)).toBe('admitted');
  });

  test('of a frame that has navigated away is not', () => {
    expect(judgeMessage(message({ frame: null }), windows, always, true)).toBe('no_frame');
  });

  test('of a destroyed window is not', () => {
    expect(judgeMessage(message({ destroyed: true }), windows, always, true)).toBe('destroyed');
  });

  test('of a window that we did not make is not', () => {
    expect(judgeMessage(message({ id: 8 }), windows, always, true)).toBe('unknown_window');
  });

  test('of a frame inside the page is not, even with our address', () => {
    const mainFrame = { url: 'app://bundle/', origin: 'app://bundle' };
    expect(judgeMessage(message({ frame: { ...mainFrame }, mainFrame }), windows, always, true)).toBe('not_the_main_frame');
  });

  const FOREIGN: [string, string][] = [
    ['https://evil.test/', 'https://evil.test'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['file:///tmp/x.html', 'file://'],
    ['data:text/html,x', 'null'],
    ['about:blank', 'null'],
    ['about:srcdoc', 'app://bundle'],
    ['app://evil/', 'app://evil'],
    ['app://bundle.evil/', 'app://bundle.evil'],
    ['app://bundle/', 'null'],
    ['app://bundle/', ''],
    ['https://evil.test/', 'app://bundle'],
    ['blob:app://bundle/1', 'app://bundle'],
    ['devtools://devtools/', 'devtools://devtools'],
    ['', ''],
  ];
  test.each(FOREIGN)('of a page at "%s" with origin "%s" is not', (url, origin) => {
    expect(judgeMessage(message({ frame: { url, origin } }), windows, always, true)).toBe('foreign_page');
  });

  test('that is malformed is not, however good its sender', () => {
    expect(judgeMessage(message(), windows, always, false)).toBe('malformed');
  });

  test('of a foreign sender never costs our window its pace', () => {
    let taken = 0;
    const take = () => {
      taken += 1;
      return true;
    };
    const counting: Pace = { take, forget: () => undefined };
    judgeMessage(message({ id: 8 }), windows, counting, true);
    judgeMessage(message({ frame: null }), windows, counting, true);
    expect(taken).toBe(0);
  });
});

describe('the pace', () => {
  test('is counted per window and per second', () => {
    let nowMs = 5_000;
    const pace = createPace(3, () => nowMs);
    expect([1, 2, 3, 4].map(() => pace.take(1))).toEqual([true, true, true, false]);
    expect(pace.take(2)).toBe(true);
    nowMs += 1000;
    expect(pace.take(1)).toBe(true);
  });

  test('holds for messages too', () => {
    const pace = createPace(1, () => 0);
    expect(judgeMessage(message(), windows, pace, true)).toBe('admitted');
    expect(judgeMessage(message(), windows, pace, true)).toBe('too_many');
  });
});
