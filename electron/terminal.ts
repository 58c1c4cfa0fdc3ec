// The terminal door: a thin face of the contract for scheduled work. Exit 0 done, 1 a person's mistake, 2 wrong usage.
import './thread-pool.ts';
import './compile-cache.ts';

const { createTerminal, UsageError, WrongUse } = await import('./doors/terminal-session.ts');
const { buildCommands } = await import('./doors/commands.ts');

const terminal = createTerminal(process.env);
try {
  await buildCommands(terminal).parseAsync(process.argv);
} catch (error) {
  process.exitCode = error instanceof UsageError || error instanceof WrongUse ? 2 : 1;
  terminal.complain(error);
} finally {
  await terminal.close();
}
