// The native menu. What the page does itself is pressed as its key, so that one list of commands stays the only one.
import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Language } from '../../shared/vocabulary.ts';
import { say } from '../language.ts';

const isMac = process.platform === 'darwin';

export function showMenu(language: Language, window: () => BrowserWindow | undefined): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuFor(language, window)));
}

function menuFor(language: Language, window: () => BrowserWindow | undefined): MenuItemConstructorOptions[] {
  const word = (key: string) => say(language, `desktop:menu.${key}`, { name: app.name });
  const role = (key: string, name: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
    label: word(key),
    role: name,
  });
  /** An item that presses a key in the page. */
  const key = (
    label: string,
    keyCode: string,
    modifiers: ('control' | 'meta' | 'shift')[],
    accelerator: string,
  ): MenuItemConstructorOptions => ({
    label: word(label),
    accelerator,
    registerAccelerator: false,
    click: () => {
      const contents = window()?.webContents;
      for (const type of ['keyDown', 'keyUp'] as const) contents?.sendInputEvent({ type, keyCode, modifiers });
    },
  });
  const main = isMac ? 'meta' : 'control';
  const separator: MenuItemConstructorOptions = { type: 'separator' };

  const program: MenuItemConstructorOptions = {
    label: isMac ? app.name : word('file'),
    submenu: isMac
      ? [
          role('about', 'about'),
          separator,
          role('hide', 'hide'),
          role('hideOthers', 'hideOthers'),
          role('showAll', 'unhide'),
          separator,
          role('quit', 'quit'),
        ]
      : [role('about', 'about'), separator, role('quit', 'quit')],
  };
  return [
    program,
    {
      label: word('edit'),
      submenu: [
        key('undo', 'Z', [main], 'CommandOrControl+Z'),
        key('redo', 'Z', [main, 'shift'], 'CommandOrControl+Shift+Z'),
        separator,
        role('cut', 'cut'),
        role('copy', 'copy'),
        role('paste', 'paste'),
        role('selectAll', 'selectAll'),
      ],
    },
    {
      label: word('view'),
      submenu: [
        key('commands', 'K', [main], 'CommandOrControl+K'),
        separator,
        role('reload', 'reload'),
        role('actualSize', 'resetZoom'),
        role('zoomIn', 'zoomIn'),
        role('zoomOut', 'zoomOut'),
        separator,
        role('fullScreen', 'togglefullscreen'),
        ...(app.isPackaged ? [] : [role('developerTools', 'toggleDevTools')]),
      ],
    },
    { label: word('window'), submenu: [role('minimize', 'minimize'), role('close', 'close')] },
    { label: word('help'), submenu: [key('shortcuts', '?', ['shift'], 'Shift+/')] },
  ];
}
