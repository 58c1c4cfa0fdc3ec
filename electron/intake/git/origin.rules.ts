// Where a clone came from, as its configuration writes it: the repository's name, and how its pages are addressed on known hosts.

export interface Origin {
  /** `owner/name`; null when the address names none. */
  readonly repository: string | null;
  commitLink(sha: string): string;
  /** The commit as part of a pull request; '' where the host has no such page. */
  pullRequestLink(number: number, sha: string): string;
}

export const NO_ORIGIN: Origin = { repository: null, commitLink: () => '', pullRequestLink: () => '' };

const LONGEST = 500;
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/;
const PATH = /^[\w.-]{1,100}(?:\/[\w.-]{1,100}){1,8}$/;

/** By what the host is: `/owner/name` + this + the commit. */
const COMMIT_PAGE: Readonly<Record<string, string>> = { github: '/commit/', gitlab: '/-/commit/', gitee: '/commit/', codeberg: '/commit/' };

/** Reads `https://host/owner/name.git`, `ssh://git@host/owner/name` and `git@host:owner/name`. Whatever names a login is left out. */
export function readOrigin(address: string): Origin {
  if (address.length > LONGEST) return NO_ORIGIN;
  const url =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:@]+)(?::\d{1,5})?\/(.+)$/i.exec(address) ??
    /^(?:[\w.-]+@)?([^/:@]+):(?!\/)(.+)$/.exec(address);
  const host = url?.[1]?.toLowerCase() ?? '';
  const path = (url?.[2] ?? '').replace(/\/+$/, '').replace(/\.git$/i, '');
  if (!HOST.test(host) || !host.includes('.') || !PATH.test(path) || path.split('/').includes('..')) return NO_ORIGIN;
  const make = hostMake(host);
  const page = COMMIT_PAGE[make];
  const home = `https://${host}/${path}`;
  return {
    repository: path,
    commitLink: (sha) => (page === undefined ? '' : `${home}${page}${sha}`),
    pullRequestLink: (number, sha) => (make === 'github' ? `${home}/pull/${number}/commits/${sha}` : ''),
  };
}

/** `github.com`, and `github.acme.com` as companies call their own. */
function hostMake(host: string): string {
  return host.split('.').find((part) => part in COMMIT_PAGE) ?? '';
}
