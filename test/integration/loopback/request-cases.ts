// The matrix of raw requests: what each one is, and the only answer it may get.
import { type RequestParts, requestBytes } from './raw-http.ts';
import { jsonPost } from './tiny-door.ts';

export interface Case {
  name: string;
  status: number | readonly number[];
  /** True when the request may run the procedure `write`. */
  writes?: boolean;
  bytes(world: World): Buffer;
}
export interface World {
  port: number;
  session: { token: string; cookie: string };
}

type Header = readonly [string, string];
const ASSET = '/assets/main-Ab3_x-9Z.js';
const WRITE = '/api/rpc/write';

const get =
  (target: string, headers: (world: World) => readonly Header[], method = 'GET', version = '1.1') =>
  (world: World) =>
    requestBytes({ method, target, headers: headers(world), version });
const ownHost = (world: World): Header[] => [['Host', `127.0.0.1:${world.port}`]];

function without(parts: RequestParts, ...names: string[]): RequestParts {
  return { ...parts, headers: (parts.headers ?? []).filter(([name]) => !names.includes(name)) };
}
function having(parts: RequestParts, ...headers: Header[]): RequestParts {
  const left = without(parts, ...headers.map(([name]) => name));
  return { ...left, headers: [...(left.headers ?? []), ...headers] };
}
const write =
  (change: (parts: RequestParts, world: World) => RequestParts, target = WRITE, body: unknown = { json: {} }) =>
  (world: World) =>
    jsonPost(world.port, target, body, world.session, (parts) => change(parts, world));

const HOSTS: readonly [string, (port: number) => readonly string[], boolean][] = [
  ['its own address', (port) => [`127.0.0.1:${port}`], true],
  ['localhost and its port', (port) => [`localhost:${port}`], true],
  ['LOCALHOST in capitals', (port) => [`LOCALHOST:${port}`], true],
  ['no host', () => [], false],
  ['an empty host', () => [''], false],
  ['a host without port', () => ['127.0.0.1'], false],
  ['another port', (port) => [`127.0.0.1:${port === 65535 ? 1 : port + 1}`], false],
  ['a rebound name', (port) => [`evil.test:${port}`], false],
  ['localhost with a final dot', (port) => [`localhost.:${port}`], false],
  ['0.0.0.0', (port) => [`0.0.0.0:${port}`], false],
  ['the IPv6 loopback', (port) => [`[::1]:${port}`], false],
  ['another loopback address', (port) => [`127.0.0.2:${port}`], false],
  ['a decimal address', (port) => [`2130706433:${port}`], false],
  ['a user before the host', (port) => [`user@127.0.0.1:${port}`], false],
  ['a name that begins alike', (port) => [`127.0.0.1.evil.test:${port}`], false],
  ['a port with leading zero', (port) => [`127.0.0.1:0${port}`], false],
  ['two hosts, ours first', (port) => [`127.0.0.1:${port}`, 'evil.test'], false],
  ['two hosts, ours last', (port) => ['evil.test', `127.0.0.1:${port}`], false],
  ['the same host twice', (port) => [`127.0.0.1:${port}`, `127.0.0.1:${port}`], false],
];

function hostCases(): Case[] {
  return HOSTS.flatMap(([name, hosts, ours]): Case[] => {
    const hostHeaders = (world: World): Header[] => hosts(world.port).map((host) => ['Host', host] as const);
    return [
      { name: `page with ${name}`, status: ours ? 200 : 403, bytes: get('/', hostHeaders) },
      { name: `asset with ${name}`, status: ours ? 200 : 403, bytes: get(ASSET, hostHeaders) },
      {
        name: `procedure with ${name}`,
        status: ours ? 200 : 403,
        writes: ours,
        bytes: write((parts, world) => {
          const given = hostHeaders(world);
          const origin: Header = ['Origin', `http://${given[0]?.[1].toLowerCase() ?? `127.0.0.1:${world.port}`}`];
          const rest = without(parts, 'Host', 'Origin');
          return { ...rest, headers: [...given, origin, ...(rest.headers ?? [])] };
        }),
      },
    ];
  });
}

