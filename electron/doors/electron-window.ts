// The window: made once, sandboxed, shown when its page is painted.
import { app, BrowserWindow, dialog, nativeTheme, type Session, screen, shell } from 'electron';
import type { Language } from '../../shared/vocabulary.ts';
import { say } from '../language.ts';
import { APP_PAGE } from './electron-policy/app-url.ts';
import { externalUrlOf } from './electron-policy/external-url.ts';
import { webPreferencesFor } from './electron-policy/window-policy.ts';

const BACKGROUND = { light: '#ffffff', dark: '#1a1b1e' };

export function makeWindow(given: { session: Session; preload: string; language: () => Language }): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    title: app.name,
    width: Math.min(1440, width),
    height: Math.min(900, height),
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: webPreferencesFor({ session: given.session, preload: given.preload, packaged: app.isPackaged }),
  });
  window.once('ready-to-show', () => window.show());
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') void offerReload(window, given.language(), 'gone');
  });
  window.on('unresponsive', () => void offerReload(window, given.language(), 'unresponsive'));
  void window.loadURL(APP_PAGE);
  return window;
}

async function offerReload(window: BrowserWindow, language: Language, what: 'gone' | 'unresponsive'): Promise<void> {
  const word = (key: string) => say(language, `desktop:dialogs.${what}.${key}`);
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: word('message'),
    detail: word('detail'),
    buttons: [word('reload'), word('wait')],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0 && !window.isDestroyed()) window.webContents.reload();
}

/** Asks before a link leaves the program, and shows where it leads. One question at a time. */
export function linkOpener(language: () => Language): (url: string) => void {
  let asking = false;
  return (url) => {
    const external = externalUrlOf(url);
    if (!external || asking) return;
    asking = true;
    const word = (key: string) => say(language(), `desktop:dialogs.link.${key}`, { target: external.target });
    dialog
      .showMessageBox({
        type: 'question',
        message: word('message'),
        detail: external.href,
        buttons: [word('open'), word('cancel')],
        defaultId: 0,
        cancelId: 1,
      })
      .then(({ response }) => (response === 0 ? shell.openExternal(external.href) : undefined))
      .finally(() => {
        asking = false;
      })
      .catch(() => undefined);
  };
}
