// The one address space that the window may show: app://bundle. Node says "null" for the origin of such a URL, so protocol and
// host are compared instead.

export const APP_SCHEME = 'app';
export const APP_HOST = 'bundle';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;

export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === '';
}

/**
 * The path of an app:// request as the list of assets knows it, or undefined for everything that is not ours.
 * It is not decoded: names of built files need no escapes, and what is escaped is not in the list.
 */
export function assetPathOf(text: string): string | undefined {
  if (!isAppUrl(text) || /\\|%00|%2e|%2f|%5c/i.test(text)) return undefined;
  return URL.parse(text)?.pathname;
}
