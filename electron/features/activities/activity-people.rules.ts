// What a name among an activity's people says: an address, a login marked as one, or plain words.
import { textKey } from '../../../shared/values/text-key.ts';

export interface SaidName {
  /** Folded; '' where the name says none. */
  readonly email: string;
  /** Without its `@`. */
  readonly login: string;
  /** What is neither: a full name, or a login as people write it. */
  readonly words: string;
}

const ADDRESS = /(?:^|<)([^\s@<>,;]+@[^\s@<>,;]+)>?$/;
const LOGIN = /^@([\w.-]+)$/;

export function readName(written: string): SaidName {
  const text = written.trim();
  const email = ADDRESS.exec(text)?.[1];
  if (email !== undefined) return { email: textKey(email), login: '', words: '' };
  const login = LOGIN.exec(text)?.[1];
  if (login !== undefined) return { email: '', login: textKey(login), words: '' };
  return { email: '', login: '', words: textKey(text) };
}
