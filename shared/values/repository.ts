// The repository that a link on a code host points into.

const SEGMENT = /^[\w.-]{1,100}$/;

/** `https://host/owner/name/…` → `owner/name`; null when the link has no such shape. */
export function repositoryOf(link: string): string | null {
  const start = link.indexOf('://');
  if (start < 0) return null;
  const [, owner = '', name = '', more] = link.slice(start + 3).split('/', 4);
  // Two segments alone can be any page; a third one says that something inside a repository is meant.
  if (more === undefined || !SEGMENT.test(owner) || !SEGMENT.test(name)) return null;
  return `${owner}/${name.replace(/\.git$/, '')}`;
}
