// Where a token may go: addresses as they are written, and what stands behind their names.
import { describe, expect, test } from 'vitest';
import { belongsTo, mayReach, networkOf, readApiAddress } from '../../../electron/intake/github/api-address.ts';

describe('addresses of an API', () => {
  test.each([
    ['https://api.github.com', 'https://api.github.com', '/', 'github.com'],
    ['https://api.github.com/', 'https://api.github.com', '/', 'github.com'],
    ['https://github.acme.example/api/v3', 'https://github.acme.example', '/api/v3/', 'github.acme.example'],
    ['https://GitHub.Acme.example:8443/api/v3/', 'https://github.acme.example:8443', '/api/v3/', 'github.acme.example:8443'],
    ['https://api.acme.ghe.com', 'https://api.acme.ghe.com', '/', 'acme.ghe.com'],
    ['https://ghe/api/v3', 'https://ghe', '/api/v3/', 'ghe'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000', '/', '127.0.0.1:3000'],
    ['http://localhost:3000/api/v3', 'http://localhost:3000', '/api/v3/', 'localhost:3000'],
  ])('%s', (written, origin, prefix, host) => {
    expect(readApiAddress(written)).toMatchObject({ origin, prefix, host });
  });

  const REFUSED = [
    'http://api.github.com',
    'http://github.acme.example/api/v3',
    'ftp://api.github.com',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    '//api.github.com',
    'api.github.com',
    '',
    'https://',
    'https:api.github.com',
    'https:///api.github.com',
    'https:\\\\api.github.com',
    'https://api.github.com\\@evil.example',
    'https://user@api.github.com',
    'https://user:password@api.github.com',
    'https://api.github.com@evil.example',
    'https://api.github.com%40evil.example',
    'https://api.github.com#@evil.example',
    'https://api.github.com?@evil.example',
    'https://api.github.com/?next=https://evil.example',
    'https://api.github.com/#x',
    'https://api.github.com:0x50',
    'https://api.github.com:99999',
    'https://api.github.com.',
    'https://localhost.',
    'http://localhost.:3000',
    'http://2130706433',
    'https://2130706433',
    'https://0x7f.1',
    'https://0x7f000001',
    'https://0177.0.0.1',
    'https://127.1',
    'https://127.0.1',
    'https://0',
    'https://0.0.0.0',
    'https://10.0.0.8/api/v3',
    'https://169.254.169.254/latest/meta-data',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[fe80::1]',
    'https://[fe80::1%25eth0]',
    'https://１２７.0.0.1',
    'https://ａｐｉ.github.com',
    'https://api。github。com',
    'https://api.github.com\u200b',
    'https://ⓖithub.example',
    'https://127.0.0.1.nip.io:x',
    'https://api.github.com/a/../../b',
    'https://api.github.com/%2e%2e/b',
    'https://-acme.example',
    ' https://api.github.com',
    'https://api.github.com\n',
  ];
  test.each(REFUSED)('%j is refused', (written) => {
    expect(typeof readApiAddress(written)).toBe('string');
  });
  test('there are enough of them', () => expect(REFUSED.length).toBeGreaterThanOrEqual(45));
});

test('what an answer names belongs to the API only on its origin and below its path', () => {
  const api = readApiAddress('https://github.acme.example/api/v3');
  if (typeof api === 'string') throw new Error(api);
  const belongs = (url: string) => belongsTo(api, new URL(url));
  expect(belongs('https://github.acme.example/api/v3/repositories/1/pulls?page=2')).toBe(true);
  for (const url of [
    'https://github.acme.example/api/v30/x',
    'https://github.acme.example/api/v3/../v2/x',
    'https://github.acme.example:444/api/v3/x',
    'http://github.acme.example/api/v3/x',
    'https://token@github.acme.example/api/v3/x',
    'https://evil.example/api/v3/x',
  ])
    expect(belongs(url), url).toBe(false);
});

describe('what a name may stand for', () => {
  test.each([
    ['140.82.112.5', 'public'],
    ['2606:50c0:8000::153', 'public'],
    ['10.1.2.3', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.0.7', 'private'],
    ['100.64.0.1', 'private'],
    ['fd00::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.8.8.8', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['0.0.0.0', 'never'],
    ['169.254.169.254', 'never'],
    ['::ffff:169.254.169.254', 'never'],
    ['fe80::1', 'never'],
    ['64:ff9b::7f00:1', 'never'],
    ['2002:7f00:1::', 'never'],
    ['224.0.0.1', 'never'],
    ['255.255.255.255', 'never'],
  ] as const)('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  test('a private network is connected to only after it was said, this machine never through another name', () => {
    const company = readApiAddress('https://github.acme.example/api/v3');
    const here = readApiAddress('http://127.0.0.1:3000');
    if (typeof company === 'string' || typeof here === 'string') throw new Error('refused');
    expect(mayReach(company, '10.1.2.3', false)).toBe(false);
    expect(mayReach(company, '10.1.2.3', true)).toBe(true);
    expect(mayReach(company, '127.0.0.1', true)).toBe(false);
    expect(mayReach(company, '169.254.169.254', true)).toBe(false);
    expect(mayReach(here, '127.0.0.1', false)).toBe(true);
    expect(mayReach(here, '140.82.112.5', false)).toBe(false);
  });
});
