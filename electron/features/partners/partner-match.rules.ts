/** A website as it is compared: without scheme, `www.`, case and a slash at the end. */
export function siteKey(website: string): string {
  return website
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/?#]+$/, '');
}
