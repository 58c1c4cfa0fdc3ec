// What the loopback server asks a request for: its media type, one header, one field of its body.
import type { IncomingMessage } from 'node:http';

export function isJson(request: IncomingMessage): boolean {
  return /^application\/json(?:;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '');
}

export function isBytes(request: IncomingMessage): boolean {
  return request.headers['content-type'] === 'application/octet-stream';
}

export function oneHeader(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

export function textField(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value = (body as Record<string, unknown>)[field];
  return typeof value === 'string' && value.length <= 256 ? value : undefined;
}

/** The name of an uploaded file, or undefined when the header holds none that a file could have. */
export function uploadName(request: IncomingMessage): string | undefined {
  const header = oneHeader(request, 'x-file-name');
  if (header === undefined || header.length === 0 || header.length > 2300) return undefined;
  try {
    const name = decodeURIComponent(header);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    return /[\u0000-\u001f\u007f]/.test(name) || name.length > 255 ? undefined : name;
  } catch {
    return undefined;
  }
}
