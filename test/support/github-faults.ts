// What can go wrong between a program and a code host, each for one request.
import type { Fault } from './fake-github.ts';
import { send } from './fake-github.ts';

const LIMIT = { message: 'API rate limit exceeded for user ID 1.' };

export const FAULTS = {
  'hourly limit': (_request, response, fake) => {
    const reset = String(Math.floor(fake.now() / 1_000) + 1_800);
    send(response, 403, LIMIT, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset, date: new Date(fake.now()).toUTCString() });
    return true;
  },
  'limit told as 429': (_request, response, fake) => {
    send(response, 429, LIMIT, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.floor(fake.now() / 1_000) + 60) });
    return true;
  },
  'secondary limit': (_request, response) => {
    send(response, 403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '45' });
    return true;
  },
  'secondary limit without a time': (_request, response) => {
    send(response, 403, { message: 'You have triggered an abuse detection mechanism.' });
    return true;
  },
  'bad gateway': (_request, response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
    return true;
  },
  'service unavailable': (_request, response) => {
    send(response, 503, { message: 'Service Unavailable' });
    return true;
  },
  'connection cut in the middle of an answer': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' });
    response.write('[{"number": 1, "title": "half', () => response.socket?.destroy());
    return true;
  },
  'connection refused half-way': (request) => {
    request.socket.destroy();
    return true;
  },
  'an answer that is no JSON': (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('[{"number": 1,');
    return true;
  },
} as const satisfies Record<string, Fault>;

/** Something changes while its list is being read: it moves to the front. */
export function touching(repository: number, item: number): Fault {
  return (_request, _response, fake) => {
    const { pulls = [], issues = [] } = fake.repositories[repository % fake.repositories.length] ?? {};
    const all = [...pulls, ...issues];
    const touched = all[item % Math.max(1, all.length)];
    const newest = all.reduce((latest, { updated_at }) => (updated_at > latest ? updated_at : latest), '2026-01-01T00:00:00Z');
    if (touched) touched.updated_at = new Date(Date.parse(newest) + 1_000).toISOString().replace('.000', '');
    return false;
  };
}
