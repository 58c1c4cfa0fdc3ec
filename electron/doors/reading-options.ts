// How a file is read when the person says so: by the command's options, or in the file of the mapping.
import { delimiter, fileEncoding, type Inspection, type Reading } from '../../shared/contract/imports.ts';
import type { ImportKind } from '../../shared/vocabulary.ts';
import { say } from '../language.ts';
import { WrongUse } from './terminal-failures.ts';
import type { ProgramClient, Terminal } from './terminal-session.ts';

export const HEADER_ROWS = 20;
export const ENCODINGS = fileEncoding.options;
export const DELIMITER_WORDS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const satisfies Record<string, Reading['delimiter']>;
type DelimiterWord = keyof typeof DELIMITER_WORDS | Reading['delimiter'];
export const delimiterWords = [...(Object.keys(DELIMITER_WORDS) as (keyof typeof DELIMITER_WORDS)[]), ...delimiter.options] as const;

export interface ReadingOptions {
  sheet?: string;
  headerRow?: number;
  encoding?: Reading['encoding'];
  delimiter?: DelimiterWord;
}

export function delimiterOf(terminal: Terminal): (text: string) => DelimiterWord {
  return (text) => {
    const word = delimiterWords.find((one) => one === text.replace('\\t', '\t'));
    if (word === undefined)
      throw new WrongUse(terminal.text('badWord', { value: text, option: '--delimiter', words: Object.keys(DELIMITER_WORDS).join(', ') }));
    return word;
  };
}

const characterOf = (word: DelimiterWord): Reading['delimiter'] =>
  word in DELIMITER_WORDS ? DELIMITER_WORDS[word as keyof typeof DELIMITER_WORDS] : (word as Reading['delimiter']);

const WORKBOOKS: readonly Reading['format'][] = ['xlsx', 'ods'];
/** The formats that each option is about. */
const ABOUT = {
  sheet: WORKBOOKS,
  headerRow: [...WORKBOOKS, 'delimited'],
  encoding: ['delimited'],
  delimiter: ['delimited'],
} as const satisfies Record<keyof ReadingOptions, readonly Reading['format'][]>;
const FLAGS = { sheet: '--sheet', headerRow: '--header-row', encoding: '--encoding', delimiter: '--delimiter' } as const;

/** Looks into a staged file as the options say; what they leave open is found by its content. */
export async function inspectAsAsked(
  terminal: Terminal,
  client: ProgramClient,
  file: { stagedFileId: string; kind: ImportKind },
  asked: ReadingOptions,
): Promise<Inspection> {
  const named = (Object.keys(ABOUT) as (keyof ReadingOptions)[]).filter((option) => asked[option] !== undefined);
  const chosen = asked.delimiter && { delimiter: characterOf(asked.delimiter) };
  const first = await client.imports.inspect(file).catch((error: unknown) => {
    // Who says what its cells are separated by says that it is a table.
    if (!chosen) throw error;
    return client.imports.inspect({ ...file, reading: { format: 'delimited', ...chosen } });
  });
  const { format } = first.reading;
  for (const option of named) {
    if ((ABOUT[option] as readonly string[]).includes(format)) continue;
    const words = { option: FLAGS[option], name: first.fileName, format: say(terminal.language, `imports:formats.${format}`) };
    throw new WrongUse(terminal.text('notForFormat', words));
  }
  if (named.length === 0) return first;
  return client.imports.inspect({
    ...file,
    reading: {
      format,
      ...chosen,
      ...(asked.encoding && { encoding: asked.encoding }),
      ...(asked.headerRow && { headerLine: asked.headerRow }),
      ...(asked.sheet !== undefined && { sheet: sheetCalled(terminal, first, asked.sheet) }),
    },
  });
}

/** By its name, else by its place, counted from 1. */
function sheetCalled({ text }: Terminal, { fileName, sheets }: Inspection, wanted: string): string {
  const byName = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const found = byName ?? (/^\d+$/.test(wanted) ? sheets[Number(wanted) - 1] : undefined);
  if (!found)
    throw new WrongUse(
      text('noSheet', { value: wanted, name: fileName, sheets: sheets.map((one, at) => `${at + 1} ${one.name}`).join(', ') }),
    );
  return found.name;
}
