// Filters, tabs and open forms stand in the address, so that a page can be reloaded, shared and gone back to.
import { useNavigate, useSearch } from '@tanstack/react-router';

export type Address = Readonly<Record<string, unknown>>;

export function useAddress(): [Address, (patch: Address, replace?: boolean) => void] {
  const search = useSearch({ strict: false }) as Address;
  const navigate = useNavigate();
  const change = (patch: Address, replace = true) => {
    const merged = Object.fromEntries(
      Object.entries({ ...search, ...patch }).filter(
        ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
      ),
    );
    // What replaces an address stays on its page: each list says itself when it begins at its top.
    void navigate({ to: '.', search: merged, replace, resetScroll: !replace } as never);
  };
  return [search, change];
}

/** The value when it is one of the words, else undefined: an address can hold anything. */
export function wordOf<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}

export function wordsOf<Word extends string>(value: unknown, words: readonly Word[]): Word[] {
  return Array.isArray(value) ? words.filter((word) => value.includes(word)) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
