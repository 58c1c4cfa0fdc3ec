// The secrets of one run of the browser door: one-time codes, the session token and its cookie, and the counters that make
// guessing pointless. Nothing here is ever written to disk or to a log.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface SessionRules {
  /** How long an unused code stays good. */
  codeLifetimeMs: number;
  ticketLifetimeMs: number;
  /** After so many wrong codes none is accepted until the person asks for a new address. */
  wrongCodes: number;
  /** More refused secrets than this within the window stop all guessing for the pause. Open sessions go on. */
  refusals: number;
  refusalWindowMs: number;
  pauseMs: number;
}

export const SESSION_RULES: SessionRules = {
  codeLifetimeMs: 10 * 60_000,
  ticketLifetimeMs: 60_000,
  wrongCodes: 10,
  refusals: 50,
  refusalWindowMs: 10_000,
  pauseMs: 30_000,
};
const KEPT = 20;

export interface LoopbackSession {
  /** A code for one more tab; older ones that were not used stay good until they expire. */
  newCode(): string;
  /** The query of one address that the program opens itself, good for one navigation. */
  newLaunchTicket(): string;
  isLaunchTicket(query: string): boolean;
  spendLaunchTicket(query: string): void;
  /** The session token for a good code, once. */
  exchange(code: string): { token: string; setCookie: string } | 'wrong' | 'paused';
  /** Both halves have to match: another program on 127.0.0.1 receives the cookie, but never the header. */
  admit(token: string | undefined, cookieHeader: string | undefined): 'admitted' | 'refused' | 'paused';
}

interface Dated {
  readonly digest: Buffer;
  readonly until: number;
}

export function createLoopbackSession(port: number, now: () => number, rules: SessionRules = SESSION_RULES): LoopbackSession {
  const token = randomBytes(32).toString('base64url');
  const cookieName = `trellis_${port}_${randomBytes(4).toString('hex')}`;
  const cookieValue = randomBytes(32).toString('base64url');
  const tokenDigest = digestOf(token);
  const cookieDigest = digestOf(cookieValue);
  const codes: Dated[] = [];
  const tickets: Dated[] = [];
  let wrongCodes = 0;
  let refusedAt: number[] = [];
  let pausedUntil = 0;

  function countRefusal(): void {
    refusedAt = refusedAt.filter((at) => at > now() - rules.refusalWindowMs);
    refusedAt.push(now());
    if (refusedAt.length <= rules.refusals) return;
    pausedUntil = now() + rules.pauseMs;
    refusedAt = [];
  }

  function issue(list: Dated[], bytes: number, lifetimeMs: number): string {
    const secret = randomBytes(bytes).toString('base64url');
    list.push({ digest: digestOf(secret), until: now() + lifetimeMs });
    if (list.length > KEPT) list.shift();
    return secret;
  }

  return {
    newCode: () => {
      wrongCodes = 0;
      return issue(codes, 32, rules.codeLifetimeMs);
    },
    newLaunchTicket: () => `open=${issue(tickets, 16, rules.ticketLifetimeMs)}`,
    isLaunchTicket: (query) => placeOf(tickets, ticketOf(query), now()) >= 0,
    spendLaunchTicket: (query) => {
      const place = placeOf(tickets, ticketOf(query), now());
      if (place >= 0) tickets.splice(place, 1);
    },
    exchange: (code) => {
      if (now() < pausedUntil) return 'paused';
      const place = wrongCodes < rules.wrongCodes ? placeOf(codes, code, now()) : -1;
      if (place < 0) {
        wrongCodes += 1;
        countRefusal();
        return 'wrong';
      }
      codes.splice(place, 1);
      return { token, setCookie: `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/api` };
    },
    admit: (givenToken, cookieHeader) => {
      const tokenFits = timingSafeEqual(digestOf(givenToken ?? ''), tokenDigest);
      const cookieFits = timingSafeEqual(digestOf(cookieIn(cookieHeader, cookieName) ?? ''), cookieDigest);
      if (tokenFits && cookieFits) return 'admitted';
      if (now() < pausedUntil) return 'paused';
      countRefusal();
      return 'refused';
    },
  };
}

/** Compares with every entry, so that the time taken says nothing. */
function placeOf(list: readonly Dated[], secret: string, nowMs: number): number {
  const digest = digestOf(secret);
  let place = -1;
  for (const [index, entry] of list.entries()) {
    if (timingSafeEqual(entry.digest, digest) && entry.until > nowMs) place = index;
  }
  return place;
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function ticketOf(query: string): string {
  return query.startsWith('open=') ? query.slice('open='.length) : '';
}

/** The value of the one cookie of that name; two of them are none. */
function cookieIn(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}
