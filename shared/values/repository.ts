// The repository that a link on a code host points into.

const SEGMENT = /^[\w.-]{1,100}$/;

/** `https://host/owner/name/…` → `owner/name`; null when the link has no such shape. */
export function repositoryOf(link: string): string | null {
  const start = link.indexOf('://');
  if (start < 0) return null;
  const host = link.indexOf('/', start + 3);
  const middle = host < 0 ? -1 : link.indexOf('/', host + 1);
  // Two segments alone can be any page; a third one says that something inside a repository is meant.
  const end = middle < 0 ? -1 : link.indexOf('/', middle + 1);
  if (end < 0) return null;
  const [owner, name] = [link.slice(host + 1, middle), link.slice(middle + 1, end)];
  if (!SEGMENT.test(owner) || !SEGMENT.test(name)) return null;
  return `${owner}/${name.replace(/\.git$/, '')}`;
}
