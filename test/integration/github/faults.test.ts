// What goes wrong between a program and a code host: it waits, tries again or stops with a reason, and what it has in the end is what it
// would have had without.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeGithub, type Fault, send, startFakeGithub } from '../../support/fake-github.ts';
import { FAULTS, touching } from '../../support/github-faults.ts';
import { asking, type Gathered, gather } from '../../support/github-gathering.ts';
import { MADE_ROWS, madeRepositories } from '../../support/made-repositories.ts';

let fake: FakeGithub;
let whole: Gathered;
beforeEach(async () => {
  fake = await startFakeGithub(madeRepositories());
});
afterEach(() => fake.close());

/** Rows in an order of their own; hosts differ from run to run. */
function comparable({ rows }: Gathered): string[] {
  return rows
    .map((row) => JSON.stringify({ ...row, key: row.key.replace(/127\.0\.0\.1:\d+/, 'host'), account: row.account.replace(/.*\//, '') }))
    .sort();
}

const FIRST = 6;
const atRequest = (number: number, fault: Fault) => fake.faults.set(fake.asked.length + number, fault);

describe('limits', () => {
  test.each([
    ['hourly limit', 'rate_limit', 1_801_000],
    ['secondary limit', 'secondary_limit', 45_000],
    ['secondary limit without a time', 'secondary_limit', 60_000],
  ] as const)('%s: waits as long as it says, then goes on', async (name, why, milliseconds) => {
    atRequest(FIRST, FAULTS[name]);
    const { waits, stops, rows } = await gather(asking(fake));
    expect(waits).toEqual([{ why, milliseconds }]);
    expect(stops).toEqual([]);
    expect(rows.length).toBe(Object.keys(MADE_ROWS).length);
  });

  test('an hourly limit is counted by the clock of the server, not by this machine’s', async () => {
    fake.now = () => Date.UTC(2031, 0, 1);
    atRequest(FIRST, FAULTS['hourly limit']);
    expect((await gather(asking(fake))).waits).toEqual([{ why: 'rate_limit', milliseconds: 1_801_000 }]);
  });

  test('a limit that never passes stops it at last, with everything kept', async () => {
    for (let number = FIRST; number < 100; number += 1) atRequest(number, FAULTS['secondary limit without a time']);
    const { stops, rows, waits } = await gather(asking(fake));
    expect(stops.map(({ code }) => code)).toEqual(['limited']);
    expect(waits.map(({ milliseconds }) => milliseconds / 60_000)).toEqual([1, 2, 4, 8, 16, 32]);
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('trouble on the way', () => {
  test.each([
    'bad gateway',
    'service unavailable',
    'connection cut in the middle of an answer',
    'connection refused half-way',
    'an answer that is no JSON',
  ] as const)('%s: tries again and has the same', async (name) => {
    whole = await gather(asking(fake));
    atRequest(FIRST, FAULTS[name]);
    atRequest(FIRST + 1, FAULTS[name]);
    const found = await gather(asking(fake));
    expect(found.waits.map(({ why }) => why)).toEqual(['trying_again', 'trying_again']);
    expect(comparable(found)).toEqual(comparable(whole));
  });

  test('an answer that does not come in time is asked for again', async () => {
    let deadline = new AbortController();
    const startDeadline = () => {
      deadline = new AbortController();
      return deadline.signal;
    };
    atRequest(FIRST, () => {
      deadline.abort();
      return true;
    });
    const found = await gather(asking(fake), { startDeadline });
    expect(found.waits.map(({ why }) => why)).toEqual(['trying_again']);
    expect(found.rows.length).toBe(Object.keys(MADE_ROWS).length);
  });

  test('after four times it stops and says why; going on has the same in the end', async () => {
    whole = await gather(asking(fake));
    for (let number = 0; number < 4; number += 1) atRequest(FIRST + number, FAULTS['bad gateway']);
    const found = await gather(asking(fake), { mostStops: 1 });
    expect(found.stops).toEqual([{ code: 'unreachable', data: { status: 502 } }]);
    expect(comparable(found)).toEqual(comparable(whole));
  });
});

describe('what it does not go along with', () => {
  const TOKEN = 'ghp_CanaryCanaryCanary0123456789';

  test('a token that is refused half-way stops it; with another one it goes on', async () => {
    whole = await gather(asking(fake));
    fake.token = TOKEN;
    let token = TOKEN;
    atRequest(FIRST, () => {
      fake.token = 'another';
      return false;
    });
    const between = () => {
      token = 'another';
    };
    const found = await gather(asking(fake), { tokenFor: async () => token, mostStops: 1, between });
    expect(found.stops).toEqual([{ code: 'token_refused', data: { status: 401 } }]);
    expect(comparable(found)).toEqual(comparable(whole));
  });

  test.each([
    [
      'a next page',
      (to: string): Fault =>
        (_request, response) =>
          send(response, 200, [], { link: `<${to}/repositories/501/pulls?page=2>; rel="next"` }) !== undefined,
    ],
    [
      'a redirect',
      (to: string): Fault =>
        (_request, response) =>
          send(response, 301, {}, { location: `${to}/repositories/501/pulls` }) !== undefined,
    ],
  ])('%s on another host is not followed, and the token does not go there', async (_name, faultTo) => {
    const other = await startFakeGithub(madeRepositories());
    try {
      fake.token = TOKEN;
      atRequest(2, faultTo(other.api));
      const { stops } = await gather(asking(fake), { tokenFor: async () => TOKEN });
      expect(stops).toEqual([{ code: 'elsewhere', data: {} }]);
      expect(other.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('a redirect that goes in a circle ends after three hops', async () => {
    const circle: Fault = (request, response) => send(response, 302, {}, { location: request.url ?? '' }) !== undefined;
    for (let number = 0; number < 6; number += 1) atRequest(2 + number, circle);
    const before = fake.asked.length;
    const { stops } = await gather(asking(fake));
    expect(stops).toEqual([{ code: 'too_many_hops', data: {} }]);
    expect(fake.asked.length - before).toBe(6);
  });

  test('an answer of 30 MB is given up after 20', async () => {
    let written = 0;
    atRequest(2, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (written < 30 * 2 ** 20 && !response.destroyed) {
          written += 2 ** 16;
          if (!response.write(' '.repeat(2 ** 16))) return response.once('drain', more);
        }
        return response.end('[]');
      };
      more();
      return true;
    });
    expect((await gather(asking(fake))).stops).toEqual([{ code: 'too_large', data: {} }]);
  });

  test('an answer of another shape stops it', async () => {
    atRequest(2, (_request, response) => send(response, 200, [{ number: 'one', title: 7 }]) !== undefined);
    expect((await gather(asking(fake))).stops).toEqual([{ code: 'bad_answer', data: { status: 200 } }]);
  });

  test('a stop asked for while an answer is awaited ends it at once', async () => {
    const controller = new AbortController();
    atRequest(FIRST, () => {
      controller.abort();
      return true;
    });
    await expect(gather(asking(fake), { signal: controller.signal })).rejects.toThrow('cancelled');
  });
});

test('whatever goes wrong, in any order, gone on with until the end, the rows are the same', { timeout: 120_000 }, async () => {
  whole = await gather(asking(fake));
  const names = Object.keys(FAULTS) as (keyof typeof FAULTS)[];
  const fault = fc.oneof(
    fc.constantFrom(...names).map((name) => ({ name: name as string, fault: FAULTS[name] as Fault })),
    fc
      .record({ repository: fc.nat(1), item: fc.nat(20) })
      .map(({ repository, item }) => ({ name: `moves ${item}`, fault: touching(repository, item) })),
    fc.constant({
      name: 'token refused',
      fault: ((_request, response) => send(response, 401, { message: 'Bad credentials' }) !== undefined) as Fault,
    }),
  );
  let stops = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(80), fault, times: fc.integer({ min: 1, max: 5 }) }), { maxLength: 12 }),
      async (plan) => {
        fake.repositories.splice(0, fake.repositories.length, ...madeRepositories());
        fake.faults.clear();
        const begin = fake.asked.length;
        for (const { at, fault, times } of plan)
          for (let time = 0; time < times; time += 1) fake.faults.set(begin + at + time, fault.fault);
        const found = await gather(asking(fake), { mostStops: 200 });
        stops += found.stops.length;
        expect(comparable(found)).toEqual(comparable(whole));
      },
    ),
    { numRuns: Number(process.env.TRELLIS_RUNS ?? 60) },
  );
  expect(stops).toBeGreaterThan(0);
});
