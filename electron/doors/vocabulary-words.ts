// Words of the vocabulary as people call them; one that a person added is called by itself.
import { say } from '../language.ts';
import type { Terminal } from './terminal-session.ts';

export function wordIn({ language }: Terminal, list: string, word: string | null): string {
  if (word === null) return '–';
  const key = `vocabulary:${list}.${word}`;
  const said = say(language, key);
  return said === key ? word : said;
}