const ORIGINS: readonly [string, (port: number) => string | undefined][] = [
  ['no origin', () => undefined],
  ['origin null', () => 'null'],
  ['a foreign origin', () => 'http://evil.test'],
  ['another port of this machine', (port) => `http://127.0.0.1:${port === 65535 ? 1 : port + 1}`],
  ['https', (port) => `https://127.0.0.1:${port}`],
  ['the other own name', (port) => `http://localhost:${port}`],
  ['a trailing slash', (port) => `http://127.0.0.1:${port}/`],
  ['its own origin', (port) => `http://127.0.0.1:${port}`],
];
const SECRETS: readonly [string, (session: World['session']) => readonly Header[]][] = [
  ['no secret', () => []],
  ['the cookie alone', ({ cookie }) => [['Cookie', cookie]]],
  ['the token alone', ({ token }) => [['X-Trellis-Token', token]]],
  [
    'a token of another run',
    ({ token, cookie }) => [
      ['X-Trellis-Token', token.split('').reverse().join('')],
      ['Cookie', cookie],
    ],
  ],
  [
    'a cookie of another run',
    ({ token, cookie }) => [
      ['X-Trellis-Token', token],
      ['Cookie', `${cookie.slice(0, -4)}AAAA`],
    ],
  ],
  [
    'the cookie twice',
    ({ token, cookie }) => [
      ['X-Trellis-Token', token],
      ['Cookie', `${cookie}; ${cookie}`],
    ],
  ],
  [
    'both secrets',
    ({ token, cookie }) => [
      ['X-Trellis-Token', token],
      ['Cookie', cookie],
    ],
  ],
];

function originCases(): Case[] {
  return ORIGINS.flatMap(([originName, origin]) =>
    SECRETS.map(([secretName, secrets]): Case => {
      const right = originName === 'its own origin';
      const admitted = secretName === 'both secrets';
      return {
        name: `procedure with ${originName} and ${secretName}`,
        status: !right ? 403 : admitted ? 200 : 401,
        writes: right && admitted,
        bytes: write((parts, world) => {
          const value = origin(world.port);
          const bare = without(parts, 'Origin', 'Cookie', 'X-Trellis-Token');
          return having(bare, ...(value === undefined ? [] : [['Origin', value] as const]), ...secrets(world.session));
        }),
      };
    }),
  );
}

const navigation: readonly Header[] = [
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Dest', 'document'],
];

function siteCases(): Case[] {
  const cases: Case[] = [];
  for (const site of ['same-origin', 'none', 'same-site', 'cross-site', 'SAME-ORIGIN', 'rubbish', '']) {
    const known = site === 'same-origin';
    const from: Header = ['Sec-Fetch-Site', site];
    cases.push(
      {
        name: `page from ${site}`,
        status: known || site === 'none' ? 200 : 403,
        bytes: get('/', (w) => [...ownHost(w), from, ...navigation]),
      },
      {
        name: `a path that is no file from ${site}`,
        status: known ? 404 : 403,
        bytes: get('/partners/0198-ab', (w) => [...ownHost(w), from]),
      },
      { name: `asset from ${site}`, status: known ? 200 : 403, bytes: get(ASSET, (w) => [...ownHost(w), from]) },
      {
        name: `procedure from ${site}`,
        status: known ? 200 : 403,
        writes: known,
        bytes: write((parts) => having(parts, from)),
      },
    );
  }
  cases.push(
    { name: 'page without fetch metadata', status: 200, bytes: get('/', ownHost) },
    {
      name: 'procedure without fetch metadata and with secrets',
      status: 200,
      writes: true,
      bytes: write((p) => without(p, 'Sec-Fetch-Site')),
    },
    {
      name: 'procedure without fetch metadata and without secrets',
      status: 401,
      bytes: write((p) => without(p, 'Sec-Fetch-Site', 'Cookie', 'X-Trellis-Token')),
    },
    {
      name: 'procedure without fetch metadata and without origin',
      status: 403,
      bytes: write((p) => without(p, 'Sec-Fetch-Site', 'Origin')),
    },
    {
      name: 'page with a made-up ticket from another site',
      status: 403,
      bytes: get('/?open=AAAAAAAAAAAAAAAAAAAAAA', (w) => [...ownHost(w), ['Sec-Fetch-Site', 'cross-site'], ...navigation]),
    },
    {
      name: 'asset with a foreign origin',
      status: 403,
      bytes: get(ASSET, (w) => [...ownHost(w), ['Origin', 'http://evil.test']]),
    },
    { name: 'asset with origin null', status: 403, bytes: get(ASSET, (w) => [...ownHost(w), ['Origin', 'null']]) },
    {
      name: 'asset with its own origin',
      status: 200,
      bytes: get(ASSET, (w) => [...ownHost(w), ['Origin', `http://127.0.0.1:${w.port}`]]),
    },
    {
      name: 'framed page of another port',
      status: 403,
      bytes: get('/', (w) => [...ownHost(w), ['Sec-Fetch-Site', 'same-site'], ['Sec-Fetch-Dest', 'iframe']]),
    },
  );
  return cases;
}

