// What a message on the contract's port may look like. oRPC trusts the other end of a port to speak its language; a window that was
// taken over need not, and what it sends would end as an error nobody catches.
import { isShallow, refusePrototypeKeys } from '../json-depth.ts';

const REQUEST = 1;
const ABORT = 4;
const DEPTH = 36;
const ADDRESS = /^\/[A-Za-z0-9_/-]{1,200}$/;
/** Headers that our own client sends; others would change how the body is read. */
const HEADERS: ReadonlySet<string> = new Set(['last-event-id']);

/** Whether the text is a call of a procedure or the end of one. */
export function isPortMessage(text: string): boolean {
  if (!isShallow(text, DEPTH)) return false;
  let message: unknown;
  try {
    message = JSON.parse(text, refusePrototypeKeys);
  } catch {
    return false;
  }
  if (!isRecord(message) || !isId(message.i)) return false;
  if (message.t === ABORT) return true;
  if (message.t !== undefined && message.t !== REQUEST) return false;
  return isRecord(message.p) && isCall(message.p);
}

function isCall(call: Record<string, unknown>): boolean {
  if (typeof call.u !== 'string' || !ADDRESS.test(call.u)) return false;
  if (call.m !== undefined && call.m !== 'POST') return false;
  if (call.h === undefined) return true;
  return isRecord(call.h) && Object.entries(call.h).every(([name, value]) => HEADERS.has(name) && typeof value === 'string');
}

function isId(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length > 0 && value.length <= 64);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
