// One command of the terminal door, from its words to its exit code: 0 done, 1 a person's mistake, 2 wrong usage.
import { CommanderError } from 'commander';
import { buildCommands } from './commands.ts';
import { WrongUse } from './terminal-failures.ts';
import { createTerminal, type Streams } from './terminal-session.ts';

export async function runTerminal(words: readonly string[], env: NodeJS.ProcessEnv, streams: Streams): Promise<number> {
  const terminal = createTerminal(env, streams);
  try {
    const outcome = { code: 0 };
    await buildCommands(terminal, outcome).parseAsync(words, { from: 'user' });
    return outcome.code;
  } catch (error) {
    // Help and the version were asked for and have been said.
    if (error instanceof CommanderError) return error.exitCode;
    await terminal.complain(error);
    return error instanceof WrongUse ? 2 : 1;
  } finally {
    await terminal.close();
  }
}
