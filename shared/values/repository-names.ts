// Repositories and organisations as people name them: `owner/name`, or an address pasted from the browser.

export interface NamedRepositories {
  readonly repositories: readonly string[];
  /** Words that name an owner alone. */
  readonly owners: readonly string[];
  readonly wrong: readonly string[];
}

const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/** Reads names that stand one per line or between commas; equal ones once. */
export function readRepositoryNames(text: string): NamedRepositories {
  const found = { repositories: new Map<string, string>(), owners: new Map<string, string>(), wrong: [] as string[] };
  for (const word of text.split(/[\s,;，；、]+/).filter((one) => one !== '')) {
    const [owner = '', name, ...more] = pathOf(word);
    const bare = name?.replace(/\.git$/, '');
    const address = /^(?:https?:\/\/|git@|ssh:)/.test(word);
    if (OWNER.test(owner) && name === undefined) found.owners.set(owner.toLowerCase(), owner);
    else if (OWNER.test(owner) && bare && NAME.test(bare) && (address || more.length === 0))
      found.repositories.set(`${owner}/${bare}`.toLowerCase(), `${owner}/${bare}`);
    else found.wrong.push(word);
  }
  return { repositories: [...found.repositories.values()], owners: [...found.owners.values()], wrong: found.wrong };
}

/** What stands behind the host, in parts. */
function pathOf(word: string): string[] {
  const path = word
    .replace(/[?#].*$/, '')
    .replace(/^(?:https?:\/\/|ssh:\/\/(?:[^/@]*@)?)[^/]*\/?/, '')
    .replace(/^git@[^:]*:/, '');
  return path.split('/').filter((part, index, all) => part !== '' || (index > 0 && index < all.length - 1));
}
