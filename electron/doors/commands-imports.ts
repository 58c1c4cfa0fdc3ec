// import, imports list, imports show, imports revert, imports template.
import { randomUUID } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { ORPCError } from '@orpc/server';
import { type Command, Option } from 'commander';
import { mapping as mappingSchema } from '../../shared/contract/imports.ts';
import { IMPORT_KINDS, type ImportKind, LANGUAGES, type Language, TEMPLATE_FORMATS } from '../../shared/vocabulary.ts';
import { BadStart } from '../bad-start.ts';
import type { Program } from '../compose.ts';
import { templateFile } from '../features/imports/template-file.ts';
import { draftRulesOf } from '../import-kinds.ts';
import { localInstant, sentenceFor } from '../language.ts';
import { COLLECTED_SOURCES, type CollectedImportOptions, importCollected } from './import-collected.ts';
import { settlePlanned } from './settle-import.ts';
import { Mistake, type ProgramClient, type Terminal, WrongUse } from './terminal-session.ts';

interface ImportOptions extends CollectedImportOptions {
  mapping?: string;
  dateOrder?: keyof typeof DATE_ORDERS;
}

const DATE_ORDERS = { 'day-first': 'day_first', 'month-first': 'month_first' } as const;

const KINDS = IMPORT_KINDS.join(', ');

export function importCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  root
    .command('import <kind> <file>')
    .description(t('commands.import', { kinds: KINDS }))
    .option('--mapping <file>', t('options.mapping'))
    .addOption(
      new Option('--date-order <order>', t('options.dateOrder', { orders: Object.keys(DATE_ORDERS).join(', ') })).choices(
        Object.keys(DATE_ORDERS),
      ),
    )
    .option('--since <day>', t('options.since'))
    .option('--api <url>', t('options.api'))
    .option('--private-network', t('options.privateNetwork'))
    .option('--dry-run', t('options.dryRun'))
    .option('--yes', t('options.yes'))
    .action((kind: string, file: string, options: ImportOptions) =>
      Object.hasOwn(COLLECTED_SOURCES, kind) ? importCollected(terminal, kind, file, options) : importFile(terminal, kind, file, options),
    );

  const imports = root.command('imports').description(t('commands.imports'));
  imports
    .command('list')
    .description(t('commands.importsList'))
    .action(async (options: { workspace?: string; json?: boolean }) => {
      const { client } = await terminal.open({ ...options, create: false });
      const list = await client.imports.list({ offset: 0, limit: 500 });
      terminal.answer(options.json, list, () =>
        list.items
          .map((one) =>
            [
              one.id,
              localInstant(terminal.language, one.appliedAt ?? one.createdAt),
              one.kind,
              one.state,
              one.fileName,
              `+${one.created} ~${one.changed}`,
            ].join('\t'),
          )
          .join('\n'),
      );
    });
  imports
    .command('show <id>')
    .description(t('commands.importsShow'))
    .action(async (id: string, options: { workspace?: string; json?: boolean }) => {
      const { client } = await terminal.open({ ...options, create: false });
      const one = await client.imports.get({ importId: id });
      terminal.answer(options.json, one, () => `${one.fileName}\t${one.kind}\t${one.state}\n${t('imported', one)}`);
    });
  imports
    .command('revert <id>')
    .description(t('commands.importsRevert'))
    .action(async (id: string, options: { workspace?: string; json?: boolean }) => {
      const { client } = await terminal.open({ ...options, create: false });
      const { jobId } = await client.imports.revert({ commandId: randomUUID(), importId: id });
      await terminal.finish(jobId);
      const { revert } = await client.imports.get({ importId: id });
      terminal.answer(options.json, revert, () => t('reverted', revert ?? {}));
    });
  imports
    .command('template <kind>')
    .description(t('commands.importsTemplate', { kinds: KINDS }))
    .requiredOption('--out <file>', t('options.out'))
    .addOption(new Option('--language <language>', t('options.language')).choices(LANGUAGES))
    .action((kind: string, options: TemplateOptions) => writeTemplate(terminal, kind, options));
}

interface TemplateOptions {
  json?: boolean;
  out: string;
  language?: Language;
}

/** Needs no workspace: a template is what a person begins with. */
async function writeTemplate(terminal: Terminal, kind: string, options: TemplateOptions): Promise<void> {
  const known = knownKind(terminal, kind);
  const out = resolve(options.out);
  const format = TEMPLATE_FORMATS.find((one) => one === extname(out).slice(1).toLowerCase());
  if (!format) throw new WrongUse(terminal.text('badTemplateFormat', { path: out }));
  const { content } = await templateFile(draftRulesOf[known], format, options.language ?? terminal.language);
  await writeFile(out, content).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOSPC' ? error : new Mistake(terminal.text('cannotWrite', { path: out }));
  });
  terminal.answer(options.json, { out, bytes: Buffer.byteLength(content) }, () => terminal.text('written', { path: out }));
}

function knownKind(terminal: Terminal, kind: string, sources: readonly string[] = []): ImportKind {
  const known = IMPORT_KINDS.find((one) => one === kind);
  if (!known) throw new WrongUse(terminal.text('badKind', { value: kind, kinds: [KINDS, ...sources].join(', ') }));
  return known;
}

async function importFile(terminal: Terminal, kind: string, file: string, options: ImportOptions): Promise<void> {
  const known = knownKind(terminal, kind, Object.keys(COLLECTED_SOURCES));
  const path = resolve(file);
  await access(path).catch(() => {
    throw new Mistake(sentenceFor('FILE_NOT_FOUND', { path }, terminal.language));
  });
  const { program, client } = await terminal.open({ ...options, create: true });
  const { importId, notices } = await plan(terminal, program, client, { kind: known, path, ...options });
  await settlePlanned(terminal, { program, client }, importId, { ...options, notices });
}

async function plan(
  terminal: Terminal,
  program: Program,
  client: ProgramClient,
  source: { kind: ImportKind; path: string } & Pick<ImportOptions, 'mapping' | 'dateOrder'>,
) {
  const { kind } = source;
  const staged = await program.context.stagedFiles.stageLocalFile(source.path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOSPC' ? new BadStart('FOLDER_NOT_WRITABLE', { path: program.context.store.folders.staged }) : error;
  });
  const found = await client.imports.inspect({ stagedFileId: staged.fileId, kind });
  const read = source.mapping ? await readMapping(terminal, source.mapping) : found.suggested;
  const mapping = source.dateOrder ? { ...read, dateOrder: DATE_ORDERS[source.dateOrder] } : read;
  const { importId, jobId } = await client.imports
    .plan({ commandId: randomUUID(), stagedFileId: staged.fileId, kind, reading: found.reading, mapping })
    .catch((error: unknown) => {
      if (error instanceof ORPCError && error.code === 'DATE_ORDER_OPEN') throw new Mistake(terminal.text('dateOrderOpen', error.data));
      throw error;
    });
  await terminal.finish(jobId);
  return { importId, notices: found.notices };
}

async function readMapping(terminal: Terminal, path: string) {
  const mistake = () => new Mistake(terminal.text('badMapping', { path }));
  const text = await readFile(path, 'utf8').catch(() => {
    throw mistake();
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw mistake();
  }
  const read = mappingSchema.safeParse(value);
  if (!read.success) throw mistake();
  return read.data;
}
