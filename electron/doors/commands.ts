// The commands of the terminal door. Each group has its own file; here they are put together.
import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { contributorCommands } from './commands-contributors.ts';
import { importCommands } from './commands-imports.ts';
import { partnerCommands } from './commands-partners.ts';
import { reportCommands } from './commands-report.ts';
import { workspaceCommands } from './commands-workspace.ts';
import { type Terminal, UsageError } from './terminal-session.ts';

export function buildCommands(terminal: Terminal): Command {
  const root = new Command('trellis').description(terminal.text('program')).version(packageJson.version).showHelpAfterError();
  for (const add of [workspaceCommands, importCommands, partnerCommands, contributorCommands, reportCommands]) add(root, terminal);
  everyCommand(root, (command) => {
    command.exitOverride((error) => {
      if (error.exitCode === 0) process.exit(0);
      throw new UsageError(error.message);
    });
    command.configureOutput({ writeErr: (text) => process.stderr.write(text) });
    if (command.commands.length === 0) {
      command.option('--workspace <file>', terminal.text('options.workspace'));
      if (command.name() !== 'serve') command.option('--json', terminal.text('options.json'));
    }
  });
  return root;
}

function everyCommand(command: Command, use: (command: Command) => void): void {
  use(command);
  for (const child of command.commands) everyCommand(child, use);
}
