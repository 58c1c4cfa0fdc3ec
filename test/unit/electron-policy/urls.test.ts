// Addresses: which belong to the program, which may leave it, and which reach a file.
import { describe, expect, test } from 'vitest';
import { assetPathOf, isAppUrl } from '../../../electron/doors/electron-policy/app-url.ts';
import { externalUrlOf } from '../../../electron/doors/electron-policy/external-url.ts';

describe('an address of the program', () => {
  test.each(['app://bundle/', 'app://bundle/#/partners?tier=gold', 'app://bundle/assets/main-abcdefgh.js', 'APP://bundle/'])(
    '%s is ours',
    (url) => {
      expect(isAppUrl(url)).toBe(true);
    },
  );

  test.each([
    '',
    'app://BUNDLE/',
    'app:',
    'app://',
    'app://bundle.evil/',
    'app://evil/',
    'app://bundle@evil/',
    'app://user@bundle/',
    'app://user:pass@bundle/',
    'app://bundle:80/',
    'http://bundle/',
    'https://bundle/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'apps://bundle/',
    'xapp://bundle/',
    'blob:app://bundle/1',
    'view-source:app://bundle/',
    'filesystem:app://bundle/x',
    '//bundle/',
    'bundle',
  ])('%s is not', (url) => {
    expect(isAppUrl(url)).toBe(false);
  });
});

describe('the path of an asset', () => {
  test('is the path itself', () => {
    expect(assetPathOf('app://bundle/')).toBe('/');
    expect(assetPathOf('app://bundle/assets/a-12345678.js?x=1#y')).toBe('/assets/a-12345678.js');
  });

  test.each([
    'app://bundle/%2e%2e/secret',
    'app://bundle/..%2fsecret',
    'app://bundle/..%5csecret',
    'app://bundle/\\..\\secret',
    'app://bundle/a%00.js',
    'app://evil/index.html',
    'file:///index.html',
    'http://127.0.0.1/index.html',
  ])('does not exist for %s', (url) => {
    expect(assetPathOf(url)).toBeUndefined();
  });

  test('never climbs: dots are gone before the list of files is asked', () => {
    expect(assetPathOf('app://bundle/assets/../../../etc/passwd')).toBe('/etc/passwd');
  });
});

describe('a link that may leave the program', () => {
  test('is plain https or a bare mail address, and shows where it leads', () => {
    expect(externalUrlOf('https://github.com/a/b/pull/1?x=1#y')).toEqual({
      href: 'https://github.com/a/b/pull/1?x=1#y',
      target: 'github.com',
    });
    expect(externalUrlOf('https://ghe.example:8443/a')?.target).toBe('ghe.example:8443');
    expect(externalUrlOf('mailto:ann@example.com')).toEqual({
      href: 'mailto:ann@example.com',
      target: 'ann@example.com',
    });
  });

  test('shows a look-alike host as the network sees it', () => {
    expect(externalUrlOf('https://gіthub.com/')?.target).toMatch(/^xn--/);
  });

  test.each([
    '',
    'github.com',
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ms-msdt:/id',
    'ms-officecmd:{}',
    'search-ms:query=x',
    'steam://run/1',
    'about:blank',
    'app://bundle/',
    'blob:https://example.com/1',
    'https://user@example.com/',
    'https://user:pass@example.com/',
    'https://',
    `https://example.com/${'a'.repeat(2048)}`,
    'mailto:',
    'mailto:ann',
    'mailto:ann@example.com?cc=eve@evil.test',
    'mailto:ann@example.com?attach=/etc/passwd',
    'mailto:a@b.c,d@e.f',
    'mailto:--help@x',
    'mailto:ann@example.com#x',
    'view-source:https://example.com',
    'intent://x#Intent;end',
    'shell:startup',
  ])('is not %s', (url) => {
    expect(externalUrlOf(url)).toBeUndefined();
  });
});
