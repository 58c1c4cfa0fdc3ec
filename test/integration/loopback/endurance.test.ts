// What the door withstands: silence, floods, rubbish, streams that are dropped, and being closed.

import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BadStart } from '../../../electron/bad-start.ts';
import { startLoopbackDoor } from '../../../electron/doors/loopback-server.ts';
import { exchange, openSocket, requestBytes } from './raw-http.ts';
import { jsonPost, PAGE_TEXT, startTinyDoor, type TinyDoor } from './tiny-door.ts';

let tiny: TinyDoor;
beforeEach(async () => {
  tiny = await startTinyDoor({ sessionRules: { refusals: 1_000_000 } });
});
afterEach(() => tiny.stop());

const page = () => exchange(tiny.port, requestBytes({ headers: [['Host', `127.0.0.1:${tiny.port}`]] }));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 3000 && !(await condition()); i += 1) await wait(10);
  expect(await condition()).toBe(true);
}

test('it listens on 127.0.0.1 only', async () => {
  expect(tiny.door.origin).toBe(`http://127.0.0.1:${tiny.port}`);
  for (const host of ['::1', '127.0.0.2']) {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port: tiny.port }, () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.unref();
    });
    expect(reached, host).toBe(false);
  }
});

test('two hundred silent connections do not keep a person out', async () => {
  // Silent connections are borne for longer than this test may take, so the page cannot come from waiting them out.
  const patient = await startTinyDoor({ limits: { headersMs: 600_000 } });
  const silent = await Promise.all(
    Array.from({ length: 200 }, (_, i) => openSocket(patient.port, `GET /${i} HTTP/1.1\r\nHost: 127.0.0.1:`)),
  );
  const answer = await exchange(patient.port, requestBytes({ headers: [['Host', `127.0.0.1:${patient.port}`]] }));
  expect(answer.body).toBe(PAGE_TEXT);
  for (const socket of silent) socket.destroy();
  await patient.stop();
});

test('connections that send a body drop by drop do not keep a person out either', async () => {
  const head = `POST /api/session HTTP/1.1\r\nHost: 127.0.0.1:${tiny.port}\r\nOrigin: ${tiny.door.origin}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`;
  const slow = await Promise.all(Array.from({ length: 60 }, () => openSocket(tiny.port, head)));
  expect((await page()).status).toBe(200);
  for (const socket of slow) socket.destroy();
});

test('a head or a body that never ends is answered with 408', async () => {
  const impatient = await startTinyDoor({ limits: { headersMs: 1000, jsonMs: 1000 } });
  const session = await impatient.connect();
  const whole = jsonPost(impatient.port, '/api/rpc/write', { json: {} }, session);
  expect((await exchange(impatient.port, whole.subarray(0, whole.length - 3))).status).toBe(408);
  expect((await exchange(impatient.port, Buffer.from('GET / HTTP/1.1\r\nHost: 127'))).status).toBe(408);
  expect(impatient.counts.writes).toBe(0);
  await impatient.stop();
});

test('a declared failure keeps its code and data', async () => {
  const answer = await exchange(tiny.port, jsonPost(tiny.port, '/api/rpc/taken', { json: {} }, await tiny.connect()));
  expect(answer.status).toBe(409);
  expect(JSON.parse(answer.body).json).toMatchObject({ code: 'NAME_TAKEN', data: { name: 'Acme' } });
});

test('meta data that points into a prototype changes nothing', async () => {
  const session = await tiny.connect();
  for (const path of [
    ['__proto__', 'isAdmin'],
    ['constructor', 'prototype', 'isAdmin'],
    ['a', '__proto__', 'isAdmin'],
  ]) {
    const answer = await exchange(tiny.port, jsonPost(tiny.port, '/api/rpc/echo', { json: { a: {} }, meta: [[1, ...path]] }, session));
    expect([200, 400]).toContain(answer.status);
  }
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});

