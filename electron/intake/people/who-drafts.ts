// The people a sheet speaks of, numbered once each while it is read. Every way of writing somebody is an identity of its own.
import { emailDomain, textKey } from '../../../shared/values/text-key.ts';
import { erasedHash } from '../../store/people/erased-keys.ts';
import { createBotTest } from './bots.rules.ts';

export interface WhoRules {
  /** Keys of names that the program's people added to the list of bots. */
  readonly botNames: readonly string[];
  /** Salt and hashes of people who asked to be forgotten; null while there are none. */
  readonly erased: { readonly salt: string; readonly hashes: readonly string[] } | null;
  /** The last number that is taken already, when single rows are read again. */
  readonly numberedTo?: number;
}

export interface Who {
  readonly email: string;
  readonly login: string;
  readonly name: string;
  /** `<host>/<user id>` where a code host itself says it. */
  readonly account?: string;
  /** The source itself says that this is a program. */
  readonly bot?: boolean;
}

/** A number for everybody with the same address, else login, else name; rows to stage for those who are new. */
export interface WhoDrafter {
  numberOf(who: Who): number;
  take(): unknown[][];
}

// A file with more people than this is still right: staging joins equal keys, the memory only saves repeats.
const REMEMBERED = 50_000;

/** The strongest thing that is known of somebody, folded so that two writings of it are one. */
export function identityKeyOf({ email, login, name, account }: Who): string {
  if (account) return `account:${textKey(account)}`;
  if (email) return `email:${textKey(email)}`;
  return login ? `login:${textKey(login).replace(/^@/, '')}` : `name:${textKey(name)}`;
}

/** The account of a code host that somebody is, or whose private address an email is: `12345+login@users.noreply.github.com`. */
export function hostAccountOf({ account, email }: Who): string | null {
  if (account) return textKey(account);
  const [, id, host] = /^(\d{1,19})\+[^@]+@users\.noreply\.([a-z0-9.:-]+)$/.exec(textKey(email)) ?? [];
  return id === undefined ? null : `${host}/${id}`;
}

/** Somebody who has a number, and whether a row said their name and login. */
interface Numbered {
  readonly number: number;
  named: boolean;
  loggedIn: boolean;
}

/** A cell is a piece of the text it was cut from and keeps all of that in memory. */
function copyOf(cell: string): string {
  return JSON.parse(JSON.stringify(cell)) as string;
}

export function createWhoDrafter({ botNames, erased, numberedTo = 0 }: WhoRules): WhoDrafter {
  const isBot = createBotTest(botNames);
  const forgotten = new Set(erased?.hashes);
  const numbers = new Map<string, Numbered>();
  /** Addresses as they are written: found without being folded first, as nearly all of them are. */
  const writtenAs = new Map<string, Numbered>();
  let people: unknown[][] = [];
  let last = numberedTo;

  function rowOf(who: Who, identityKey: string): unknown[] {
    const hash = erased ? erasedHash(erased.salt, identityKey) : '';
    if (forgotten.has(hash)) return [`erased:${hash}`, null, null, null, null, '', '', 0, null];
    const login = who.login.replace(/^@/, '');
    const shown = (who.name.includes('@') ? '' : who.name) || login || who.name || who.email;
    return [
      identityKey,
      who.email || null,
      who.email ? (emailDomain(who.email) ?? null) : null,
      login || null,
      who.name || null,
      shown,
      textKey(shown),
      who.bot || isBot(login, who.name, who.email) ? 1 : 0,
      hostAccountOf(who),
    ];
  }

  function add(who: Who, identityKey: string): number {
    last += 1;
    people.push([last, ...rowOf(who, identityKey)]);
    return last;
  }

  function numberUnder(identityKey: string, who: Who): Numbered {
    const known = numbers.get(identityKey);
    if (known !== undefined) return known;
    if (numbers.size >= REMEMBERED) numbers.clear();
    const numbered = { number: add(who, identityKey), named: who.name !== '', loggedIn: who.login !== '' };
    numbers.set(identityKey, numbered);
    return numbered;
  }

  /** A later row that knows the name or the login is one more writing of the same person; staging joins the two. */
  function completed(known: Numbered, who: Who): number {
    if ((known.named || who.name === '') && (known.loggedIn || who.login === '')) return known.number;
    known.named ||= who.name !== '';
    known.loggedIn ||= who.login !== '';
    add(who, identityKeyOf(who));
    return known.number;
  }

  return {
    numberOf: (who) => {
      if (!who.email || who.account) return completed(numberUnder(identityKeyOf(who), who), who);
      const known = writtenAs.get(who.email);
      if (known !== undefined) return completed(known, who);
      const numbered = numberUnder(identityKeyOf(who), who);
      if (writtenAs.size >= REMEMBERED) writtenAs.clear();
      writtenAs.set(copyOf(who.email), numbered);
      return completed(numbered, who);
    },
    take: () => {
      const taken = people;
      people = [];
      return taken;
    },
  };
}