function methodCases(): Case[] {
  const cases: Case[] = [];
  for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']) {
    cases.push({ name: `${method} of the page`, status: 405, bytes: get('/', ownHost, method) });
    cases.push({ name: `${method} of a procedure`, status: 405, bytes: write((parts) => ({ ...parts, method })) });
  }
  for (const target of [
    '/api',
    '/api/',
    '/api/session',
    WRITE,
    '/api/files',
    '/api/outgoing',
    '/api/rpc/deep/watch',
    `${WRITE}?data=%7B%7D`,
  ]) {
    cases.push({
      name: `GET of ${target}`,
      status: 405,
      bytes: get(target, (w) => [...ownHost(w), ['X-Trellis-Token', w.session.token], ['Cookie', w.session.cookie]]),
    });
  }
  cases.push(
    { name: 'HEAD of the page', status: 200, bytes: get('/', (w) => [...ownHost(w), ['Connection', 'close']], 'HEAD') },
    {
      name: 'HEAD of a procedure',
      status: 405,
      bytes: get(WRITE, (w) => [...ownHost(w), ['Connection', 'close']], 'HEAD'),
    },
    { name: 'a method nobody knows', status: 400, bytes: get('/', ownHost, 'BREW') },
    { name: 'CONNECT', status: 0, bytes: get('evil.test:443', ownHost, 'CONNECT') },
    { name: 'POST of the page', status: 405, bytes: write((parts) => parts, '/') },
    { name: 'POST of an asset', status: 405, bytes: write((parts) => parts, ASSET) },
    { name: 'POST of nothing known', status: 404, bytes: write((parts) => parts, '/api/nothing') },
    { name: 'POST of an unknown procedure', status: 404, bytes: write((parts) => parts, '/api/rpc/nothing') },
    { name: 'POST of a procedure named __proto__', status: 404, bytes: write((parts) => parts, '/api/rpc/__proto__') },
    {
      name: 'POST of a procedure named constructor',
      status: 404,
      bytes: write((parts) => parts, '/api/rpc/constructor'),
    },
    {
      name: 'POST of a procedure named write/toString',
      status: 404,
      bytes: write((parts) => parts, '/api/rpc/write/toString'),
    },
    { name: 'POST of the bare prefix', status: 404, bytes: write((parts) => parts, '/api/rpc') },
  );
  return cases;
}

function mediaTypeCases(): Case[] {
  const types = [
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=gbk',
    'text/event-stream',
    'application/jsonp',
    'application/json, text/plain',
  ];
  return ['/api/session', WRITE, '/api/outgoing', '/api/files'].flatMap((target) =>
    types.map(
      (type): Case => ({
        name: `${target} as ${type ?? 'no type'}`,
        status: 415,
        bytes: write((parts) => (type === undefined ? without(parts, 'Content-Type') : having(parts, ['Content-Type', type])), target),
      }),
    ),
  );
}

const TRAVERSALS = [
  '/../canary.txt',
  '/..%2fcanary.txt',
  '/%2e%2e/canary.txt',
  '/%2e%2e%2fcanary.txt',
  '/assets/../../canary.txt',
  '/assets/..%2f..%2fcanary.txt',
  '/assets/%2e%2e/%2e%2e/canary.txt',
  '/assets/%252e%252e/canary.txt',
  '/%c0%ae%c0%ae/canary.txt',
  '/..%5ccanary.txt',
  '/assets/..%5c..%5ccanary.txt',
  '/./../canary.txt',
  '/canary.txt',
  '/public/../canary.txt',
  '/assets//../../canary.txt',
  '/%00/../canary.txt',
  '/index.html%00.txt',
  '/index.html/',
  '/index.html/../../canary.txt',
  '/file:///etc/passwd',
  '/C:/Windows/win.ini',
  '/C%3A%5CWindows%5Cwin.ini',
  '/~root/.ssh/id_rsa',
  '/.git/config',
  '/.env',
  '/package.json',
  '/assets/',
  '/assets',
  '/assets/main-Ab3_x-9Z.js/',
  '/assets/main-Ab3_x-9Z.js%20',
  '/ASSETS/MAIN-AB3_X-9Z.JS',
  '/staged/',
  '/a//b',
  '/proc/self/../self/environ',
];

