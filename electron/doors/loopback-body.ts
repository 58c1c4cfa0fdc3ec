// Reads the JSON body of a request within its limits, before anybody else sees a byte of it.
import type { IncomingMessage } from 'node:http';
import { isShallow, refusePrototypeKeys } from './json-depth.ts';
import type { Refusal } from './loopback-guard.ts';

export interface BodyLimits {
  jsonBytes: number;
  jsonDepth: number;
  jsonMs: number;
}

export type JsonBody = { ok: true; value: unknown } | { ok: false; refusal: Refusal };

const no = (status: number, code: Refusal['code']): JsonBody => ({ ok: false, refusal: { status, code } });

export async function readJson(request: IncomingMessage, limits: BodyLimits): Promise<JsonBody> {
  if (Number(request.headers['content-length'] ?? 0) > limits.jsonBytes) return no(413, 'TOO_LARGE');
  const bytes = await collect(request, limits);
  if (!Buffer.isBuffer(bytes)) return bytes;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return no(400, 'MALFORMED');
  }
  if (!isShallow(text, limits.jsonDepth)) return no(400, 'MALFORMED');
  try {
    const value: unknown = JSON.parse(text, refusePrototypeKeys);
    return { ok: true, value };
  } catch {
    return no(400, 'MALFORMED');
  }
}

function collect(request: IncomingMessage, limits: BodyLimits): Promise<Buffer | JsonBody> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (result: Buffer | JsonBody) => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone);
      resolve(result);
    };
    const onData = (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes > limits.jsonBytes) finish(no(413, 'TOO_LARGE'));
      else chunks.push(chunk);
    };
    const onEnd = () => finish(Buffer.concat(chunks));
    const onGone = () => finish(no(400, 'MALFORMED'));
    const timer = setTimeout(() => finish(no(408, 'TOO_SLOW')), limits.jsonMs);
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone);
  });
}
