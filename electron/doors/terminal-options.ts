// What the options of commands may be. A word that is none is wrong usage, and the sentence says what would be right.

import { isDay } from '../../shared/values/day.ts';
import { CONTRIBUTION_KINDS } from '../../shared/vocabulary.ts';
import { WrongUse } from './terminal-failures.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';

/** For an option or a word that takes one of a closed list of words. */
export function oneOf<Word extends string>(terminal: Terminal, option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word === undefined) throw new WrongUse(terminal.text('badWord', { value: text, option, words: words.join(', ') }));
    return word;
  };
}

/** For an option that takes a day. */
export function dayOption(terminal: Terminal): (text: string) => string {
  return (text) => {
    if (!isDay(text)) throw new WrongUse(terminal.text('badDay', { value: text }));
    return text;
  };
}

export function wholeNumber(terminal: Terminal, option: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) throw new WrongUse(terminal.text('badNumber', { value: text, option, least, most }));
    return number;
  };
}

/** A period must not end before it begins. */
export function refuseBackwards(terminal: Terminal, from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && from > to) throw new WrongUse(terminal.text('backwards', { from, to }));
}

/** The shipped kinds, and those that any version of the points policy added: entries keep the kind that they were given. */
export async function refuseUnknownKind(terminal: Terminal, client: ProgramClient, kind: string): Promise<void> {
  const { items } = await client.policies.versions({});
  const own = items.flatMap(({ policy }) => policy.customKinds.map(({ key }) => key));
  oneOf(terminal, '--kind', [...new Set([...CONTRIBUTION_KINDS, ...own])])(kind);
}
