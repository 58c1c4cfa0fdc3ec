// report ecosystem.
import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Day } from '../../shared/values/day.ts';
import { refuseTaken, writeNamed } from '../reporting/named-file.ts';
import { WrongUse } from './terminal-failures.ts';
import { dayOption, refuseBackwards } from './terminal-options.ts';
import type { Terminal } from './terminal-session.ts';

interface ReportOptions {
  workspace?: string;
  json?: boolean;
  from: Day;
  to: Day;
  out: string;
}

export function reportCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  root
    .command('report')
    .description(t('commands.report'))
    .command('ecosystem')
    .description(t('commands.ecosystem'))
    .requiredOption('--from <day>', t('options.from'), dayOption(terminal))
    .requiredOption('--to <day>', t('options.to'), dayOption(terminal))
    .requiredOption('--out <file>', t('options.out'))
    .action(async (options: ReportOptions) => {
      const out = resolve(options.out);
      const format = extname(out).slice(1).toLowerCase();
      if (format !== 'html' && format !== 'json') throw new WrongUse(t('badFormat', { path: out }));
      refuseBackwards(terminal, options.from, options.to);
      await refuseTaken(out, 'export');
      const { program, client } = await terminal.open({ ...options, create: false });
      const file = await client.reports.export({ from: options.from, to: options.to, format, language: terminal.language });
      const made = program.context.outgoingFiles.find(file.fileId);
      await writeNamed({ target: out, content: { path: made?.path ?? '' }, mode: 0o600, as: 'export' });
      terminal.answer(options.json, { out, bytes: file.bytes }, () => t('written', { path: out }));
    });
}
