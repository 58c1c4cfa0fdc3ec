// Which paths are addresses of pages: they all answer with the one page of the renderer, whose router reads the rest.

/** Words and ids between slashes. Nothing with a dot, a per cent sign or an empty part is a page. */
const PAGE = /^\/(?:[A-Za-z0-9_-]{1,80}(?:\/[A-Za-z0-9_-]{1,80}){0,7}\/?)?$/;
const NOT_PAGES = /^\/(?:api|assets)(?:\/|$)/;

export function isPagePath(path: string): boolean {
  return PAGE.test(path) && !NOT_PAGES.test(path);
}
