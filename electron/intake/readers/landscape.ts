// A CNCF landscape file. It is YAML, which can hold much more than it shows, so it is read apart; here it is only recognised.
import { apartReader } from './apart/apart-reader.ts';

export const landscapeReader = apartReader({
  format: 'landscape',
  endings: ['yml', 'yaml'],
  kinds: ['partners'],
  recognises: ({ text }) => /^landscape:[ \t]*(?:#.*)?\r?$/m.test(text) && /^[ \t]*(?:-[ \t]+)?category:/m.test(text),
});
