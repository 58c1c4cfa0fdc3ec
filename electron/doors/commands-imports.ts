// import, imports list, imports show, imports revert, imports template.
import { randomUUID } from 'node:crypto';
import { extname, resolve } from 'node:path';
import { ORPCError } from '@orpc/server';
import type { Command } from 'commander';
import { withDateOrder } from '../../shared/date-order.ts';
import { IMPORT_KINDS, type ImportKind, LANGUAGES, type Language, TEMPLATE_FORMATS } from '../../shared/vocabulary.ts';
import type { Program } from '../compose.ts';
import { templateFile } from '../features/imports/template-file.ts';
import { draftRulesOf } from '../import-kinds.ts';
import { isWeakGuess } from '../intake/mapping/weak-guess.rules.ts';
import { localInstant } from '../language.ts';
import { writeNamed } from '../reporting/named-file.ts';
import { refuseUnreadable } from './given-file.ts';
import { COLLECTED_SOURCES, type CollectedImportOptions, importCollected } from './import-collected.ts';
import { noticesOf } from './import-notices.ts';
import { refuseForeignOptions } from './import-options.ts';
import { readMapping, refuseUnfit } from './mapping-file.ts';
import { DELIMITER_WORDS, delimiterOf, ENCODINGS, HEADER_ROWS, inspectAsAsked, type ReadingOptions } from './reading-options.ts';
import { settlePlanned } from './settle-import.ts';
import { inWords, Mistake, WrongUse } from './terminal-failures.ts';
import { oneOf, wholeNumber } from './terminal-options.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';
import { wordIn } from './vocabulary-words.ts';

interface ImportOptions extends CollectedImportOptions, ReadingOptions {
  mapping?: string;
  dateOrder?: keyof typeof DATE_ORDERS;
}

const DATE_ORDERS = { 'day-first': 'day_first', 'month-first': 'month_first' } as const;
const DATE_ORDER_WORDS = Object.keys(DATE_ORDERS) as (keyof typeof DATE_ORDERS)[];

const KINDS = IMPORT_KINDS.join(', ');

export function importCommands(root: Command, terminal: Terminal): void {
  const t = terminal.text;
  root
    .command('import <kind> <file>')
    .description(t('commands.import', { kinds: KINDS }))
    .option('--mapping <file>', t('options.mapping'))
    .option(
      '--date-order <order>',
      t('options.dateOrder', { orders: DATE_ORDER_WORDS.join(', ') }),
      oneOf(terminal, '--date-order', DATE_ORDER_WORDS),
    )
    .option('--sheet <sheet>', t('options.sheet'))
    .option('--header-row <number>', t('options.headerRow', { most: HEADER_ROWS }), wholeNumber(terminal, '--header-row', 1, HEADER_ROWS))
    .option('--encoding <encoding>', t('options.encoding', { words: ENCODINGS.join(', ') }), oneOf(terminal, '--encoding', ENCODINGS))
    .option('--delimiter <delimiter>', t('options.delimiter', { words: Object.keys(DELIMITER_WORDS).join(', ') }), delimiterOf(terminal))
    .option('--since <day>', t('options.since'))
    .option('--repository <name>', t('options.repositoryName'))
    .option('--api <url>', t('options.api'))
    .option('--private-network', t('options.privateNetwork'))
    .option('--dry-run', t('options.dryRun'))
    .option('--yes', t('options.yes'))
    .action((kind: string, file: string, options: ImportOptions, command: Command) => {
      refuseForeignOptions(terminal, command, kind);
      return Object.hasOwn(COLLECTED_SOURCES, kind)
        ? importCollected(terminal, kind, file, options)
        : importFile(terminal, kind, file, options);
    });

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
              wordIn(terminal, 'importKind', one.kind),
              wordIn(terminal, 'importState', one.state),
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
      const one = await importWith(terminal, client, id);
      const words = [one.fileName, wordIn(terminal, 'importKind', one.kind), wordIn(terminal, 'importState', one.state)];
      terminal.answer(options.json, one, () => `${words.join('\t')}\n${t('imported', one)}`);
    });
  imports
    .command('revert <id>')
    .description(t('commands.importsRevert'))
    .action(async (id: string, options: { workspace?: string; json?: boolean }) => {
      const { program, client } = await terminal.open({ ...options, create: false });
      const { state } = await importWith(terminal, client, id);
      if (state !== 'applied') throw new Mistake(t('cannotRevert', { id, state: wordIn(terminal, 'importState', state) }));
      const { jobId } = await client.imports.revert({ commandId: randomUUID(), importId: id });
      await terminal.finish(jobId);
      await program.backUp();
      const { revert } = await client.imports.get({ importId: id });
      terminal.answer(options.json, revert, () => t('reverted', revert ?? {}));
    });
  imports
    .command('template <kind>')
    .description(t('commands.importsTemplate', { kinds: KINDS }))
    .requiredOption('--out <file>', t('options.out'))
    .option('--language <language>', t('options.language'), oneOf(terminal, '--language', LANGUAGES))
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
  // By now it may be filled in.
  await writeNamed({ target: out, content, mode: 0o644, as: 'new' });
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
  await refuseUnreadable(path);
  if (options.mapping !== undefined) await refuseUnreadable(resolve(options.mapping));
  const { program, client } = await terminal.open({ ...options, create: true });
  const { importId, notices } = await plan(terminal, program, client, { kind: known, path, options });
  await settlePlanned(terminal, { program, client }, importId, options, notices);
}

async function plan(
  terminal: Terminal,
  program: Program,
  client: ProgramClient,
  source: { kind: ImportKind; path: string; options: ImportOptions },
) {
  const { kind, options } = source;
  const path = options.mapping;
  const file = path === undefined ? undefined : await readMapping(terminal, path);
  const staged = await program.context.stagedFiles.stageLocalFile(source.path);
  const found = await inspectAsAsked(terminal, client, { stagedFileId: staged.fileId, kind }, { ...file, ...options });
  if (!file && isWeakGuess(found))
    throw new Mistake(terminal.text('weakGuess', { name: staged.name, kind: wordIn(terminal, 'importKind', kind) }));
  if (path !== undefined && file) refuseUnfit(terminal, path, file, found);
  const read = file ?? found.suggested;
  const said = options.dateOrder ? DATE_ORDERS[options.dateOrder] : read.dateOrder;
  const mapping = withDateOrder(found, { ...read, dateOrder: said });
  const notices = noticesOf(terminal, found, mapping);
  const { importId, jobId } = await client.imports
    .plan({ commandId: randomUUID(), stagedFileId: staged.fileId, kind, reading: found.reading, mapping })
    .catch((error: unknown) => {
      throw askingAnew(terminal, staged.name, error);
    });
  for (const { text } of notices) terminal.tell(text);
  await terminal.finish(jobId);
  return { importId, notices };
}

/** What a mapping leaves to be said, with the file that it is missing for or the option that says it. */
function askingAnew(terminal: Terminal, name: string, error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  if (error.code === 'DATE_ORDER_OPEN') return new Mistake(terminal.text('dateOrderOpen', error.data));
  return error.code === 'MAPPING_INCOMPLETE'
    ? new Mistake(terminal.text('mappingIncomplete', { name, missing: inWords(error.data, terminal.language).missing }))
    : error;
}

async function importWith(terminal: Terminal, client: ProgramClient, id: string) {
  return client.imports.get({ importId: id }).catch((error: unknown) => {
    const { code } = (error ?? {}) as { code?: string };
    throw code === 'NOT_FOUND' || code === 'BAD_REQUEST' ? new Mistake(terminal.text('noImport', { id })) : error;
  });
}
