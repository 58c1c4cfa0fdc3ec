// One spreadsheet row as an activity: its day, kind and title, with whom and who took part, what came of it and what follows, and the
// key under which it is known.
import { partnerNameKey } from '../../../shared/values/text-key.ts';
import type { ActivityKind, CollaborationArea } from '../../../shared/vocabulary.ts';
import type { Drafter, DraftRules, DraftSettings } from '../../intake/import-kind.ts';
import { createDayReader } from '../../intake/mapping/dates.ts';
import { createChoiceLookup, wordsOf } from '../../intake/mapping/fields.ts';
import type { StatedRow } from '../../intake/mapping/merge-stated.rules.ts';
import type { Mistakes } from '../../intake/mapping/mistakes.ts';
import { createRowDrafter } from '../../intake/mapping/row-drafter.ts';
import { rowHash, sheetKeyOf } from '../../intake/mapping/row-keys.ts';
import { createStatedReader, isMalformed, noteTooLong } from '../../intake/mapping/stated-row.ts';
import { AREA_WORDS } from '../partners/partner-fields.ts';
import { ACTIVITY_IMPORT_FIELDS, ACTIVITY_KIND_WORDS } from './activity-fields.ts';

/** How several names stand in one text. */
export const BETWEEN_NAMES = '; ';

const TELLING = ['key', 'day', 'kind', 'title', 'partners'];
const CLEARABLE = ['people', 'area', 'outcome', 'evidence', 'followUpOn', 'followUpNote', 'notes'];
const LONGEST = { title: 300, notes: 20_000, evidence: 2_000, followUpNote: 500, outcome: 2_000 };
const MOST_NAMES = 50;
const LINK = /^https?:\/\/\S+$/i;

export const activityDraftRules: DraftRules = {
  kind: 'activities',
  fields: ACTIVITY_IMPORT_FIELDS,
  oneOf: ['title'],
  matchKeys: ['key'],
  createDrafter: createActivityDrafter,
};

const readKind = createChoiceLookup<ActivityKind>(ACTIVITY_KIND_WORDS);
const readArea = createChoiceLookup<CollaborationArea>(AREA_WORDS);

function createActivityDrafter({ headers, mapping }: DraftSettings): Drafter {
  const readDay = createDayReader(mapping.dateOrder);
  const read = createStatedReader(
    mapping,
    ACTIVITY_IMPORT_FIELDS.map(({ field }) => field),
    CLEARABLE,
  );
  const prefix = `csv:${sheetKeyOf(headers, mapping.columns, TELLING)}/`;

  /** The values as they are stored and compared. */
  function understood(values: StatedRow['values'], mistakes: Mistakes): Record<string, string> {
    for (const field of ['day', 'title', 'partners']) if (values[field] === undefined) mistakes.add('required', field);
    const said: Record<string, string> = { ...values };
    for (const field of ['day', 'followUpOn']) {
      if (values[field] === undefined) continue;
      const day = readDay(values[field]);
      if (day === undefined) mistakes.add('not_a_day', field, values[field]);
      else said[field] = day;
    }
    for (const [field, lookup] of [
      ['kind', readKind],
      ['area', readArea],
    ] as const) {
      if (values[field] === undefined) continue;
      const choice = lookup(values[field]);
      if (choice === undefined) mistakes.add('unknown_value', field, values[field]);
      else said[field] = choice;
    }
    if (said.evidence !== undefined && !LINK.test(said.evidence)) mistakes.add('not_a_link', 'evidence', said.evidence);
    for (const field of ['partners', 'people']) {
      if (values[field] === undefined) continue;
      const names = field === 'partners' ? partnersIn(values[field]) : [...new Set(wordsOf(values[field]))];
      if (names.length > MOST_NAMES) mistakes.add('too_many_names', field, String(names.length));
      for (const name of names) if (name.length > 200) mistakes.add('too_long', field, name.slice(0, 60));
      said[field] = names.join(BETWEEN_NAMES);
    }
    noteTooLong(said, LONGEST, mistakes);
    return said;
  }

  function draftOf(line: number, cells: readonly string[], mistakes: Mistakes): unknown[] | undefined {
    if (isMalformed(headers, cells, mistakes)) return undefined;
    const stated = read(cells);
    const { key = '', ...values } = understood(stated.values, mistakes);
    if (mistakes.any()) return undefined;
    const partnerKeys = (values.partners ?? '').split(BETWEEN_NAMES).map(partnerNameKey);
    const content = contentHash(values, partnerKeys);
    return [
      line,
      // Without a key of its own a row is what it says, in whatever sheet it stands.
      key === '' ? `csv:row/${content}` : `${prefix}${key.slice(0, 300)}`,
      key === '' ? 1 : 0,
      key,
      content,
      JSON.stringify(partnerKeys),
      JSON.stringify({ values, cleared: stated.cleared } satisfies StatedRow),
    ];
  }

  return createRowDrafter(draftOf);
}

function contentHash(values: Readonly<Record<string, string>>, partnerKeys: readonly string[]): string {
  const plain = ACTIVITY_IMPORT_FIELDS.map(({ field }) => field).filter((field) => field !== 'key' && field !== 'partners');
  return rowHash([...plain.map((field) => values[field] ?? ''), ...partnerKeys.toSorted()]);
}

/** The partners of a cell, each once; a legal form behind a comma belongs to the name before it. */
function partnersIn(cell: string): string[] {
  const names = new Map<string, string>();
  for (const word of wordsOf(cell)) {
    const last = [...names].at(-1);
    if (last && partnerNameKey(`x, ${word}`) === 'x') names.set(last[0], `${last[1]}, ${word}`);
    else if (!names.has(partnerNameKey(word))) names.set(partnerNameKey(word), word);
  }
  return [...names.values()];
}
