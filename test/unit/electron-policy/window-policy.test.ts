// The window and its session: everything is denied that is not named. Electron's objects are stood in for by emitters that record
// what is installed on them; the same rules run against Electron itself in test/screens/desktop.spec.ts.
import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import {
  guardContents,
  guardSession,
  navigationAllowed,
  permissionAllowed,
  requestAllowed,
  SCHEME_PRIVILEGES,
  webPreferencesFor,
} from '../../../electron/doors/electron-policy/window-policy.ts';

const PERMISSIONS = [
  'accessibility-events',
  'ar',
  'background-fetch',
  'background-sync',
  'camera',
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'loopback-network',
  'media',
  'mediaKeySystem',
  'microphone',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'persistent-storage',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'smart-card',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'vr',
  'web-app-installation',
  'window-management',
  'something-invented-next-year',
];

describe('permissions', () => {
  test.each(PERMISSIONS)('%s is denied to our own page', (permission) => {
    expect(permissionAllowed(permission, 'app://bundle/')).toBe(false);
  });

  test('writing to the clipboard is allowed to our own page and to nobody else', () => {
    expect(permissionAllowed('clipboard-sanitized-write', 'app://bundle/')).toBe(true);
    for (const origin of ['', 'null', 'https://evil.test/', 'app://evil/', 'http://127.0.0.1/', 'file:///']) {
      expect(permissionAllowed('clipboard-sanitized-write', origin), origin).toBe(false);
    }
  });
});

describe('requests and navigation', () => {
  test('only our own address space is ever requested by a packaged program', () => {
    for (const url of [
      'app://bundle/',
      'app://bundle/assets/x.js',
      'blob:app://bundle/1',
      'data:image/png;base64,AA',
      'data:font/woff2;base64,AA',
    ]) {
      expect(requestAllowed(url, true), url).toBe(true);
    }
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'ftp://x/',
      'data:text/html,x',
      'blob:https://evil/1',
      'devtools://devtools/x',
      'chrome://gpu',
      'app://evil/',
      'chrome-extension://a/b',
    ]) {
      expect(requestAllowed(url, true), url).toBe(false);
    }
  });

  test('developer tools may load themselves only when the program runs from source', () => {
    expect(requestAllowed('devtools://devtools/bundled/x.js', false)).toBe(true);
    expect(requestAllowed('devtools://evil/x.js', false)).toBe(false);
  });

  test('the page may only load itself, and only in the window', () => {
    expect(navigationAllowed('app://bundle/', true)).toBe(true);
    expect(navigationAllowed('app://bundle/#/reports', true)).toBe(true);
    expect(navigationAllowed('app://bundle/', false)).toBe(false);
    for (const url of [
      'app://bundle/icon.svg',
      'app://bundle/assets/x.js',
      'app://evil/',
      'https://example.com/',
      'file:///x',
      'data:text/html,x',
      'javascript:alert(1)',
      'about:blank',
    ]) {
      expect(navigationAllowed(url, true), url).toBe(false);
    }
  });
});

test('the page has no Node, its own world, a sandbox and web security, whatever else is asked for', () => {
  const preferences = webPreferencesFor({ session: {} as Session, preload: '/x/preload.cjs', packaged: true });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
  expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  expect(webPreferencesFor({ session: {} as Session, preload: 'p', packaged: false }).devTools).toBe(true);
});

test('the app scheme gets no privilege that pages could be attacked through', () => {
  expect(SCHEME_PRIVILEGES).toMatchObject({
    standard: true,
    secure: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
    allowExtensions: false,
  });
});

type Handler = (...given: unknown[]) => unknown;

function recordingSession() {
  const handlers = new Map<string, Handler>();
  const emitter = new EventEmitter();
  const keep = (name: string) => (handler: Handler) => void handlers.set(name, handler);
  const session = Object.assign(emitter, {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setUSBProtectedClassesHandler: keep('usb'),
    setBluetoothPairingHandler: keep('bluetooth'),
    webRequest: { onBeforeRequest: keep('before') },
  });
  guardSession(session as unknown as Session, true);
  const call = (name: string, ...given: unknown[]) => handlers.get(name)?.(...given);
  return { emitter, call };
}

test('a guarded session answers every question with no, but for the clipboard', () => {
  const { emitter, call } = recordingSession();
  const asked: unknown[] = [];
  const answer = (value: unknown) => asked.push(value);
  call('request', {}, 'geolocation', answer, { isMainFrame: true, requestingUrl: 'app://bundle/' });
  call('request', {}, 'clipboard-sanitized-write', answer, { isMainFrame: false, requestingUrl: 'app://bundle/' });
  call('request', {}, 'clipboard-sanitized-write', answer, { isMainFrame: true, requestingUrl: 'app://bundle/' });
  expect(asked).toEqual([false, false, true]);
  expect(call('check', null, 'media', 'app://bundle', { isMainFrame: true })).toBe(false);
  expect(call('device', {})).toBe(false);
  expect(call('usb', { protectedClasses: ['audio'] })).toEqual(['audio']);

  const answers: unknown[] = [];
  call('bluetooth', {}, (value: unknown) => answers.push(value));
  call('before', { url: 'https://example.com/' }, (value: unknown) => answers.push(value));
  call('before', { url: 'app://bundle/' }, (value: unknown) => answers.push(value));
  emitter.emit('file-system-access-restricted', {}, {}, (value: unknown) => answers.push(value));
  expect(answers).toEqual([{ confirmed: false }, { cancel: true }, { cancel: false }, 'deny']);

  let prevented = 0;
  emitter.emit('will-download', { preventDefault: () => (prevented += 1) });
  expect(prevented).toBe(1);
});

test('a guarded page cannot leave, frame, redirect, attach or open; a link it wanted is handed on', () => {
  const emitter = new EventEmitter();
  let openHandler: Handler | undefined;
  const contents = Object.assign(emitter, { setWindowOpenHandler: (handler: Handler) => (openHandler = handler) });
  const links: string[] = [];
  guardContents(contents as unknown as WebContents, (url) => links.push(url));

  const prevented = (name: string, details: object) => {
    let count = 0;
    emitter.emit(name, { ...details, preventDefault: () => (count += 1) });
    return count > 0;
  };
  expect(prevented('will-navigate', { url: 'https://example.com/', isMainFrame: true })).toBe(true);
  expect(prevented('will-navigate', { url: 'app://bundle/', isMainFrame: true })).toBe(false);
  expect(prevented('will-frame-navigate', { url: 'app://bundle/', isMainFrame: false })).toBe(true);
  expect(prevented('will-redirect', { url: 'app://bundle/' })).toBe(true);
  expect(prevented('will-attach-webview', {})).toBe(true);
  expect(openHandler?.({ url: 'https://example.com/b' })).toEqual({ action: 'deny' });
  expect(links).toEqual(['https://example.com/', 'https://example.com/b']);
});
