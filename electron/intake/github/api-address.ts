// Which addresses an API may have, what they are called in keys, and which network addresses may stand behind a name.
import { BlockList, isIPv6 } from 'node:net';

export const DEFAULT_API = 'https://api.github.com';

export interface ApiAddress {
  readonly origin: string;
  /** Everything that is asked of the API stands below this path; ends in a slash. */
  readonly prefix: string;
  /** The host as keys and accounts name it: `github.com` for the API of github.com. */
  readonly host: string;
  /** The API on this very machine, such as a proxy or a server for trying things out. */
  readonly loopback: boolean;
}

export type AddressFault = 'not_an_address' | 'not_https' | 'with_credentials' | 'number_as_host';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * Reads the address of an API. Only names as they are written are taken: what a browser would turn into another one (numbers for
 * addresses, full-width letters, a trailing dot, a name before `@`) is refused, so that the person sees where a token goes.
 */
export function readApiAddress(text: string): ApiAddress | AddressFault {
  const written = /^(https?):\/\/([^/?#\\]*)(\/[A-Za-z0-9._~/-]*)?$/.exec(text);
  if (!written || !URL.canParse(text)) return 'not_an_address';
  const [, scheme, authority = '', path = '/'] = written;
  if (authority.includes('@')) return 'with_credentials';
  const url = new URL(text);
  const [hostname = '', port] = authority.startsWith('[') ? authority.split(/(?<=\]):/) : authority.split(':');
  const loopback = LOOPBACK_NAMES.has(hostname);
  if (url.hostname !== hostname.toLowerCase() || (port !== undefined && !/^\d{1,5}$/.test(port))) return 'not_an_address';
  if (!loopback && (!HOST_NAME.test(url.hostname) || /^[\d.]+$/.test(url.hostname))) return 'number_as_host';
  if (scheme !== 'https' && !loopback) return 'not_https';
  if (path.split('/').some((part) => part === '.' || part === '..')) return 'not_an_address';
  const tenant = url.pathname === '/' && /^api\./.test(url.host);
  return {
    origin: url.origin,
    prefix: url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`,
    host: tenant ? url.host.slice('api.'.length) : url.host,
    loopback,
  };
}

/** Whether an address that an answer names, such as the next page, belongs to this API. */
export function belongsTo(api: ApiAddress, url: URL): boolean {
  return url.origin === api.origin && url.pathname.startsWith(api.prefix) && url.username === '' && url.password === '';
}

const lists = { loopback: new BlockList(), private: new BlockList(), never: new BlockList() };
lists.loopback.addSubnet('127.0.0.0', 8);
lists.loopback.addAddress('::1', 'ipv6');
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  lists.private.addSubnet(net, bits);
lists.private.addSubnet('fc00::', 7, 'ipv6');
// Link-local (where clouds keep their metadata), unspecified, multicast, reserved, and tunnels that hide another address.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  lists.never.addSubnet(net, bits);
for (const [net, bits] of [
  ['::', 128],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['2001::', 32],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  lists.never.addSubnet(net, bits, 'ipv6');

/** What kind of network an address that a name stands for is in. */
export function networkOf(address: string): 'public' | 'private' | 'loopback' | 'never' {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  // The block lists look through IPv4 written as IPv6.
  if (lists.loopback.check(address, family)) return 'loopback';
  if (lists.never.check(address, family)) return 'never';
  return lists.private.check(address, family) ? 'private' : 'public';
}

/** Whether the API may be reached at an address its name stands for. */
export function mayReach(api: ApiAddress, address: string, privateNetwork: boolean): boolean {
  const network = networkOf(address);
  if (network === 'loopback') return api.loopback;
  return network === 'public' ? !api.loopback : network === 'private' && privateNetwork && !api.loopback;
}
