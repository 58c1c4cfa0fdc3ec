// Files between the person and the program: dropped, picked or saved. The window learns no path but that of a folder which
// the person picked to be read by git.
import { extname, join } from 'node:path';
import { app, BrowserWindow, dialog, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain } from 'electron';
import type { Language } from '../../shared/vocabulary.ts';
import { FILE_ENDINGS } from '../intake/readers/index.ts';
import type { StagedFile, StagedFiles } from '../intake/staged-files.ts';
import { say } from '../language.ts';
import { NotWritten, writeNamed } from '../reporting/named-file.ts';
import type { OutgoingFiles } from '../reporting/outgoing-files.ts';
import { type Answer, CHANNELS, CHUNK_BYTES } from './electron-channels.ts';
import type { WindowMessages } from './electron-messages.ts';
import { chunksFrom } from './electron-policy/port-chunks.ts';

const LIMIT_BYTES = 1024 * 1024 * 1024;
const WAIT_MS = 30_000;

export interface FilesProgram {
  readonly context: {
    readonly stagedFiles: Pick<StagedFiles, 'stageStream' | 'stageLocalFile'>;
    readonly outgoingFiles: Pick<OutgoingFiles, 'find'>;
  };
}

export function exchangeFiles(messages: WindowMessages, program: FilesProgram, language: () => Language): void {
  const { stagedFiles, outgoingFiles } = program.context;

  messages.on(CHANNELS.stage, fileNameOf, (event, name) => {
    const port = event.ports[0];
    if (port) void takeFile(port, name, stagedFiles);
  });

  messages.answer(CHANNELS.pick, nothing, async (event): Promise<Answer<StagedFile | null>> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), {
      title: say(language(), 'desktop:dialogs.open.title'),
      buttonLabel: say(language(), 'desktop:dialogs.open.button'),
      properties: ['openFile'],
      filters: [
        { name: say(language(), 'desktop:dialogs.open.tables'), extensions: FILE_ENDINGS },
        { name: say(language(), 'desktop:dialogs.open.everything'), extensions: ['*'] },
      ],
    });
    const path = filePaths[0];
    if (canceled || path === undefined) return { ok: true, value: null };
    try {
      return { ok: true, value: shown(await stagedFiles.stageLocalFile(path)) };
    } catch (error) {
      return { ok: false, code: (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'DISK_FULL' : 'FILE_UNREADABLE' };
    }
  });

  messages.answer(CHANNELS.folder, nothing, async (event): Promise<Answer<string | null>> => {
    const { canceled, filePaths } = await dialog.showOpenDialog(windowOf(event), {
      title: say(language(), 'desktop:dialogs.folder.title'),
      buttonLabel: say(language(), 'desktop:dialogs.folder.button'),
      properties: ['openDirectory'],
    });
    return { ok: true, value: canceled ? null : (filePaths[0] ?? null) };
  });

  messages.answer(CHANNELS.save, fileIdOf, async (event, fileId): Promise<Answer<boolean>> => {
    const file = outgoingFiles.find(fileId);
    if (!file) return { ok: false, code: 'FILE_GONE' };
    const extension = extname(file.name).slice(1);
    const { canceled, filePath } = await dialog.showSaveDialog(windowOf(event), {
      title: say(language(), 'desktop:dialogs.save.title'),
      defaultPath: join(app.getPath('downloads'), file.name),
      filters: extension ? [{ name: extension.toUpperCase(), extensions: [extension] }] : [],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    if (canceled || !filePath) return { ok: true, value: false };
    try {
      await writeNamed({ target: filePath, content: { path: file.path }, mode: 0o600, as: 'export' });
      return { ok: true, value: true };
    } catch (error) {
      return { ok: false, code: error instanceof NotWritten ? error.code : 'FILE_GONE' };
    }
  });
}

async function takeFile(port: MessagePortMain, name: string, stagedFiles: Pick<StagedFiles, 'stageStream'>): Promise<void> {
  let answer: Answer<StagedFile>;
  try {
    const chunks = chunksFrom(port, { chunkBytes: CHUNK_BYTES, waitMs: WAIT_MS });
    port.start();
    answer = { ok: true, value: shown(await stagedFiles.stageStream(name, chunks, LIMIT_BYTES)) };
  } catch (error) {
    answer = { ok: false, code: (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'DISK_FULL' : 'FILE_UNREADABLE' };
  }
  port.postMessage(answer);
}

/** What the window may know of a staged file. */
function shown({ fileId, name, bytes }: StagedFile): StagedFile {
  return { fileId, name, bytes };
}

function windowOf(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (!window) throw new Error('a message without a window');
  return window;
}

function nothing(given: unknown): 'nothing' | undefined {
  return given === undefined || given === null ? 'nothing' : undefined;
}

function fileNameOf(given: unknown): string | undefined {
  return typeof given === 'string' && given.length > 0 && given.length <= 255 ? given : undefined;
}

function fileIdOf(given: unknown): string | undefined {
  return typeof given === 'string' && /^[0-9a-f-]{36}$/.test(given) ? given : undefined;
}