test('an event stream delivers at once, and closing the tab ends the subscription', async () => {
  const session = await tiny.connect();
  const socket = connect({ host: '127.0.0.1', port: tiny.port });
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString();
  });
  socket.write(jsonPost(tiny.port, '/api/rpc/deep/watch', { json: {} }, session));
  await until(() => text.includes('"ready"'));
  expect(text).toContain('text/event-stream');
  expect(text.toLowerCase()).not.toContain('content-encoding');
  expect(tiny.counts.subscriptions).toBe(1);
  socket.destroy();
  await until(() => tiny.counts.subscriptions === 0);
});

test('closing the door ends event streams at once and lets nobody in again', async () => {
  const session = await tiny.connect();
  const socket = await openSocket(tiny.port, '');
  socket.write(jsonPost(tiny.port, '/api/rpc/deep/watch', { json: {} }, session));
  await until(() => tiny.counts.subscriptions === 1);
  await tiny.door.close();
  await until(() => tiny.counts.subscriptions === 0);
  expect((await page()).status).toBe(0);
});

test('an upload that breaks off leaves nothing behind', async () => {
  const { readdir } = await import('node:fs/promises');
  const { token, cookie } = await tiny.connect();
  const socket = await openSocket(
    tiny.port,
    `POST /api/files HTTP/1.1\r\nHost: 127.0.0.1:${tiny.port}\r\nOrigin: ${tiny.door.origin}\r\nX-Trellis-Token: ${token}\r\nCookie: ${cookie}\r\nContent-Type: application/octet-stream\r\nX-File-Name: a.csv\r\nContent-Length: 1000000\r\n\r\nhalf`,
  );
  await until(async () => (await readdir(tiny.stagedFolder)).length === 1);
  socket.destroy();
  await until(async () => (await readdir(tiny.stagedFolder)).length === 0);
  expect(tiny.incidents).toEqual([]);
});

test('an outgoing file arrives byte for byte, as an attachment that no browser renders', async () => {
  const file = await tiny.outgoingFiles.put("报告 (1)'s.html", 'text/html', '<script>alert(1)</script>');
  const answer = await exchange(tiny.port, jsonPost(tiny.port, '/api/outgoing', { fileId: file.fileId }, await tiny.connect()));
  expect(answer.status).toBe(200);
  expect(answer.body).toBe('<script>alert(1)</script>');
  expect(answer.headers['content-type']).toBe('application/octet-stream');
  expect(answer.headers['content-disposition']).toBe("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29%27s.html");
});

test('hashed assets are compressed and kept for ever, the page is never stored', async () => {
  const answer = await new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(`${tiny.door.origin}/assets/main-Ab3_x-9Z.js`, { headers: { 'Accept-Encoding': 'gzip, br' } }, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
  expect(answer.headers['content-encoding']).toBe('gzip');
  expect(answer.headers['cache-control']).toContain('immutable');
  expect(gunzipSync(answer.body).toString()).toContain('// script');
  expect((await page()).headers['cache-control']).toBe('no-store');
});

test('a port that is taken and a renderer that is not built are bad starts with their code', async () => {
  const program = {
    router: {},
    context: {
      stagedFiles: { stageStream: () => Promise.reject(new Error('unused')) },
      outgoingFiles: tiny.outgoingFiles,
    },
  };
  const again = startLoopbackDoor({ program, port: tiny.port, assetsFolder: `${tiny.folder}/public` });
  await expect(again).rejects.toSatisfy(
    (error) => error instanceof BadStart && error.code === 'PORT_TAKEN' && error.data.port === tiny.port,
  );
  const unbuilt = startLoopbackDoor({ program, port: 0, assetsFolder: `${tiny.folder}/nowhere` });
  await expect(unbuilt).rejects.toSatisfy((error) => error instanceof BadStart && error.code === 'RENDERER_NOT_BUILT');
});
