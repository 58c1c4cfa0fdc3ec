// The command library's own words in the person's language: titles of the help, and sentences for wrong usage.
import { type Command, CommanderError } from 'commander';
import { WrongUse } from './terminal-failures.ts';
import type { Terminal } from './terminal-session.ts';

export function speakFor(terminal: Terminal, command: Command): void {
  const t = terminal.text;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': t('usage.usage'),
    'Arguments:': t('usage.arguments'),
    'Options:': t('usage.options'),
    'Commands:': t('usage.commands'),
  };
  const inWords = (usage: string) => usage.replace('[options]', t('usage.anyOptions')).replace('[command]', t('usage.anyCommand'));
  command
    .helpOption('-h, --help', t('usage.help'))
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: inWords,
      styleSubcommandTerm: inWords,
    })
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    .exitOverride((error) => {
      // Help that was asked for, and help in place of a command that is missing.
      if (error.exitCode === 0) throw error;
      throw error.code === 'commander.help' ? new CommanderError(2, error.code, '') : new WrongUse(sentenceOf(error, command, terminal));
    });
  if (command.commands.length > 0) command.helpCommand(`help ${t('usage.anyCommand')}`, t('usage.helpCommand'));
}

function sentenceOf({ code, message }: CommanderError, command: Command, { text }: Terminal): string {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const commands = command.commands.map((one) => one.name()).join(', ');
  switch (code) {
    case 'commander.unknownCommand':
      return text('usage.unknownCommand', { name, commands });
    case 'commander.unknownOption':
      return text('usage.unknownOption', { name, options: command.options.map(({ long }) => long).join(', ') });
    case 'commander.missingArgument':
      return text('usage.missingArgument', { name, usage: usageOf(command) });
    case 'commander.optionMissingArgument':
      return text('usage.optionMissingArgument', { name });
    case 'commander.missingMandatoryOptionValue':
      return text('usage.missingOption', { name });
    case 'commander.excessArguments':
      return text('usage.excessArguments', { usage: usageOf(command) });
    default:
      return message;
  }
}

/** The command with the words it takes. */
function usageOf(command: Command): string {
  const names: string[] = [];
  for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name());
  return [...names, ...command.registeredArguments.map((one) => `<${one.name()}>`)].join(' ');
}
