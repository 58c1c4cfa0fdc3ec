// The terminal door as a person uses it: words in, and out come an answer, what is said beside it, and an exit code.
import { runTerminal } from '../../electron/doors/run-terminal.ts';

export interface TerminalAnswer {
  status: number;
  stdout: string;
  stderr: string;
}

/** In this process, which is much faster than one of its own. */
export async function trellis(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<TerminalAnswer> {
  const said = { stdout: '', stderr: '' };
  const status = await runTerminal(
    words,
    { ...process.env, TRELLIS_LANGUAGE: 'en', ...env },
    {
      out: (text) => {
        said.stdout += text;
      },
      err: (text) => {
        said.stderr += text;
      },
    },
  );
  return { status, ...said };
}
