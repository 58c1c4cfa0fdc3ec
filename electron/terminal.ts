// The terminal door: a thin face of the contract for scheduled work. Exit 0 done, 1 a person's mistake, 2 wrong usage.
import './thread-pool.ts';
import { buildCommands } from './doors/commands.ts';
import { createTerminal, UsageError, WrongUse } from './doors/terminal-session.ts';

const terminal = createTerminal(process.env);
try {
  await buildCommands(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = error instanceof UsageError || error instanceof WrongUse ? 2 : 1;
  terminal.complain(error);
} finally {
  await terminal.close();
}
