// What to do about an answer that is none: wait for a limit to pass, try again, go without it, or stop.

export interface RefusedAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
}

export type Verdict =
  /** The hour's requests are used up, or there were too many at once. */
  | { readonly act: 'wait'; readonly why: 'rate_limit' | 'secondary_limit'; readonly untilMs: number }
  | { readonly act: 'again'; readonly untilMs: number }
  /** Not there, or not for this token; other things may be. */
  | { readonly act: 'without' }
  | { readonly act: 'stop'; readonly code: 'token_refused' | 'limited' | 'unreachable' | 'bad_answer'; readonly status: number };

const MOST_WAITS = 6;
const LONGEST_WAIT_MS = 70 * 60_000;
const RETRIES_MS = [2_000, 8_000, 30_000];

/** `tries` counts earlier answers of the same request, so that nothing is asked for ever. */
export function verdictOn({ status, headers, message }: RefusedAnswer, nowMs: number, tries: { waits: number; retries: number }): Verdict {
  if (status === 401) return { act: 'stop', code: 'token_refused', status };
  if (status === 403 || status === 429) {
    const limit = limitOf({ status, headers, message }, nowMs, tries.waits);
    if (limit === undefined) return { act: 'without' };
    if (tries.waits >= MOST_WAITS) return { act: 'stop', code: 'limited', status };
    return { act: 'wait', why: limit.why, untilMs: nowMs + Math.min(Math.max(limit.waitMs, 1_000), LONGEST_WAIT_MS) };
  }
  if (status === 404 || status === 410 || status === 451) return { act: 'without' };
  if (status >= 500 || status === 408) return again(nowMs, tries.retries, status);
  return { act: 'stop', code: 'bad_answer', status };
}

/** After a timeout, a cut connection, nobody answering, or an answer that is no JSON. */
export function again(nowMs: number, retries: number, status = 0, code: 'unreachable' | 'bad_answer' = 'unreachable'): Verdict {
  const waitMs = RETRIES_MS[retries];
  return waitMs === undefined ? { act: 'stop', code, status } : { act: 'again', untilMs: nowMs + waitMs };
}

function limitOf(
  { status, headers, message }: RefusedAnswer,
  nowMs: number,
  waits: number,
): { why: 'rate_limit' | 'secondary_limit'; waitMs: number } | undefined {
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) {
    const seconds = Number(retryAfter);
    const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(String(retryAfter)) - nowMs;
    return { why: 'secondary_limit', waitMs: Number.isFinite(waitMs) ? waitMs : 60_000 };
  }
  if (String(headers['x-ratelimit-remaining']) === '0') {
    // By the server's own clock, where it tells it: this machine's may be wrong.
    const serverNow = Date.parse(String(headers.date));
    const reset = Number(headers['x-ratelimit-reset']) * 1_000;
    const waitMs = reset - (Number.isFinite(serverNow) ? serverNow : nowMs) + 1_000;
    return { why: 'rate_limit', waitMs: Number.isFinite(waitMs) ? waitMs : 60_000 };
  }
  if (status === 429 || /secondary rate|abuse detection/i.test(message)) return { why: 'secondary_limit', waitMs: 60_000 * 2 ** waits };
  return undefined;
}
