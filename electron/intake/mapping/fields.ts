// What a kind of row can be filled with, and how its columns are recognised.
import type { Inspection, Mapping } from '../../../shared/contract/imports.ts';
import { provenOrder } from '../../../shared/date-order.ts';
import { textKey } from '../../../shared/values/text-key.ts';
import { createDateWatch } from './dates.ts';

export interface FieldSpec {
  readonly field: string;
  readonly required: boolean;
  readonly isDay?: boolean;
  /** Closed list of values; each with the words that mean it, in English and Chinese. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** A cell can hold several of them. */
  readonly several?: boolean;
  /** Header words, English and Chinese; the first that fits a column wins. */
  readonly synonyms: readonly string[];
  /** Header words that mean this field only in a sheet that has a column for another one, and only as they are. */
  readonly synonymsBeside?: { readonly field: string; readonly synonyms: readonly string[] };
}

/** Header words compare without case, width, blanks and punctuation: "E-Mail Address" is "emailaddress". */
export function headerKey(text: string): string {
  return textKey(text).replace(/[\s_\-./()（）:：*#'"]+/g, '');
}

/** One column per field and one field per column, the strongest matches first: exact synonyms, then headers that contain one. */
export function suggestMapping(fields: readonly FieldSpec[], headers: readonly string[], rows: readonly string[][]): Mapping {
  const keys = headers.map(headerKey);
  const taken = new Set<number>();
  const found = new Map<string, number>();
  type Pass = { matches: (key: string, synonym: string) => boolean; synonymsOf: (spec: FieldSpec) => readonly string[] };
  const exactly = (key: string, synonym: string) => key === synonym;
  const besides: Pass = {
    matches: exactly,
    synonymsOf: ({ synonymsBeside }) => (synonymsBeside && found.has(synonymsBeside.field) ? synonymsBeside.synonyms : []),
  };
  const passes: Pass[] = [
    { matches: exactly, synonymsOf: ({ synonyms }) => synonyms },
    besides,
    {
      matches: (key, synonym) => synonym.length >= (/[\u3400-\u9fff]/.test(synonym) ? 2 : 4) && key.includes(synonym),
      synonymsOf: ({ synonyms }) => synonyms,
    },
    besides,
  ];
  for (const { matches, synonymsOf } of passes) {
    for (const spec of fields) {
      if (found.has(spec.field)) continue;
      for (const synonym of synonymsOf(spec).map(headerKey)) {
        const column = keys.findIndex((key, index) => !taken.has(index) && key !== '' && matches(key, synonym));
        if (column < 0) continue;
        found.set(spec.field, column);
        taken.add(column);
        break;
      }
    }
  }
  const columns = fields.flatMap(({ field }) => {
    const column = found.get(field);
    return column === undefined ? [] : [{ field, column }];
  });
  return {
    columns,
    defaults: {},
    dateOrder: dateOrderOf(fields, columns, rows),
    values: {},
    conflicts: {},
    emptyCells: {},
    blanks: 'leave',
    updates: true,
    creates: true,
    complete: false,
    matchBy: null,
  };
}

/** The order of day and month that the values of the date columns prove; null where they leave it open. */
function dateOrderOf(fields: readonly FieldSpec[], columns: Mapping['columns'], rows: readonly string[][]): Mapping['dateOrder'] {
  return provenOrder(
    dayColumns(fields, columns).map((column) => {
      const watch = createDateWatch();
      for (const cells of rows) watch.look(cells[column] ?? '');
      return watch.found();
    }),
  );
}

/** The columns that dates are read from. */
export function dayColumns(fields: readonly FieldSpec[], columns: Mapping['columns']): number[] {
  const days = new Set(fields.filter((spec) => spec.isDay).map((spec) => spec.field));
  return columns.filter(({ field }) => days.has(field)).map(({ column }) => column);
}

export function describeFields(fields: readonly FieldSpec[]): Inspection['fields'] {
  return fields.map(({ field, required, choices, isDay = false }) => ({
    field,
    required,
    choices: choices ? Object.keys(choices) : null,
    isDay,
  }));
}

/** Looks a cell up in a closed list by its key or any of its words; undefined when it is none of them. */
export function createChoiceLookup<Choice extends string>(
  choices: Readonly<Record<Choice, readonly string[]>>,
): (text: string) => Choice | undefined {
  const byWord = new Map<string, Choice>();
  for (const choice of Object.keys(choices) as Choice[]) {
    for (const word of [choice, ...choices[choice]]) byWord.set(headerKey(word), choice);
  }
  const seen = new Map<string, Choice | undefined>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined || seen.has(text)) return known;
    const choice = byWord.get(headerKey(text));
    if (seen.size < 10_000) seen.set(text, choice);
    return choice;
  };
}

/** The words of a cell that can hold several. */
export function wordsOf(cell: string): string[] {
  return cell
    .split(/[,;，；、|\n]+/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const NOTHING = new Set(['', '-', '--', '—', '–', 'na', 'n/a', '#n/a', 'null', 'nil', 'none', '无', '暂无', '未知', 'unknown']);

const LONGEST_NOTHING = Math.max(...[...NOTHING].map((one) => one.length));
const BEGINS_NOTHING = new Set([...NOTHING].flatMap((one) => [one.charCodeAt(0), one.toUpperCase().charCodeAt(0)]));

/** The ways of writing "nothing here". Never a person called "NA". */
export function isNothing(text: string): boolean {
  return text.length <= LONGEST_NOTHING && BEGINS_NOTHING.has(text.charCodeAt(0)) && NOTHING.has(text.toLowerCase());
}

/** Reads a field's cell by the mapping: the column, or the value given for when there is nothing. */
export function createCellReader(mapping: Mapping): (field: string) => (cells: readonly string[]) => string {
  const columnOf = new Map(mapping.columns.map(({ field, column }) => [field, column]));
  return (field) => {
    const column = columnOf.get(field);
    const byDefault = (mapping.defaults[field] ?? '').trim();
    const meant = new Map(Object.entries(mapping.values[field] ?? {}));
    const literal = mapping.emptyCells[field] === 'words';
    if (column === undefined && meant.size === 0) return () => byDefault;
    return (cells) => {
      const written = column === undefined ? '' : (cells[column] ?? '').trim();
      const cell = meant.size === 0 ? written : (meant.get(written) ?? written);
      return cell === '' || (!literal && isNothing(cell)) ? byDefault : cell;
    };
  };
}
