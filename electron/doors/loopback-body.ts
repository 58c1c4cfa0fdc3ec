// Reads the JSON body of a request within its limits, before anybody else sees a byte of it.
import type { IncomingMessage } from 'node:http';
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

/** Counts brackets outside strings, so that a hostile nesting never reaches the recursive parser. */
function isShallow(text: string, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 0x5c) i += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x5b || char === 0x7b) {
      depth += 1;
      if (depth > limit) return false;
    } else if (char === 0x5d || char === 0x7d) depth -= 1;
  }
  return true;
}

function refusePrototypeKeys(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('__proto__ is not a key');
  return value;
}
