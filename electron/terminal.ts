// The terminal door: a thin face of the contract for scheduled work.
import './thread-pool.ts';
import './compile-cache.ts';

const { runTerminal } = await import('./doors/run-terminal.ts');

process.exitCode = await runTerminal(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
