// The Electron door's entry: one instance, one window, the workspace open behind it.
import './thread-pool.ts';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { LANGUAGES, type Language } from '../shared/vocabulary.ts';
import { BadStart } from './bad-start.ts';
import { openProgram, type Program } from './compose.ts';
import { CHANNELS } from './doors/electron-channels.ts';
import { exchangeFiles } from './doors/electron-files.ts';
import { showMenu } from './doors/electron-menu.ts';
import { listenToWindows } from './doors/electron-messages.ts';
import { fuseFaults, fuseWireOf } from './doors/electron-policy/fuse-policy.ts';
import { launchFault } from './doors/electron-policy/launch-policy.ts';
import { guardContents, guardSession } from './doors/electron-policy/window-policy.ts';
import { answerOverPorts } from './doors/electron-port.ts';
import { declareAppScheme, serveApp } from './doors/electron-protocol.ts';
import { startUtilityProcess } from './doors/electron-reading-process.ts';
import { keychainSecrets } from './doors/electron-secrets.ts';
import { linkOpener, makeWindow } from './doors/electron-window.ts';
import { incidentReport } from './doors/incident-report.ts';
import { listStaticAssets, type StaticAssets } from './doors/static-assets.ts';
import { say, sentenceFor, systemLanguage } from './language.ts';
import { defaultWorkspacePath } from './workspace-path.ts';

/** The start script knows by it that the sentence has been said. */
const SAID_ALREADY = 3;

let language: Language = systemLanguage();
let window: BrowserWindow | undefined;
let program: Program | undefined;
const workspacePath = defaultWorkspacePath();
const reportIncident = incidentReport(workspacePath);

app.setName('Trellis');
app.enableSandbox();
declareAppScheme();
app.on('web-contents-created', (_event, contents) => guardContents(contents, openLink));
const openLink = linkOpener(() => language);

const fault = app.isPackaged ? launchFault((name) => app.commandLine.hasSwitch(name), process.env) : undefined;
if (fault !== undefined) giveUp(say(language, 'desktop:unsafeStart', { name: fault }));
else if (!app.requestSingleInstanceLock()) app.quit();
else start().catch(failStart);

async function start(): Promise<void> {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  app.on('will-quit', closeProgramFirst);

  // The workspace opens while Electron gets ready.
  const parts = Promise.all([
    openProgram({
      workspacePath,
      create: true,
      onIncident: reportIncident,
      secrets: keychainSecrets(),
      startReadingProcess: startUtilityProcess,
    }).then((opened) => {
      program = opened;
      return opened;
    }),
    listStaticAssets(join(import.meta.dirname, '../renderer')),
    app.isPackaged ? faultOfBinary() : undefined,
  ]);
  const [[opened, assets, brokenFuse]] = await Promise.all([parts, app.whenReady()]);
  if (brokenFuse !== undefined) return giveUp(say(language, 'desktop:unsafeBinary', { name: brokenFuse }));
  openWindows(opened, assets);
}

function openWindows(opened: Program, assets: StaticAssets): void {
  const ours = session.fromPartition('persist:trellis', { cache: false });
  guardSession(ours, app.isPackaged);
  serveApp(ours, assets);

  const messages = listenToWindows((error) => reportIncident({ id: 'window', error }));
  answerOverPorts(messages, opened, reportIncident);
  exchangeFiles(messages, opened, () => language);
  messages.on(
    CHANNELS.language,
    (given) => LANGUAGES.find((one) => one === given),
    (_event, chosen) => {
      if (chosen === language) return;
      language = chosen;
      showMenu(language, () => window);
    },
  );

  const open = () => {
    window = makeWindow({
      session: ours,
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      language: () => language,
    });
    messages.admit(window.webContents);
    window.once('closed', () => {
      window = undefined;
    });
  };
  showMenu(language, () => window);
  app.on('activate', () => (window ? showWindow() : open()));
  open();
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
}

/** Quitting waits until the last change and the closing backup are on disk. */
function closeProgramFirst(event: Electron.Event): void {
  const closing = program;
  if (!closing) return;
  event.preventDefault();
  program = undefined;
  closing
    .close()
    .catch((error: unknown) => reportIncident({ id: 'close', error }))
    .finally(() => app.quit());
}

async function failStart(error: unknown): Promise<void> {
  await app.whenReady();
  if (error instanceof BadStart) return giveUp(sentenceFor(error.code, error.data, language));
  reportIncident({ id: 'start', error });
  giveUp(sentenceFor('INTERNAL', { incident: 'start' }, language));
}

function giveUp(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  dialog.showErrorBox(say(language, 'desktop:badStart'), sentence);
  const closing = program?.close() ?? Promise.resolve();
  program = undefined;
  closing.finally(() => app.exit(SAID_ALREADY));
}

/** The first fuse of the running program that is not as it has to be. */
async function faultOfBinary(): Promise<string | undefined> {
  const file = await open(process.execPath);
  try {
    const wire = await fuseWireOf(file.createReadStream({ highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>);
    return wire === undefined ? 'fuses' : fuseFaults(wire)[0];
  } finally {
    await file.close().catch(() => undefined);
  }
}
