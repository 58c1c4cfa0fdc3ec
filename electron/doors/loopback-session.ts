// Who may talk to the browser door: a one-time code from the address is exchanged for a session that needs both a header
// token and a cookie. Cookies ignore ports, so another local server can receive ours: alone it opens nothing.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const CODE_LIFE_MS = 10 * 60_000;
const WRONG_CODES_ALLOWED = 10;

export interface Sessions {
  /** A fresh one-time code; older ones that were not used stay good until they expire. */
  newCode(): string;
  /** The session for a code, once; undefined for a wrong, used or expired code, and for every code after ten wrong ones. */
  exchange(code: string): { token: string; cookie: string } | undefined;
  accepts(token: string | undefined, cookie: string | undefined): boolean;
}

const secret = () => randomBytes(32).toString('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

export function createSessions(now: () => number): Sessions {
  const codes = new Map<string, number>();
  const sessions: { token: string; cookie: string }[] = [];
  let wrong = 0;
  return {
    newCode: () => {
      const code = secret();
      codes.set(code, now() + CODE_LIFE_MS);
      wrong = 0;
      return code;
    },
    exchange: (code) => {
      if (wrong >= WRONG_CODES_ALLOWED) return undefined;
      const known = [...codes].find(([one]) => same(one, code));
      if (!known || known[1] < now()) {
        wrong += 1;
        return undefined;
      }
      codes.delete(known[0]);
      const session = { token: secret(), cookie: secret() };
      sessions.push(session);
      return session;
    },
    accepts: (token, cookie) =>
      token !== undefined && cookie !== undefined && sessions.some((session) => same(session.token, token) && same(session.cookie, cookie)),
  };
}
