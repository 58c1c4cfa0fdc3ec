// demo, backup, restore, check, serve.
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { refuseTaken, writeNamed } from '../reporting/named-file.ts';
import { backupPath, modeOf, verifyCopy } from '../store/backup.ts';
import { recoverWorkspace } from '../store/database.ts';
import { refuseUnreadable } from './given-file.ts';
import { wholeNumber } from './terminal-options.ts';
import type { Terminal } from './terminal-session.ts';

interface Options {
  workspace?: string;
  json?: boolean;
}

export function workspaceCommands(root: Command, terminal: Terminal, outcome: { code: number }): void {
  const t = terminal.text;
  root
    .command('demo')
    .description(t('commands.demo'))
    .action(async (options: Options) => {
      const { program, client } = await terminal.open({ ...options, create: true });
      const { jobId } = await client.workspace.loadDemo({ commandId: randomUUID(), language: terminal.language });
      await terminal.finish(jobId);
      await program.backUp();
      const { counts } = await client.workspace.get({});
      terminal.answer(options.json, counts, () => t('demoLoaded', { path: terminal.path(options.workspace) }));
    });

  root
    .command('backup <file>')
    .description(t('commands.backup'))
    .action(async (file: string, options: Options) => {
      const out = resolve(file);
      await refuseTaken(out, 'new');
      const { program, client } = await terminal.open({ ...options, create: false });
      const { store } = program.context;
      const made = await client.workspace.backup({});
      await writeNamed({
        target: out,
        content: { path: backupPath(store.folders.backups, made.id) },
        mode: await modeOf(store.path),
        as: 'new',
        verify: verifyCopy,
      });
      terminal.answer(options.json, { ...made, file: out }, () => t('written', { path: out }));
    });

  root
    .command('restore <file>')
    .description(t('commands.restore'))
    .action(async (file: string, options: Options) => {
      const backup = resolve(file);
      await refuseUnreadable(backup);
      const { kept } = await recoverWorkspace(terminal.path(options.workspace), backup);
      terminal.answer(options.json, { restored: backup, kept }, () =>
        [t('restored', { backup }), ...(kept ? [t('kept', { kept })] : [])].join('\n'),
      );
    });

  root
    .command('check')
    .description(t('commands.check'))
    .action(async (options: Options) => {
      const { client } = await terminal.open({ ...options, create: false });
      const result = await client.workspace.check({});
      const bad = result.checks.filter((one) => one.problems > 0).map((one) => `${one.name} ${one.problems}`);
      terminal.answer(options.json, result, () => (result.ok ? t('checkOk') : t('checkBad', { problems: bad.join(', ') })));
      if (!result.ok) outcome.code = 1;
    });

  root
    .command('serve')
    .description(t('commands.serve'))
    .option('--port <number>', t('options.port'), wholeNumber(terminal, '--port', 0, 65_535))
    .action(async (options: Options & { port?: number }) => {
      const { serveInBrowser } = await import('./loopback-serve.ts');
      await serveInBrowser({
        workspacePath: terminal.path(options.workspace),
        port: options.port ?? 0,
        language: terminal.language,
        assets: join(import.meta.dirname, '../../out/renderer'),
      });
    });
}
