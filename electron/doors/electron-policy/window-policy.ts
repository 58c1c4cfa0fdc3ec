// What the window is made of and what its page may ask for. Everything is denied that is not named here, so a permission that a
// later Electron invents is denied too.
import type { Session, WebContents, WebPreferences } from 'electron';
import { APP_HOST, APP_ORIGIN, APP_SCHEME, assetPathOf, isAppUrl } from './app-url.ts';

/** Privileges of the app:// scheme. */
export const SCHEME_PRIVILEGES = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  codeCache: true,
  bypassCSP: false,
  corsEnabled: false,
  allowServiceWorkers: false,
  stream: false,
  allowExtensions: false,
} as const;

export function webPreferencesFor(given: { session: Session; preload: string; packaged: boolean }): WebPreferences {
  return {
    session: given.session,
    preload: given.preload,
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
    safeDialogs: true,
    spellcheck: false,
    disableBlinkFeatures: 'Auxclick',
    enableWebSQL: false,
    webgl: false,
    devTools: !given.packaged,
    backgroundThrottling: false,
  };
}

/** Copying to the clipboard is all that a page of ours ever needs to ask for. */
export function permissionAllowed(permission: string, requestingOrigin: string): boolean {
  if (permission !== 'clipboard-sanitized-write') return false;
  const url = URL.parse(requestingOrigin);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** Requests that may be made at all. Developer tools load themselves only where the program runs from source. */
export function requestAllowed(url: string, packaged: boolean): boolean {
  if (isAppUrl(url) || url.startsWith(`blob:${APP_ORIGIN}/`) || /^data:(?:image|font)\//.test(url)) return true;
  return !packaged && (url.startsWith('devtools://devtools/') || url.startsWith('blob:devtools://devtools/'));
}

/** A page never leaves itself: only a load of the app document passes. Where in it one is stands behind `#`. */
export function navigationAllowed(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && assetPathOf(url) === '/';
}

/** Screen capture needs no handler here: without one Electron refuses it. */
export function guardSession(session: Session, packaged: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(details.isMainFrame && permissionAllowed(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return details.isMainFrame && permissionAllowed(permission, origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('file-system-access-restricted', (_event, _details, answer) => answer('deny'));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !requestAllowed(details.url, packaged) }));
}

/** For every web contents that ever comes to be, ours or not. */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (navigationAllowed(event.url, event.isMainFrame)) return;
    event.preventDefault();
    openLink(event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!navigationAllowed(event.url, event.isMainFrame)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}
