// The browser door: a one-time code in the address becomes a session; every call carries its token, the cookie goes by itself.
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { OutgoingFile } from '../../shared/contract/base.ts';
import type { Host, ProgramClient, StagedFile } from './host.ts';

const TOKEN = 'trellis-token';

/** No session: the address was used before, or the program was started anew. */
export class NotConnectedError extends Error {}

function token(): string {
  return sessionStorage.getItem(TOKEN) ?? '';
}

async function openSession(): Promise<void> {
  const code = /^#k=([\w-]+)$/.exec(location.hash)?.[1];
  if (code) {
    history.replaceState(null, '', `${location.pathname}#/`);
    const answer = await fetch('/api/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (answer.ok) sessionStorage.setItem(TOKEN, ((await answer.json()) as { token: string }).token);
  }
  if (token() === '') throw new NotConnectedError();
}

export function browserHost(): Host {
  return {
    kind: 'browser',
    connect: async () => {
      await openSession();
      const client = createORPCClient<ProgramClient>(
        new RPCLink({ url: `${location.origin}/api/rpc`, headers: () => ({ 'X-Trellis-Token': token() }) }),
      );
      await client.workspace.get({});
      return client;
    },
    stageFile: upload,
    saveFile: download,
  };
}

function upload(file: File, progress: (share: number) => void = () => undefined): Promise<StagedFile> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/files');
    request.setRequestHeader('X-Trellis-Token', token());
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () =>
      request.status === 200 ? done(JSON.parse(request.responseText) as StagedFile) : fail(new Error(`upload ${request.status}`));
    request.onerror = () => fail(new Error('upload'));
    request.send(file);
  });
}

async function download(file: OutgoingFile): Promise<void> {
  const answer = await fetch('/api/outgoing', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Trellis-Token': token() },
    body: JSON.stringify({ fileId: file.fileId }),
  });
  if (!answer.ok) throw new Error(`download ${answer.status}`);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
