// GitHub's answers as rows of contributions: keys, accounts, days. Nothing here asks for anything.
import { dayInZone } from '../../../shared/values/day.ts';
import type { CollectedRow } from '../collecting/collected-file.ts';
import type { User } from './answers.ts';

export interface Repository {
  /** As keys name the host: `github.com`. */
  readonly host: string;
  /** Stays when the repository is renamed or moved. */
  readonly id: number;
  readonly name: string;
}

/** What GitHub shows for accounts that were deleted. */
const DELETED = 'ghost';

export function itemKey({ host, id }: Repository, number: number): string {
  return `github:${host}/${id}#${number}`;
}

/** Somebody's number where the account still stands; deleted ones are all the same. */
export function accountNumber(user: User | undefined): string {
  return user ? String(user.id) : DELETED;
}

export function whoOf({ host }: Repository, user: User | undefined): Pick<CollectedRow, 'email' | 'login' | 'account' | 'name' | 'bot'> {
  if (!user) return { email: '', login: DELETED, account: '', name: '', bot: true };
  return {
    email: '',
    login: user.login,
    account: `${host}/${user.id}`,
    name: user.name ?? '',
    bot: user.type === 'Bot' || user.login.endsWith('[bot]'),
  };
}

export function dayOfInstant(instant: string): string {
  return dayInZone(Date.parse(instant));
}

const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+))?(?:#|GH-)(\d{1,9})\b/gi;
const MOST_CLOSED = 5;

/** Numbers of this repository's issues that a text says it closes. */
export function closedIssues({ name }: Repository, text: string): number[] {
  const found = [...text.slice(0, 100_000).matchAll(CLOSES)]
    .filter(([, elsewhere]) => elsewhere === undefined || elsewhere.toLowerCase() === name.toLowerCase())
    .map(([, , number]) => Number(number));
  return [...new Set(found)].slice(0, MOST_CLOSED);
}
