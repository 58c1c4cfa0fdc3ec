// The options of `import` that only some sources take. One given to another source would have no effect, so it is refused.
import type { Command } from 'commander';
import { WrongUse } from './terminal-failures.ts';
import type { Terminal } from './terminal-session.ts';

type Source = 'file' | 'git' | 'github';

const TAKEN_BY: Readonly<Record<string, readonly Source[]>> = {
  mapping: ['file'],
  dateOrder: ['file'],
  sheet: ['file'],
  headerRow: ['file'],
  encoding: ['file'],
  delimiter: ['file'],
  since: ['git', 'github'],
  repository: ['git'],
  api: ['github'],
  privateNetwork: ['github'],
};

/** `kind` is the word that stands in the place of a kind: one of the file kinds, or where to gather from. */
export function refuseForeignOptions(terminal: Terminal, command: Command, kind: string): void {
  const source = kind === 'git' || kind === 'github' ? kind : 'file';
  const foreign = command.options.find((option) => {
    const name = option.attributeName();
    return command.getOptionValueSource(name) === 'cli' && !(TAKEN_BY[name]?.includes(source) ?? true);
  });
  if (foreign) throw new WrongUse(terminal.text('notForSource', { option: foreign.long, kind }));
}
