// The commands of the terminal door. Each group has its own file; here they are put together.
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { contributorCommands } from './commands-contributors.ts';
import { importCommands } from './commands-imports.ts';
import { partnerCommands } from './commands-partners.ts';
import { reportCommands } from './commands-report.ts';
import { workspaceCommands } from './commands-workspace.ts';
import type { Terminal } from './terminal-session.ts';
import { speakFor } from './terminal-usage.ts';

/** `outcome` is the exit code of a command that answers and yet finds something wrong. */
export function buildCommands(terminal: Terminal, outcome: { code: number }): Command {
  const t = terminal.text;
  const root = new Command('trellis').description(t('program')).version(packageJson.version, '-V, --version', t('usage.version'));
  workspaceCommands(root, terminal, outcome);
  for (const add of [importCommands, partnerCommands, contributorCommands, reportCommands]) add(root, terminal);
  everyCommand(root, (command) => {
    speakFor(terminal, command);
    if (command.commands.length === 0) {
      command.option('--workspace <file>', t('options.workspace'));
      if (command.name() !== 'serve') command.option('--json', t('options.json'));
    }
  });
  return root;
}

function everyCommand(command: Command, use: (command: Command) => void): void {
  use(command);
  for (const child of command.commands) everyCommand(child, use);
}
