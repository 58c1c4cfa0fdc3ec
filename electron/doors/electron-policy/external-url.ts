// Which links may leave the program for the person's own browser or mail program, and how they are shown before.

export interface ExternalUrl {
  readonly href: string;
  /** What the person is asked about: the host as the network sees it (punycode), or the mail address. */
  readonly target: string;
}

const MAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/;

/** undefined for everything that is not a plain https address or a bare mail address. */
export function externalUrlOf(text: string): ExternalUrl | undefined {
  if (text.length > 2048) return undefined;
  const url = URL.parse(text);
  if (!url) return undefined;
  if (url.protocol === 'mailto:') {
    const bare = url.search === '' && url.hash === '' && MAIL.test(url.pathname);
    return bare ? { href: url.href, target: url.pathname } : undefined;
  }
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  return { href: url.href, target: url.host };
}