function pathCases(): Case[] {
  return TRAVERSALS.map((target): Case => ({ name: `path ${target}`, status: 404, bytes: get(target, ownHost) }));
}

function malformedCases(): Case[] {
  const raw = (text: string, status: Case['status']): Omit<Case, 'name'> => ({
    status,
    bytes: (w) => Buffer.from(text.replaceAll('PORT', String(w.port)), 'latin1'),
  });
  const twice = (name: string, first: string, second: string): Omit<Case, 'name'> => ({
    status: 400,
    bytes: write((parts) => ({
      ...having(parts, [name, first]),
      headers: [...(having(parts, [name, first]).headers ?? []), [name, second]],
    })),
  });
  return [
    { name: 'HTTP/1.0', ...raw('GET / HTTP/1.0\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'HTTP/1.0 without host', ...raw('GET / HTTP/1.0\r\n\r\n', 400) },
    { name: 'HTTP/0.9', ...raw('GET /\r\n\r\n', 400) },
    { name: 'HTTP/2 preface', ...raw('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [0, 400]) },
    { name: 'a TLS hello', ...raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400) },
    { name: 'absolute form', ...raw('GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    {
      name: 'absolute form of ourselves',
      ...raw('GET http://127.0.0.1:PORT/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400),
    },
    { name: 'two slashes', ...raw('GET //evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'slash and backslash', ...raw('GET /\\evil.test HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'a backslash within', ...raw('GET /a\\..\\b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'the asterisk', ...raw('GET * HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'a fragment', ...raw('GET /#k=x HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'a byte above ASCII', ...raw('GET /\xe9 HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'a control character', ...raw('GET /a\x01b HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n', 400) },
    {
      name: 'a target of 2,049 characters',
      ...raw(`GET /${'a'.repeat(2048)} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n`, 400),
    },
    {
      name: 'headers over 16 KiB',
      ...raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-Long: ${'a'.repeat(17_000)}\r\n\r\n`, 431),
    },
    { name: 'a header without colon', ...raw('GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nrubbish\r\n\r\n', 400) },
    { name: 'a space before the colon', ...raw('GET / HTTP/1.1\r\nHost : 127.0.0.1:PORT\r\n\r\n', 400) },
    { name: 'a folded header', ...raw('GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX-A: b\r\n c\r\n\r\n', [200, 400]) },
    { name: 'line feeds alone', ...raw('GET / HTTP/1.1\nHost: 127.0.0.1:PORT\n\n', [0, 200, 400]) },
    {
      name: 'length and chunks at once',
      ...raw(
        'POST /api/rpc/write HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        400,
      ),
    },
    {
      name: 'two lengths',
      ...raw('POST /api/rpc/write HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde', 400),
    },
    {
      name: 'a negative length',
      ...raw('POST /api/rpc/write HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: -1\r\n\r\n', 400),
    },
    {
      name: 'chunks of a broken size',
      ...raw('POST /api/rpc/write HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', [400, 403]),
    },
    {
      name: 'an unknown transfer encoding',
      ...raw('POST /api/rpc/write HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nTransfer-Encoding: gzip\r\n\r\n', [400, 403]),
    },
    {
      name: 'an upgrade to WebSocket',
      ...raw(
        'GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
        400,
      ),
    },
    { name: 'Expect: 100-continue', status: 417, bytes: write((parts) => having(parts, ['Expect', '100-continue'])) },
    { name: 'another expectation', status: 417, bytes: write((parts) => having(parts, ['Expect', 'tea'])) },
    { name: 'a compressed body', status: 400, bytes: write((parts) => having(parts, ['Content-Encoding', 'gzip'])) },
    {
      name: 'a body that calls itself a file',
      status: 400,
      bytes: write((parts) => having(parts, ['Content-Disposition', 'attachment; filename=x'])),
    },
    { name: 'two origins', ...twice('Origin', 'http://evil.test', 'http://evil.test') },
    { name: 'two tokens', ...twice('X-Trellis-Token', 'a', 'b') },
    { name: 'two cookies headers', ...twice('Cookie', 'a=b', 'c=d') },
    { name: 'two fetch sites', ...twice('Sec-Fetch-Site', 'same-origin', 'cross-site') },
    { name: 'two content types', ...twice('Content-Type', 'application/json', 'text/plain') },
  ];
}

function bodyCases(): Case[] {
  const text = (body: string | Buffer, status: number, writes = false, target = WRITE) => ({
    status,
    writes,
    bytes: write((parts) => ({ ...having(parts, ['Content-Length', String(Buffer.byteLength(body))]), body }), target),
  });
  const nested = (depth: number) => `{"json":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
  return [
    { name: 'a body of 1 MiB and one byte', ...text(`{"json":"${'a'.repeat(1024 * 1024 - 10)}"}`, 413) },
    { name: 'a body of exactly 1 MiB', ...text(`{"json":"${'a'.repeat(1024 * 1024 - 11)}"}`, 200, true) },
    {
      name: 'chunks beyond 1 MiB',
      status: 413,
      bytes: write((parts) => ({
        ...having(without(parts, 'Content-Length'), ['Transfer-Encoding', 'chunked']),
        body: `${'10000\r\n'.concat('a'.repeat(0x10000), '\r\n').repeat(17)}0\r\n\r\n`,
      })),
    },
    { name: 'a body 33 deep', ...text(nested(33), 400) },
    { name: 'a body 32 deep', ...text(nested(32), 200, true) },
    { name: 'a body a million deep', ...text('['.repeat(1_000_000), 400) },
    { name: 'brackets inside a string', ...text(`{"json":"${'['.repeat(100)}\\"${'{'.repeat(100)}"}`, 200, true) },
    { name: 'no JSON', ...text('{"json":', 400) },
    { name: 'an empty body', ...text('', 400) },
    { name: 'broken UTF-8', ...text(Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400) },
    { name: 'a __proto__ key', ...text('{"json":{"__proto__":{"isAdmin":true}}}', 400) },
    { name: 'a __proto__ key written with escapes', ...text('{"json":{"\\u005f_proto__":{"isAdmin":true}}}', 400) },
    { name: 'a code that is no text', ...text('{"code":["a"]}', 400, false, '/api/session') },
    { name: 'a code of 300 characters', ...text(`{"code":"${'a'.repeat(300)}"}`, 400, false, '/api/session') },
    { name: 'a session body over 4 KiB', ...text(`{"code":"${'a'.repeat(5000)}"}`, 413, false, '/api/session') },
    { name: 'a session body null', ...text('null', 400, false, '/api/session') },
    { name: 'a file id that is no text', ...text('{"fileId":1}', 400, false, '/api/outgoing') },
    { name: 'a file id that is a path', ...text('{"fileId":"../canary.txt"}', 410, false, '/api/outgoing') },
    { name: 'a file id named __proto__', ...text('{"fileId":"__proto__"}', 410, false, '/api/outgoing') },
  ];
}

function uploadCases(): Case[] {
  const upload = (name: string | undefined, body = 'a;b\n', more: readonly Header[] = []) =>
    write(
      (parts) => ({
        ...having(
          parts,
          ['Content-Type', 'application/octet-stream'],
          ['Content-Length', String(Buffer.byteLength(body))],
          ...(name === undefined ? [] : [['X-File-Name', name] as const]),
          ...more,
        ),
        body,
      }),
      '/api/files',
    );
  return [
    { name: 'an upload', status: 200, bytes: upload('rows.csv') },
    { name: 'an upload with a Chinese name', status: 200, bytes: upload(encodeURIComponent('贡献 2026.csv')) },
    { name: 'an upload whose name is a path', status: 200, bytes: upload(encodeURIComponent('../../canary.txt')) },
    { name: 'an upload without name', status: 400, bytes: upload(undefined) },
    { name: 'an upload with an empty name', status: 400, bytes: upload('') },
    { name: 'an upload with a broken name', status: 400, bytes: upload('%E4%ZZ') },
    { name: 'an upload with NUL in its name', status: 400, bytes: upload('a%00.csv') },
    { name: 'an upload with a name of 256 characters', status: 400, bytes: upload('a'.repeat(256)) },
    { name: 'an upload over the limit', status: 413, bytes: upload('big.csv', 'x'.repeat(70_000)) },
    { name: 'an upload without secrets', status: 401, bytes: (w) => jsonPost(w.port, '/api/files', {}) },
  ];
}

export const REQUEST_CASES: readonly Case[] = [
  ...hostCases(),
  ...originCases(),
  ...siteCases(),
  ...methodCases(),
  ...mediaTypeCases(),
  ...pathCases(),
  ...malformedCases(),
  ...bodyCases(),
  ...uploadCases(),
];
